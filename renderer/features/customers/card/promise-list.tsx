/** What we said we would do and have not done yet, and how what was promised before was kept (D15). */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { promiseOutcome } from '#shared/domain/card/promise-outcome.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { useNow } from '../../../components/time-text.tsx';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { AddButton } from './add-button.tsx';
import { PromiseForm } from './promise-form.tsx';
import { PromiseRow } from './promise-row.tsx';
import { Section } from './section.tsx';
import style from './promise-list.module.css';

/** Of those that are settled, so many stay in view: one that was settled by mistake can be opened again. */
const shownSettled = 2;

export function PromiseList({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation(['customers', 'card']);
  const api = useApi();
  const undoToast = useUndoToast();
  const now = useNow();
  const [adding, setAdding] = useState(false);
  const open = card.promises
    .filter((promise) => promise.status === 'open')
    .toSorted((a, b) => a.dueAt.localeCompare(b.dueAt));
  const settled = card.promises
    .filter((promise) => promise.status !== 'open')
    .toSorted((a, b) => (b.closedAt ?? b.dueAt).localeCompare(a.closedAt ?? a.dueAt))
    .slice(0, shownSettled);
  const shown = [...open, ...settled];
  const outcomes = Map.groupBy(card.promises, (promise) => promiseOutcome(promise, now));
  const kept = (['early', 'kept', 'late'] as const)
    .map((outcome) => ({ outcome, count: outcomes.get(outcome)?.length ?? 0 }))
    .filter(({ count }) => count > 0);
  if (readOnly && shown.length === 0) return null;
  return (
    <Section
      title={t('promise.title')}
      action={!readOnly && !adding && <AddButton label={t('promise.add')} onClick={() => setAdding(true)} />}
    >
      {kept.length > 0 && (
        <p className={style.record}>
          {kept.map(({ outcome, count }) => (
            <span key={outcome} data-outcome={outcome}>
              {t(`card:promise.${outcome}`, { count })}
            </span>
          ))}
        </p>
      )}
      {adding && (
        <PromiseForm
          onCancel={() => setAdding(false)}
          onSave={async (promise) => {
            const { id } = await api.promise.create({ customerId: card.id, ...promise });
            setAdding(false);
            undoToast(t('promise.added'), () => api.promise.delete({ id }));
          }}
        />
      )}
      {shown.length > 0 && (
        <ul className={style.list}>
          {shown.map((promise) => (
            <PromiseRow key={promise.id} promise={promise} readOnly={readOnly} />
          ))}
        </ul>
      )}
    </Section>
  );
}
