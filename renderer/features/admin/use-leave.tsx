/** Asks before a person is marked as left, because that cannot be taken back, and says what it means. */
import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AdminDevice, AdminPerson } from '#shared/protocol/admin.ts';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { deviceContact } from './device-silence.ts';
import { useAdminRefresh, useDevices } from './use-admin.ts';
import style from './admin.module.css';

export function useLeave(onTransfer: (bookId: string | undefined) => void): (person: AdminPerson) => void {
  const { t } = useTranslation('admin');
  const { modal } = App.useApp();
  const orpc = useOrpc();
  const refresh = useAdminRefresh();
  const say = useUndoToast();
  const fail = useFailToast();
  const devices = useDevices();
  const { mutateAsync } = useMutation(orpc.admin.leave.mutationOptions());

  const offerTransfer = (person: AdminPerson, bookId: string) =>
    void modal.success({
      title: t('leave.done', { name: person.name }),
      content: t('leave.thenTransfer', { count: customersOf(person) }),
      okText: t('leave.next'),
      cancelText: t('leave.cancel'),
      okCancel: true,
      onOk: () => onTransfer(bookId),
    });

  const leave = async (person: AdminPerson) => {
    try {
      await mutateAsync({ personId: person.id });
    } catch (error) {
      fail(error);
      return;
    } finally {
      void refresh();
    }
    const book = person.books.find(({ customers }) => customers > 0);
    if (book) offerTransfer(person, book.id);
    else say(t('leave.done', { name: person.name }));
  };

  return (person) => {
    const customers = customersOf(person);
    const silent = silentDevices(devices.data?.devices ?? [], person.id);
    void modal.confirm({
      title: t('leave.title', { name: person.name }),
      width: 480,
      content: (
        <div className={style.consequence}>
          <p>{t('leave.now')}</p>
          <ul>
            <li>{t('leave.sessions')}</li>
            <li>{t('leave.devices', { count: person.devices })}</li>
            <li>{customers > 0 ? t('leave.books', { count: customers }) : t('leave.noBooks')}</li>
            {person.devices > 0 && (
              <li>{silent ? t('leave.silent', { devices: silent }) : t('leave.recent')}</li>
            )}
          </ul>
          <p>{t('leave.final')}</p>
        </div>
      ),
      okText: t('leave.confirm'),
      okButtonProps: { danger: true },
      cancelText: t('leave.cancel'),
      autoFocusButton: 'cancel',
      onOk: () => leave(person),
    });
  };
}

/** Names of the person's devices that may hold edits of more than a day. */
function silentDevices(devices: AdminDevice[], personId: string): string {
  return devices
    .filter((device) => device.personId === personId && device.status === 'active')
    .filter(({ lastSeenAt }) => deviceContact(lastSeenAt, Date.now()) !== 'recent')
    .map(({ name }) => name)
    .join(', ');
}

function customersOf(person: AdminPerson): number {
  return person.books.reduce((sum, { customers }) => sum + customers, 0);
}
