/** Always in view: whether what is on this device is with the company. A click syncs now. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { errorKey } from '../components/error-text.ts';
import { useRelativeText } from '../components/time-text.tsx';
import { useFailToast } from '../components/undo-toast.tsx';
import { useOrpc } from '../platform/api-context.tsx';
import { countUnsent, syncLabel, syncLook } from './sync-label.ts';

export function useSyncNow() {
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const fail = useFailToast();
  return useMutation(
    orpc.sync.now.mutationOptions({
      onSuccess: (state) => queryClient.setQueryData(orpc.sync.state.queryKey(), state),
      onError: fail,
    }),
  );
}

export function SyncStatus() {
  const { t } = useTranslation('common');
  const orpc = useOrpc();
  const relative = useRelativeText();
  const navigate = useNavigate();
  const sync = useQuery(orpc.sync.state.queryOptions());
  const syncNow = useSyncNow();
  const state = sync.data;
  if (!state) return <span className="sync-status" />;

  const last = state.lastSyncedAt ? t('sync.last', { when: relative(state.lastSyncedAt) }) : t('sync.never');
  const failure = state.lastError ? t(errorKey({ code: 'SERVER', detail: state.lastError })) : null;
  const unsent = countUnsent(state);
  const label = syncLabel(state);
  const decide = state.rejections + state.openConflicts;
  return (
    <>
      {decide > 0 && (
        <button type="button" className="sync-decide" onClick={() => void navigate('/conflicts')}>
          {state.rejections > 0
            ? t('sync.rejections', { count: state.rejections })
            : t('sync.conflicts', { count: state.openConflicts })}
        </button>
      )}
      <Tooltip
        trigger={['hover', 'focus']}
        title={
          <>
            <div>{last}</div>
            {unsent > 0 && <div>{t('sync.pendingExplain', { count: unsent })}</div>}
            {state.offered > 0 && <div>{t('sync.offeredExplain', { count: state.offered })}</div>}
            {state.held > 0 && <div>{t('sync.held', { count: state.held })}</div>}
            {failure && <div>{failure}</div>}
            <div>{t('sync.click')}</div>
          </>
        }
      >
        <button
          type="button"
          className="sync-status"
          data-look={syncLook(state)}
          data-testid="sync-status"
          onClick={() => syncNow.mutate(undefined)}
        >
          <i aria-hidden="true" />
          {t(label.key, { count: label.count })}
        </button>
      </Tooltip>
      {/* Read out once when the connection goes; the sign itself changes with every save. */}
      <span className="visually-hidden" role="status">
        {syncLook(state) === 'offline' && t('sync.offline')}
      </span>
    </>
  );
}
