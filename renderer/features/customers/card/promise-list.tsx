/** What we said we would do and have not done yet, and how what was promised before was kept (D15). */
import { CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import { promiseOutcome } from '#shared/domain/card/promise-outcome.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { dayWord, fullText, timeText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { RowMarks } from './card-mark.tsx';
import { Section } from './section.tsx';
import style from './promise-list.module.css';

export function PromiseList({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t, i18n } = useTranslation(['customers', 'card']);
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const now = useNow();
  const open = card.promises
    .filter((promise) => promise.status === 'open')
    .toSorted((a, b) => a.dueAt.localeCompare(b.dueAt));
  const outcomes = Map.groupBy(card.promises, (promise) => promiseOutcome(promise, now));
  const kept = (['early', 'kept', 'late'] as const)
    .map((outcome) => ({ outcome, count: outcomes.get(outcome)?.length ?? 0 }))
    .filter(({ count }) => count > 0);
  if (open.length === 0 && kept.length === 0) return null;

  const close = async (id: string, status: 'kept' | 'cancelled') => {
    try {
      await api.promise.setStatus({ id, status });
      undoToast(t(`promise.${status}Done`), () => api.promise.setStatus({ id, status: 'open' }));
    } catch (error) {
      fail(error);
    }
  };
  return (
    <Section title={t('promise.title')}>
      {kept.length > 0 && (
        <p className={style.record}>
          {kept.map(({ outcome, count }) => (
            <span key={outcome} data-outcome={outcome}>
              {t(`card:promise.${outcome}`, { count })}
            </span>
          ))}
        </p>
      )}
      <ul className={style.list} hidden={open.length === 0}>
        {open.map((promise) => (
          <li key={promise.id} className={style.row}>
            <div className={style.words}>
              <div className={style.body}>{promise.body}</div>
              <div className={style.due} data-late={Date.parse(promise.dueAt) <= now || undefined}>
                <time dateTime={promise.dueAt} title={fullText(promise.dueAt, i18n.language)}>
                  {t(Date.parse(promise.dueAt) <= now ? 'promise.late' : 'promise.due', {
                    day: dayWord(dateOf(promise.dueAt), i18n.language, now),
                    time: timeText(promise.dueAt, i18n.language),
                  })}
                </time>
                <RowMarks id={promise.id} pending={promise.pending} />
              </div>
            </div>
            {!readOnly && (
              <>
                <Button size="small" icon={<CheckOutlined />} onClick={() => void close(promise.id, 'kept')}>
                  {t('promise.keep')}
                </Button>
                <Button size="small" type="text" onClick={() => void close(promise.id, 'cancelled')}>
                  {t('promise.cancel')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
