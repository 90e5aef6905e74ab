/** What the customer waits for, and what makes us leave them in peace. */
import { CheckOutlined, EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { isAnswered } from '#shared/domain/signal.ts';
import { dayWord, fullText, timeText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { useAsked } from '../asked.tsx';
import { AutopsyPanel } from './autopsy-panel.tsx';
import { RowMarks } from './card-mark.tsx';
import { Section } from './section.tsx';
import { SignalForm } from './signal-form.tsx';
import style from './promise-list.module.css';

export function SignalList({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t, i18n } = useTranslation('customers');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const now = useNow();
  const { asked, setAsked } = useAsked();
  const [isOpen, setOpen] = useState(asked.has('autopsy'));
  const [editing, setEditing] = useState<string>();
  const close = () => {
    setOpen(false);
    if (asked.has('autopsy')) setAsked();
  };
  const hasBreak = card.signals.some(({ kind }) => !isAnswered(kind) && kind !== 'ask');
  const hasComplaint = card.signals.some(({ kind }) => kind === 'complaint');
  // Questions already answered are history; what broke the contact stays in view.
  const shown = card.signals.filter(({ kind, closedAt }) => closedAt === null || !isAnswered(kind));
  if (shown.length === 0 && !hasComplaint) return null;

  const setClosed = async (id: string, closed: boolean) => {
    try {
      await api.signal.setClosed({ id, closed });
      undoToast(t('signal.closed'), () => api.signal.setClosed({ id, closed: !closed }));
    } catch (error) {
      fail(error);
    }
  };
  const remove = async (id: string) => {
    try {
      await api.signal.delete({ id });
      undoToast(t('signal.removed'), () => api.signal.restore({ id }));
    } catch (error) {
      fail(error);
    }
  };
  return (
    <Section title={t('signal.title')}>
      <ul className={style.list}>
        {shown.map(({ id, kind, body, happenedAt, dueAt, pending }) => {
          const at = dueAt ?? happenedAt;
          const isLate = dueAt !== null && Date.parse(dueAt) <= now;
          if (editing === id)
            return (
              <li key={id} className={style.row}>
                <SignalForm
                  initial={{ body, dueAt }}
                  onCancel={() => setEditing(undefined)}
                  onSave={async (changed) => {
                    await api.signal.patch({ id, ...changed });
                    setEditing(undefined);
                    undoToast(t('signal.changed'), () => api.signal.patch({ id, body, dueAt }));
                  }}
                />
              </li>
            );
          return (
            <li key={id} className={style.row}>
              <div className={style.words}>
                <div className={style.body}>
                  {body === '' ? t(`signal.kind.${kind}`) : `${t(`signal.kind.${kind}`)} · ${body}`}
                </div>
                <div className={style.due} data-late={isLate || undefined}>
                  <time dateTime={at} title={fullText(at, i18n.language)}>
                    {t(dueAt === null ? 'signal.since' : isLate ? 'signal.late' : 'signal.due', {
                      day: dayWord(dateOf(at), i18n.language, now),
                      time: timeText(at, i18n.language),
                    })}
                  </time>
                  <RowMarks id={id} pending={pending} />
                </div>
              </div>
              {!readOnly &&
                (isAnswered(kind) ? (
                  <Button size="small" icon={<CheckOutlined />} onClick={() => void setClosed(id, true)}>
                    {t('signal.close')}
                  </Button>
                ) : (
                  <Button size="small" type="text" onClick={() => void remove(id)}>
                    {t('signal.remove')}
                  </Button>
                ))}
              {!readOnly && (
                <Button
                  size="small"
                  type="text"
                  icon={<EditOutlined />}
                  aria-label={t('signal.change')}
                  title={t('signal.change')}
                  onClick={() => setEditing(id)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {(hasBreak || hasComplaint) && (
        <Button type="link" size="small" onClick={() => setOpen(true)}>
          {t('autopsy.open')}
        </Button>
      )}
      {isOpen && <AutopsyPanel customerId={card.id} onClose={close} />}
    </Section>
  );
}
