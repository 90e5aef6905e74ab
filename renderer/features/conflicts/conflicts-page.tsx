/** 待裁定: fields two people changed, and entries the server did not accept. Nothing is lost silently. */
import { CheckCircleOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ListSkeleton } from '../../components/list-skeleton.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../platform/api-context.tsx';
import { ConflictList } from './conflict-list.tsx';
import './conflicts.css';
import { RejectionList } from './rejection-list.tsx';

export function ConflictsPage() {
  const { t } = useTranslation('conflicts');
  const api = useApi();
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const say = useUndoToast();
  const fail = useFailToast();
  /** The card leads to one of them. */
  const askedId = useSearchParams()[0].get('conflict');
  const conflicts = useQuery(orpc.conflict.list.queryOptions({ input: {} }));
  const rejections = useQuery(orpc.sync.rejections.queryOptions({ staleTime: 0 }));
  const readAgain = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: orpc.conflict.key() }),
      queryClient.invalidateQueries({ queryKey: orpc.sync.key() }),
    ]);
  const resolve = useMutation(
    orpc.conflict.resolve.mutationOptions({
      onSuccess: ({ left, undoId }, { ids, action }) => {
        const done = t(action === 'take' ? 'taken' : 'dismissed', { count: ids.length - left });
        say(
          left === 0 ? done : t('left', { done, count: left }),
          undoId === null
            ? undefined
            : async () => {
                await api.conflict.undo({ undoId });
                await readAgain();
              },
        );
        return readAgain();
      },
      onError: fail,
    }),
  );
  const error = conflicts.error ?? rejections.error;
  const loaded = conflicts.data && rejections.data;

  function retry(): void {
    void conflicts.refetch();
    void rejections.refetch();
  }

  return (
    <PageFrame title={t('title')} subtitle={t('subtitle')} width="reading">
      {error && !loaded && <ErrorState error={error} onRetry={retry} />}
      {!error && !loaded && <ListSkeleton rows={3} height={132} />}
      {loaded && conflicts.data.length === 0 && rejections.data.length === 0 && (
        <EmptyState title={t('empty.title')} text={t('empty.text')} icon={<CheckCircleOutlined />} />
      )}
      {loaded && rejections.data.length > 0 && (
        <section className="conflict-block" aria-label={t('rejections.title')}>
          <h2>{t('rejections.title')}</h2>
          <p>{t('rejections.text')}</p>
          <RejectionList rejections={rejections.data} />
        </section>
      )}
      {loaded && conflicts.data.length > 0 && (
        <section className="conflict-block" aria-label={t('conflicts.title')}>
          <h2>{t('conflicts.title')}</h2>
          <p>{t('conflicts.text')}</p>
          <ConflictList
            conflicts={conflicts.data}
            askedId={askedId}
            busy={resolve.isPending}
            onResolve={(ids, action) => resolve.mutate({ ids, action })}
          />
        </section>
      )}
    </PageFrame>
  );
}
