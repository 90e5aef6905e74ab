/** What was done before a block, a deletion, a complaint or a 别发了, beside the card. */
import { Drawer } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AutopsyReport } from '../../../components/autopsy-report.tsx';
import { useShortcut } from '../../../app/shortcut.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { useOrpc } from '../../../platform/api-context.tsx';

export function AutopsyPanel({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const orpc = useOrpc();
  // Escape closes the panel alone, not the card under it.
  useShortcut(t('autopsy.title'), { Escape: { label: '', run: onClose } }, { modal: true });
  const query = useQuery(orpc.signal.autopsy.queryOptions({ input: { customerId } }));
  return (
    <Drawer open title={t('autopsy.title')} size={480} onClose={onClose}>
      {query.isPending && <ListSkeleton rows={5} height={48} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess &&
        (query.data === null ? <p>{t('autopsy.none')}</p> : <AutopsyReport report={query.data} />)}
    </Drawer>
  );
}
