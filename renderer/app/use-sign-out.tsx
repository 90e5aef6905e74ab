import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailToast } from '../components/undo-toast.tsx';
import { useOrpc } from '../platform/api-context.tsx';
import { hasUnsavedText } from '../stores/sign-out.ts';

/** Signs out and starts the page anew, so that no customer text stays in its memory. Asks first only if a draft would be lost. */
export function useSignOut(): () => void {
  const { t } = useTranslation('common');
  const { modal } = App.useApp();
  const orpc = useOrpc();
  const fail = useFailToast();
  const { mutate } = useMutation(
    orpc.session.signOut.mutationOptions({
      onSuccess: () => {
        window.location.assign('#');
        window.location.reload();
      },
      onError: fail,
    }),
  );
  return useCallback(() => {
    if (!hasUnsavedText()) return mutate(undefined);
    void modal.confirm({
      title: t('person.draftTitle'),
      content: t('person.draftText'),
      okText: t('person.signOut'),
      cancelText: t('action.back'),
      onOk: () => mutate(undefined),
    });
  }, [mutate, modal, t]);
}
