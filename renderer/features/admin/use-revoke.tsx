/** Asks before a device is taken back, because that cannot be undone, and whether it may hand in its edits first. */
import { useMutation } from '@tanstack/react-query';
import { App, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AdminDevice } from '#shared/protocol/admin.ts';
import { useIdentity } from '../../app/session.tsx';
import { useRelativeText } from '../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { useAdminRefresh } from './use-admin.ts';
import style from './admin.module.css';

type Mode = 'drain' | 'wipe';

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
    const { id: deviceId, name, personId, personName, lastSeenAt, status } = device;
    const seen = lastSeenAt ? relative(lastSeenAt) : t('devices.never');
    // A device that is handing in already can only be hurried on.
    const modes: Mode[] = status === 'draining' ? ['wipe'] : ['drain', 'wipe'];
    let mode = modes[0]!;
    void modal.confirm({
      title: t(status === 'draining' ? 'revoke.hurry' : 'revoke.title', { name }),
      width: 520,
      content: (
        <div className={style.consequence}>
          <p>{t('revoke.person', { person: personName, at: seen })}</p>
          <p>{t('revoke.body')}</p>
          <Radio.Group
            className={style.modes ?? ''}
            defaultValue={mode}
            aria-label={t('revoke.how')}
            onChange={({ target }) => (mode = target.value as Mode)}
          >
            {modes.map((value) => (
              <Radio key={value} value={value}>
                <strong>{t(`revoke.mode.${value}.title`)}</strong>
                <span className={style.faint}>{t(`revoke.mode.${value}.text`)}</span>
              </Radio>
            ))}
          </Radio.Group>
          {personId === self.personId && <p>{t('revoke.own')}</p>}
        </div>
      ),
      okText: t('revoke.confirm'),
      okButtonProps: { danger: true },
      cancelText: t('revoke.cancel'),
      autoFocusButton: 'cancel',
      onOk: () => mutateAsync({ deviceId, mode }).then(() => say(t(`revoke.done.${mode}`, { name })), fail),
    });
  };
}
