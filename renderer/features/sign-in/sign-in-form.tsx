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
import { RecoverOffer, type Unopened } from './recover-offer.tsx';

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
  const [unopened, setUnopened] = useState<Unopened | null>(null);
  const [formerPassword, setFormerPassword] = useState('');
  function askForMore(error: unknown): void {
    const { detail } = errorCodeOf(error);
    if (detail === 'ENROLMENT_REQUIRED' || detail === 'BAD_ENROLMENT_CODE') setCodeAsked(true);
    if (detail === 'BAD_ADDRESS' || detail === 'INSECURE_ADDRESS') setMore(true);
    if (detail === 'FILE_DAMAGED' || detail === 'WRONG_KEY') setUnopened(detail);
  }
  const reactions = { onSuccess: onSignedIn, onError: askForMore };
  const signIn = useMutation(orpc.session.signIn.mutationOptions(reactions));
  const recover = useMutation(orpc.session.recover.mutationOptions(reactions));
  const isPending = signIn.isPending || recover.isPending;
  const ready = company.trim() !== '' && account.trim() !== '' && password !== '';
  const error = recover.error ?? signIn.error;
  const failure = error && errorCodeOf(error);
  const typed = () => ({
    serverUrl: serverUrl.trim(),
    company: company.trim(),
    account: account.trim(),
    password,
    enrolmentCode: codeAsked && enrolmentCode.trim() ? enrolmentCode.trim() : undefined,
  });

  /** Another person's file is another file. */
  function change(set: (text: string) => void, text: string): void {
    set(text);
    setUnopened(null);
  }

  function submit(): void {
    if (!ready || isPending) return;
    recover.reset();
    signIn.mutate(typed());
  }

  function startRecovery(): void {
    if (!ready || isPending) return;
    recover.mutate({ ...typed(), formerPassword: formerPassword || undefined });
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
                onChange={(event) => change(setCompany, event.target.value)}
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
                onChange={(event) => change(setAccount, event.target.value)}
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
          {failure.code === 'OFFLINE' ? t(profile ? 'offlineKnown' : 'offlineNew') : errorText(error)}
        </p>
      )}
      {/* A damaged file opens with no password: the one thing to do is to replace it. */}
      {unopened !== 'FILE_DAMAGED' && (
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          block
          loading={signIn.isPending}
          disabled={!ready || recover.isPending}
        >
          {t('signIn')}
        </Button>
      )}
      {unopened && (
        <RecoverOffer
          reason={unopened}
          formerPassword={formerPassword}
          onFormerPassword={setFormerPassword}
          isPending={recover.isPending}
          isDisabled={!ready || signIn.isPending}
          onRecover={startRecovery}
        />
      )}
      {!more && !profile && (
        <Button type="link" size="small" className="sign-in-more" onClick={() => setMore(true)}>
          {t('more')}
        </Button>
      )}
    </form>
  );
}
