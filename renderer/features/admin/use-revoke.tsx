/** Asks before a device is revoked, because that cannot be taken back. */
import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AdminDevice } from '#shared/protocol/admin.ts';
import { useIdentity } from '../../app/session.tsx';
import { useRelativeText } from '../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { useAdminRefresh } from './use-admin.ts';
import style from './admin.module.css';

export function useRevoke(): (device: AdminDevice) => void {
  const { t } = useTranslation('admin');
  const self = useIdentity();
  const relative = useRelativeText();
  const { modal } = App.useApp();
  const orpc = useOrpc();
  const refresh = useAdminRefresh();
  const say = useUndoToast();
  const fail = useFailToast();
  const { mutateAsync } = useMutation(
    orpc.admin.revokeDevice.mutationOptions({ onSettled: () => void refresh() }),
  );
  return (device) => {
    const { name, personId, personName, lastSeenAt } = device;
    const seen = lastSeenAt ? relative(lastSeenAt) : t('devices.never');
    void modal.confirm({
      title: t('revoke.title', { name }),
      content: (
        <div className={style.consequence}>
          <p>{t('revoke.person', { person: personName, at: seen })}</p>
          <p>{t('revoke.body')}</p>
          <p>{t('revoke.unsent')}</p>
          {personId === self.personId && <p>{t('revoke.own')}</p>}
        </div>
      ),
      okText: t('revoke.confirm'),
      okButtonProps: { danger: true },
      cancelText: t('revoke.cancel'),
      autoFocusButton: 'cancel',
      onOk: () => mutateAsync({ deviceId: device.id }).then(() => say(t('revoke.done', { name })), fail),
    });
  };
}
