import { useMutation } from '@tanstack/react-query';
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { useAdminRefresh } from './use-admin.ts';
import style from './admin.module.css';

export function CodePolicy({ codeRequired }: { codeRequired: boolean }) {
  const { t } = useTranslation('admin');
  const orpc = useOrpc();
  const refresh = useAdminRefresh();
  const say = useUndoToast();
  const fail = useFailToast();
  const { mutateAsync, isPending } = useMutation(
    orpc.admin.setEnrolmentPolicy.mutationOptions({ onSettled: refresh }),
  );
  const set = (next: boolean) =>
    mutateAsync({ codeRequired: next }).then(
      () =>
        say(t(next ? 'devices.policyOn' : 'devices.policyOff'), () => mutateAsync({ codeRequired: !next })),
      fail,
    );
  return (
    <label className={style.policy} htmlFor="code-policy">
      <Switch
        id="code-policy"
        checked={codeRequired}
        loading={isPending}
        onChange={(next) => void set(next)}
      />
      <span>
        <strong>{t('devices.codeRequired')}</strong>
        <span className={style.faint}>
          {t(codeRequired ? 'devices.codeRequiredOn' : 'devices.codeRequiredOff')}
        </span>
      </span>
    </label>
  );
}
