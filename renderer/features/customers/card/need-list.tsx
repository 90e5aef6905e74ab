/** What the customer is concerned about, open or answered (C13). */
import { CheckOutlined, DeleteOutlined, UndoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { RelativeTime } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { AddButton } from './add-button.tsx';
import { RowMarks } from './card-mark.tsx';
import { EditableText } from './editable-text.tsx';
import { LineForm } from './line-form.tsx';
import { Section } from './section.tsx';
import style from './known.module.css';

/** Of those that were answered, so many stay in view. */
const shownAnswered = 3;

export function NeedList({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation('card');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const [adding, setAdding] = useState(false);
  const [all, setAll] = useState(false);
  const answered = card.needs.filter(({ status }) => status === 'answered');
  const shown = [
    ...card.needs.filter(({ status }) => status === 'open'),
    ...(all ? answered : answered.slice(0, shownAnswered)),
  ];

  const settle = async (id: string, status: 'open' | 'answered') => {
    try {
      await api.need.setStatus({ id, status });
      undoToast(t(`need.done.${status}`), () =>
        api.need.setStatus({ id, status: status === 'open' ? 'answered' : 'open' }),
      );
    } catch (error) {
      fail(error);
    }
  };
  const remove = async (id: string) => {
    try {
      await api.need.delete({ id });
      undoToast(t('need.deleted'), () => api.need.restore({ id }));
    } catch (error) {
      fail(error);
    }
  };
  return (
    <Section
      title={t('need.title')}
      action={
        !readOnly &&
        !adding && (
          <span data-part="need">
            <AddButton label={t('need.add')} onClick={() => setAdding(true)} />
          </span>
        )
      }
    >
      {adding && (
        <LineForm
          label={t('need.what')}
          placeholder={t('need.placeholder')}
          maxLength={500}
          onCancel={() => setAdding(false)}
          onSave={async (body) => {
            const { id } = await api.need.create({ customerId: card.id, body });
            undoToast(t('need.added'), () => api.need.delete({ id }));
          }}
        />
      )}
      <ul className={style.list}>
        {shown.map(({ id, body, status, answeredAt, pending }) => (
          <li
            key={id}
            data-entry={id}
            className={style.row}
            data-settled={status === 'answered' || undefined}
          >
            <div className={style.words}>
              <EditableText
                label={t('need.what')}
                value={body}
                maxLength={500}
                multiline
                readOnly={readOnly}
                check={(text) => (text === '' ? t('need.missing') : undefined)}
                onSave={async (text) => {
                  await api.need.patch({ id, body: text });
                  undoToast(t('need.changed'), () => api.need.patch({ id, body }));
                }}
              />
              {status === 'answered' && answeredAt !== null && (
                <span className={style.quiet}>
                  {t('need.answered')} <RelativeTime at={answeredAt} />
                </span>
              )}
              <RowMarks id={id} pending={pending} />
            </div>
            {!readOnly && (
              <span className={style.actions}>
                <Button
                  size="small"
                  type="text"
                  icon={status === 'open' ? <CheckOutlined /> : <UndoOutlined />}
                  aria-label={t(status === 'open' ? 'need.answer' : 'need.reopen', { body })}
                  title={t(status === 'open' ? 'need.answerShort' : 'need.reopenShort')}
                  onClick={() => void settle(id, status === 'open' ? 'answered' : 'open')}
                />
                <Button
                  size="small"
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('need.delete', { body })}
                  title={t('need.deleteShort')}
                  onClick={() => void remove(id)}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      {answered.length > shownAnswered && !all && (
        <Button size="small" type="link" className={style.more} onClick={() => setAll(true)}>
          {t('need.more', { count: answered.length - shownAnswered })}
        </Button>
      )}
      {card.needs.length === 0 && !adding && <p className={style.none}>{t('need.none')}</p>}
    </Section>
  );
}
