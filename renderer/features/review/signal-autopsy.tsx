import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { AutopsyReport } from '../../components/autopsy-report.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ListSkeleton } from '../../components/list-skeleton.tsx';
import { useOrpc } from '../../platform/api-context.tsx';

export function SignalAutopsy({ signalId, onClose }: { signalId: string; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const orpc = useOrpc();
  const query = useQuery(orpc.review.autopsy.queryOptions({ input: { signalId } }));
  return (
    <Drawer open title={t('autopsy.title')} size={480} onClose={onClose}>
      {query.isPending && <ListSkeleton rows={5} height={48} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && <AutopsyReport report={query.data} />}
    </Drawer>
  );
}
