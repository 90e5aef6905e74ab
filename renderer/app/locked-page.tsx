import { LockOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '#shared/contract/session.ts';
import { fullText } from '../components/time-format.ts';
import { useFailToast } from '../components/undo-toast.tsx';
import { useOrpc } from '../platform/api-context.tsx';
import { useContact } from './use-contact.ts';

/** Too long without the company server: nothing is shown until it has been reached. */
export function LockedPage({ state }: { state: Extract<SessionState, { status: 'locked' }> }) {
  const { t, i18n } = useTranslation('common');
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const fail = useFailToast();
  const contact = useContact();
  const [wasTried, setWasTried] = useState(false);
  const signOut = useMutation(
    orpc.session.signOut.mutationOptions({
      onSuccess: (next) => queryClient.setQueryData(orpc.session.get.queryKey(), next),
      onError: fail,
    }),
  );
  const { identity, lastContactAt, unsent } = state;
  const isStill = wasTried && !contact.isPending;
  return (
    <main className="plain-page">
      <h1>
        <LockOutlined /> {t('locked.title')}
      </h1>
      <p>{t('locked.text', { company: identity.companyName, at: fullText(lastContactAt, i18n.language) })}</p>
      {unsent > 0 && <p>{t('locked.unsent', { count: unsent })}</p>}
      <p role="status">{isStill && t('locked.still')}</p>
      <p className="plain-page-note">{t('ended.who', { name: identity.name, account: identity.account })}</p>
      <div className="plain-page-actions">
        <Button
          type="primary"
          autoFocus
          loading={contact.isPending}
          onClick={() => {
            setWasTried(true);
            contact.mutate(undefined);
          }}
        >
          {t('locked.contact')}
        </Button>
        <Button loading={signOut.isPending} onClick={() => signOut.mutate(undefined)}>
          {t('person.signOut')}
        </Button>
      </div>
    </main>
  );
}
