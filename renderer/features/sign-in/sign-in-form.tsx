import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '#shared/contract/session.ts';
import { errorCodeOf } from '../../components/error-text.ts';
import { useErrorText } from '../../components/use-error-text.ts';
import { useOrpc } from '../../platform/api-context.tsx';
import { Field } from './field.tsx';
import type { Profile } from './profile-list.tsx';

interface SignInFormProps {
  /** A known person; undefined asks for everything. */
  profile?: Profile;
  defaultServerUrl: string;
  onSignedIn: (state: SessionState) => void;
}

export function SignInForm({ profile, defaultServerUrl, onSignedIn }: SignInFormProps) {
  const { t } = useTranslation('sign-in');
  const orpc = useOrpc();
  const errorText = useErrorText();
  const [serverUrl, setServerUrl] = useState(profile?.serverUrl ?? defaultServerUrl);
  const [company, setCompany] = useState(profile?.companySlug ?? '');
  const [account, setAccount] = useState(profile?.account ?? '');
  const [password, setPassword] = useState('');
  const [enrolmentCode, setEnrolmentCode] = useState('');
  const [more, setMore] = useState(defaultServerUrl === '' && !profile);
  const [codeAsked, setCodeAsked] = useState(false);
  const signIn = useMutation(
    orpc.session.signIn.mutationOptions({
      onSuccess: onSignedIn,
      onError(error) {
        const { detail } = errorCodeOf(error);
        if (detail === 'ENROLMENT_REQUIRED' || detail === 'BAD_ENROLMENT_CODE') setCodeAsked(true);
        if (detail === 'BAD_ADDRESS' || detail === 'INSECURE_ADDRESS') setMore(true);
      },
    }),
  );
  const ready = company.trim() !== '' && account.trim() !== '' && password !== '';
  const failure = signIn.error && errorCodeOf(signIn.error);

  function submit(): void {
    if (!ready || signIn.isPending) return;
    signIn.mutate({
      serverUrl: serverUrl.trim(),
      company: company.trim(),
      account: account.trim(),
      password,
      enrolmentCode: codeAsked && enrolmentCode.trim() ? enrolmentCode.trim() : undefined,
    });
  }

  return (
    <form
      className="sign-in-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {!profile && (
        <>
          <Field label={t('company')} help={t('companyHelp')}>
            {(id) => (
              <Input
                id={id}
                autoFocus
                size="large"
                value={company}
                autoComplete="organization"
                onChange={(event) => setCompany(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('account')}>
            {(id) => (
              <Input
                id={id}
                size="large"
                value={account}
                autoComplete="username"
                onChange={(event) => setAccount(event.target.value)}
              />
            )}
          </Field>
        </>
      )}
      <Field label={t('password')}>
        {(id) => (
          <Input.Password
            id={id}
            autoFocus={profile !== undefined}
            size="large"
            value={password}
            autoComplete="current-password"
            status={failure?.detail === 'BAD_CREDENTIALS' ? 'error' : undefined}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {codeAsked && (
        <Field label={t('enrolmentCode')} help={t('enrolmentHelp')}>
          {(id) => (
            <Input
              id={id}
              autoFocus
              size="large"
              value={enrolmentCode}
              autoComplete="one-time-code"
              status={failure?.detail === 'BAD_ENROLMENT_CODE' ? 'error' : undefined}
              onChange={(event) => setEnrolmentCode(event.target.value)}
            />
          )}
        </Field>
      )}
      {more && (
        <Field label={t('serverUrl')}>
          {(id) => (
            <Input
              id={id}
              size="large"
              value={serverUrl}
              inputMode="url"
              placeholder="https://"
              onChange={(event) => setServerUrl(event.target.value)}
            />
          )}
        </Field>
      )}
      {failure && (
        <p
          className={failure.detail === 'ENROLMENT_REQUIRED' ? 'sign-in-hint' : 'sign-in-error'}
          role="alert"
        >
          {failure.code === 'OFFLINE' ? t(profile ? 'offlineKnown' : 'offlineNew') : errorText(signIn.error)}
        </p>
      )}
      <Button
        type="primary"
        htmlType="submit"
        size="large"
        block
        loading={signIn.isPending}
        disabled={!ready}
      >
        {t('signIn')}
      </Button>
      {!more && !profile && (
        <Button type="link" size="small" className="sign-in-more" onClick={() => setMore(true)}>
          {t('more')}
        </Button>
      )}
    </form>
  );
}
