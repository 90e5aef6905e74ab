import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { dateText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';

/** Who put a tag on, when and why, until when it holds (practice C01). */
export function useTagWords(): (tag: CustomerCard['tags'][number]) => string[] {
  const { t, i18n } = useTranslation(['list', 'customers']);
  const now = useNow();
  return (tag) =>
    [
      t('tag.by', {
        name: tag.byName ?? t('tag.unknown'),
        on: dateText(dateOf(tag.at), i18n.language, now),
      }),
      tag.reason && t('tag.why', { reason: tag.reason }),
      tag.expiresOn && t('tag.until', { on: tag.expiresOn }),
      tag.pending && t('customers:list.pending'),
    ].filter((words) => typeof words === 'string' && words !== '') as string[];
}
