import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '#shared/contract/session.ts';
import { useFailToast } from '../components/undo-toast.tsx';
import { useOrpc } from '../platform/api-context.tsx';

/** The company ended this device's session. Plain words, and the one thing left to do. */
export function EndedPage({ state }: { state: Extract<SessionState, { status: 'ended' }> }) {
  const { t } = useTranslation('common');
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const fail = useFailToast();
  const signOut = useMutation(
    orpc.session.signOut.mutationOptions({
      onSuccess: (next) => queryClient.setQueryData(orpc.session.get.queryKey(), next),
      onError: fail,
    }),
  );
  return (
    <main className="plain-page">
      <h1>{t(`ended.${state.reason}.title`)}</h1>
      <p>{t(`ended.${state.reason}.text`, { company: state.identity.companyName })}</p>
      <p className="plain-page-note">
        {t('ended.who', { name: state.identity.name, account: state.identity.account })}
      </p>
      <div className="plain-page-actions">
        <Button type="primary" loading={signOut.isPending} onClick={() => signOut.mutate(undefined)}>
          {t('person.signOut')}
        </Button>
      </div>
    </main>
  );
}
