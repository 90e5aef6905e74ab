/** What every tab shows before it has figures: loading, no connection, or why not. */
import { CloudOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { errorCodeOf } from '../../components/error-text.ts';
import { ListSkeleton } from '../../components/list-skeleton.tsx';

interface Answer<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** Once there are figures they stay, also when asking again fails: every action reports its own failure. */
export function AdminView<T>({ answer, children }: { answer: Answer<T>; children: (data: T) => ReactNode }) {
  const { t } = useTranslation('admin');
  if (answer.data !== undefined) return children(answer.data);
  if (answer.error === null) return <ListSkeleton height={48} />;
  const retry = () => void answer.refetch();
  if (errorCodeOf(answer.error).code !== 'OFFLINE')
    return <ErrorState error={answer.error} onRetry={retry} />;
  return (
    <EmptyState
      icon={<CloudOutlined />}
      title={t('offline.title')}
      text={t('offline.body')}
      action={<Button onClick={retry}>{t('offline.retry')}</Button>}
    />
  );
}
