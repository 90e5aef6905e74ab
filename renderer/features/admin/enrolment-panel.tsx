/** A code for one new device of one person: shown once, for ten minutes. */
import { CopyOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/error-state.tsx';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { useShell } from '../../platform/shell.ts';
import { timeLeft } from './countdown.ts';
import style from './admin.module.css';

export function EnrolmentPanel({
  person,
  onClose,
}: {
  person: { id: string; name: string };
  onClose: () => void;
}) {
  const { t } = useTranslation('admin');
  const orpc = useOrpc();
  const { mutate, data, error, isPending } = useMutation(orpc.admin.createEnrolmentCode.mutationOptions());
  useEffect(() => mutate({ personId: person.id }), [mutate, person.id]);
  return (
    <Drawer open size={420} title={t('enrolment.title', { name: person.name })} onClose={onClose}>
      {error && <ErrorState error={error} onRetry={() => mutate({ personId: person.id })} />}
      {!error && !data && <p aria-live="polite">{t('enrolment.working')}</p>}
      {data && (
        <>
          <p className={style.lead}>{t('enrolment.body')}</p>
          <Code code={data.code} expiresAt={data.expiresAt} />
          <Button loading={isPending} onClick={() => mutate({ personId: person.id })}>
            {t('enrolment.again')}
          </Button>
        </>
      )}
    </Drawer>
  );
}

function Code({ code, expiresAt }: { code: string; expiresAt: string }) {
  const { t } = useTranslation('admin');
  const shell = useShell();
  const say = useUndoToast();
  const fail = useFailToast();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const left = timeLeft(expiresAt, nowMs);
  return (
    <div className={style.code} data-expired={left === undefined || undefined}>
      <output className={style.codeText}>{code}</output>
      <p className={style.codeLeft} role="timer">
        {left === undefined ? t('enrolment.expired') : t('enrolment.left', { time: left })}
      </p>
      <Button
        type="primary"
        icon={<CopyOutlined />}
        disabled={left === undefined}
        onClick={() => void shell.copyText(code).then(() => say(t('enrolment.copied')), fail)}
      >
        {t('enrolment.copy')}
      </Button>
    </div>
  );
}
