/** Above every page while nothing can be written: why, until when it can be read, and how to end it. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { fullText } from '../components/time-format.ts';
import { useOrpc } from '../platform/api-context.tsx';
import { readOnlyReason } from './read-only-reason.ts';
import { useSyncNow } from './sync-status.tsx';

export const ReadOnlyStrip = memo(function ReadOnlyStrip() {
  const { t, i18n } = useTranslation('common');
  const orpc = useOrpc();
  const sync = useQuery(orpc.sync.state.queryOptions());
  const syncNow = useSyncNow();
  const reason = sync.data && readOnlyReason(sync.data);
  if (!reason) return null;
  const { lockedAt } = sync.data.lease;
  return (
    <div className="read-only-strip" role="alert">
      <span>
        {t(`readOnly.${reason}`)}
        {reason === 'age' && lockedAt && ` ${t('readOnly.until', { at: fullText(lockedAt, i18n.language) })}`}
      </span>
      {reason !== 'program' && (
        <Button size="small" loading={syncNow.isPending} onClick={() => syncNow.mutate(undefined)}>
          {t('readOnly.contact')}
        </Button>
      )}
    </div>
  );
});
