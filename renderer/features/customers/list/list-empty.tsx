import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyState } from '../../../components/empty-state.tsx';
import { clearCustomerFilter } from '../../../stores/customer-list.ts';

interface ListEmptyProps {
  filtered: boolean;
  onCreate: () => void;
}

/** A book without customers asks for them; a filter without matches offers to drop it. */
export function ListEmpty({ filtered, onCreate }: ListEmptyProps) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
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
