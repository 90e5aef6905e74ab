import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSession } from '../../../app/session.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { errorCodeOf } from '../../../components/error-text.ts';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { useOrpc } from '../../../platform/api-context.tsx';
import { clearCustomerFilter } from '../../../stores/customer-list.ts';

interface ListEmptyProps {
  filtered: boolean;
  onCreate: () => void;
}

/** Without a book: why. A book without customers asks for them; a filter without matches offers to drop it. */
export function ListEmpty({ filtered, onCreate }: ListEmptyProps) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const { firstDownload } = useSession();
  const plan = useQuery(useOrpc().plan.today.queryOptions());
  if (plan.error && errorCodeOf(plan.error).detail === 'NO_BOOK') {
    return <EmptyState title={t('empty.noBook')} text={t('empty.noBookBody')} />;
  }
  if (filtered) {
    return (
      <EmptyState
        title={t('empty.noneMatch')}
        text={t('empty.noneMatchBody')}
        action={
          <Button type="primary" onClick={clearCustomerFilter}>
            {t('filter.clear')}
          </Button>
        }
      />
    );
  }
  // Nobody is told that there are no customers while they are on their way.
  if (firstDownload) return <ListSkeleton rows={8} />;
  return (
    <EmptyState
      title={t('empty.noCustomers')}
      text={t('empty.noCustomersBody')}
      action={
        <>
          <Button type="primary" onClick={() => void navigate('/import')}>
            {t('empty.import')}
          </Button>
          <Button onClick={onCreate}>{t('list.create')}</Button>
        </>
      }
    />
  );
}
