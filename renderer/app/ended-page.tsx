import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '#shared/contract/session.ts';
import { useFailToast } from '../components/undo-toast.tsx';
import { useOrpc } from '../platform/api-context.tsx';
import { useContact } from './use-contact.ts';

/** The company ended this device's session. Plain words, what becomes of the file, and the one thing left to do. */
export function EndedPage({ state }: { state: Extract<SessionState, { status: 'ended' }> }) {
  const { t } = useTranslation('common');
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const fail = useFailToast();
  const contact = useContact();
  const signOut = useMutation(
    orpc.session.signOut.mutationOptions({
      onSuccess: (next) => queryClient.setQueryData(orpc.session.get.queryKey(), next),
      onError: fail,
    }),
  );
  const { handover, reason, unsent, identity } = state;
  const isWorking = handover === 'draining' || handover === 'wiping';
  const canRetry = handover === 'waiting' || handover === 'failed';
  return (
    <main className="plain-page">
      <h1>{t(`ended.${reason}.title`)}</h1>
      <p>{t(`ended.${reason}.text`, { company: identity.companyName })}</p>
      <p className="handover" role="status" data-handover={handover}>
        {isWorking && <Spin size="small" />}
        {t(`handover.${handover}`, { count: unsent })}
      </p>
      {handover === 'kept' && unsent > 0 && <p>{t('handover.unsent', { count: unsent })}</p>}
      <p className="plain-page-note">{t('ended.who', { name: identity.name, account: identity.account })}</p>
      <div className="plain-page-actions">
        {canRetry && (
          <Button type="primary" loading={contact.isPending} onClick={() => contact.mutate(undefined)}>
            {t('handover.retry')}
          </Button>
        )}
        <Button
          type={canRetry ? 'default' : 'primary'}
          disabled={isWorking}
          loading={signOut.isPending}
          onClick={() => signOut.mutate(undefined)}
        >
          {t(handover === 'wiped' ? 'handover.done' : 'person.signOut')}
        </Button>
      </div>
    </main>
  );
}
