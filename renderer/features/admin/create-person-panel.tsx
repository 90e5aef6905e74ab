import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Drawer, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles, type Role } from '#shared/domain/entity/company.ts';
import { errorCodeOf } from '../../components/error-text.ts';
import { ImeInput } from '../../components/ime-input.tsx';
import { useErrorText } from '../../components/use-error-text.ts';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { useShell } from '../../platform/shell.ts';
import { initialPassword } from './initial-password.ts';
import { useAdminRefresh } from './use-admin.ts';
import style from './admin.module.css';

interface Fields {
  name: string;
  account: string;
  password: string;
  role: Role;
  teamId?: string;
}

const accountPattern = /^[a-z0-9][a-z0-9._-]{1,49}$/;
const newPassword = () => initialPassword(() => crypto.getRandomValues(new Uint8Array(1))[0] ?? 0);

interface CreatePersonPanelProps {
  teams: { id: string; name: string }[];
  onClose: () => void;
}

export function CreatePersonPanel({ teams, onClose }: CreatePersonPanelProps) {
  const { t } = useTranslation('admin');
  const orpc = useOrpc();
  const shell = useShell();
  const say = useUndoToast();
  const fail = useFailToast();
  const errorText = useErrorText();
  const refresh = useAdminRefresh();
  const [form] = Form.useForm<Fields>();
  const [initial] = useState(() => ({ role: 'rep' as const, password: newPassword() }));
  const role = Form.useWatch('role', form) ?? 'rep';
  const create = useMutation(
    orpc.admin.createPerson.mutationOptions({
      onSuccess: (_, { name }) => {
        say(t('create.done', { name }));
        void refresh();
        onClose();
      },
    }),
  );
  const submit = ({ name, account, password, role: chosen, teamId }: Fields) =>
    create.mutate({
      name,
      account: account.trim().toLowerCase(),
      password,
      role: chosen,
      teamId: teamId ?? null,
    });
  const isTaken =
    create.error !== null && ['INVALID', 'STALE'].includes(errorCodeOf(create.error).detail ?? '');

  return (
    <Drawer
      open
      size={480}
      title={t('create.title')}
      onClose={onClose}
      afterOpenChange={(isOpen) => isOpen && form.focusField('name')}
      footer={
        <div className={style.panelFooter}>
          <Button onClick={onClose}>{t('create.cancel')}</Button>
          <Button type="primary" loading={create.isPending} onClick={() => form.submit()}>
            {t('create.submit')}
          </Button>
        </div>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={submit}
      >
        {create.error && (
          <Form.Item>
            <Alert
              type="error"
              showIcon
              role="alert"
              title={isTaken ? t('create.accountTaken') : errorText(create.error)}
            />
          </Form.Item>
        )}
        <Form.Item
          name="name"
          label={t('create.name')}
          rules={[{ required: true, whitespace: true, message: t('create.nameRequired') }]}
        >
          <ImeInput maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="account"
          label={t('create.account')}
          extra={t('create.accountHelp')}
          normalize={(value: string) => value.trim().toLowerCase()}
          rules={[{ required: true, pattern: accountPattern, message: t('create.accountInvalid') }]}
          validateTrigger="onBlur"
        >
          <Input maxLength={50} autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="role" label={t('create.role')} extra={t(`create.roleHelp.${role}`)}>
          <Radio.Group
            optionType="button"
            options={roles.map((name) => ({ value: name, label: t(`role.${name}`) }))}
          />
        </Form.Item>
        <Form.Item
          name="teamId"
          label={t('create.team')}
          rules={[{ required: role === 'lead', message: t('create.teamRequired') }]}
        >
          <Select
            allowClear
            placeholder={t('people.noTeam')}
            options={teams.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('create.password')}
          extra={t('create.passwordHelp')}
          rules={[{ required: true, min: 10, max: 200, message: t('create.passwordShort') }]}
        >
          <Input autoComplete="off" spellCheck={false} className={style.mono ?? ''} />
        </Form.Item>
        <div className={style.row}>
          <Button size="small" onClick={() => form.setFieldValue('password', newPassword())}>
            {t('create.generate')}
          </Button>
          <Button
            size="small"
            onClick={() =>
              void shell
                .copyText(form.getFieldValue('password') ?? '')
                .then(() => say(t('create.copied')), fail)
            }
          >
            {t('create.copyPassword')}
          </Button>
        </div>
        <p className={style.faint}>{role === 'rep' && t('create.intro')}</p>
      </Form>
    </Drawer>
  );
}
