import { useTranslation } from 'react-i18next';
import type { NextDay } from '#shared/contract/customer.ts';
import { dateText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';

/** Sets the day of the next touch, or hands it back to the rhythm, and offers to take it back. Rejects with the reason. */
export function useNextDay(customerId: string): (next: Omit<NextDay, 'setAt'>) => Promise<void> {
  const { t, i18n } = useTranslation('card');
  const api = useApi();
  const undoToast = useUndoToast();
  const now = useNow();
  return async (next) => {
    const { former } = await api.customer.setNext({ customerId, next });
    undoToast(
      next.on === null
        ? t('next.byRhythmDone')
        : t('next.done', { day: dateText(next.on, i18n.language, now) }),
      () => api.customer.setNext({ customerId, next: former }),
    );
  };
}
