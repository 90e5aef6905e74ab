/** After a file was replaced by a new one: how much of what waited was saved, until the person has seen it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailToast } from '../components/undo-toast.tsx';
import { useOrpc } from '../platform/api-context.tsx';
import { useSession } from './session.tsx';

export const RecoveredStrip = memo(function RecoveredStrip() {
  const { t } = useTranslation('common');
  const { recovered } = useSession();
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const fail = useFailToast();
  const dismiss = useMutation(
    orpc.session.dismissRecovered.mutationOptions({
      onSuccess: (next) => queryClient.setQueryData(orpc.session.get.queryKey(), next),
      onError: fail,
    }),
  );
  if (!recovered) return null;
  const { mutations, unreadable, isComplete, lostFiles } = recovered;
  const found = isComplete && mutations === 0 ? 'completeNone' : isComplete ? 'complete' : 'partial';
  return (
    <div className="recovered-strip" role="status" data-complete={isComplete && lostFiles === 0}>
      <span>
        {t(`recovered.${found}`, { count: mutations })}
        {!isComplete &&
          ` ${t(unreadable > 0 ? 'recovered.unreadable' : 'recovered.unknown', { count: unreadable })}`}
        {lostFiles > 0 && ` ${t('recovered.lostFiles', { count: lostFiles })}`}
      </span>
      <Button size="small" loading={dismiss.isPending} onClick={() => dismiss.mutate(undefined)}>
        {t('recovered.dismiss')}
      </Button>
    </div>
  );
});
