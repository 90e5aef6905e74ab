/** How many customers of the company a saved view means now: admins hold no customers, so the server counts. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { changesByItself, type Audience } from '#shared/domain/segment/audience.ts';
import { useOrpc } from '../../../platform/api-context.tsx';
import style from './sop.module.css';

export function AudienceCount({ audience: { segment } }: { audience: Audience }) {
  const { t } = useTranslation('sop');
  const orpc = useOrpc();
  const isFit = !changesByItself(segment);
  const count = useQuery(
    orpc.sop.audience.queryOptions({ input: { segment }, enabled: isFit, staleTime: 30_000, retry: false }),
  );
  if (!isFit) return null;
  return (
    <p role="status" className={count.data?.customers === 0 ? style.warn : undefined}>
      {count.isPending && t('startsFor.counting')}
      {count.isError && t('startsFor.countFailed')}
      {count.isSuccess &&
        (count.data.customers === 0
          ? t('startsFor.nobody', { of: count.data.of })
          : t('startsFor.count', { count: count.data.customers, of: count.data.of }))}
    </p>
  );
}
