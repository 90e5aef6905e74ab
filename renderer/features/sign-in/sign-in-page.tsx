/** Signing in: a known person needs the password alone, a new one the company, account and sometimes a device code. */
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '#shared/contract/session.ts';
import { useOrpc } from '../../platform/api-context.tsx';
import { setLanguage, useLayout } from '../../stores/layout.ts';
import { ProfileList } from './profile-list.tsx';
import { SignInForm } from './sign-in-form.tsx';
import './sign-in.css';

type SignedOut = Extract<SessionState, { status: 'signed-out' }>;

export function SignInPage({ state }: { state: SignedOut }) {
  const { t } = useTranslation('sign-in');
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const language = useLayout((layout) => layout.language);
  const [chosenId, setChosenId] = useState(
    state.profiles.length === 1 ? (state.profiles[0]?.id ?? null) : null,
  );
  const [other, setOther] = useState(state.profiles.length === 0);
  const chosen = state.profiles.find((profile) => profile.id === chosenId);

  return (
    <div className="sign-in">
      <main className="sign-in-box">
        <img src="./icon.svg" alt="" width={44} height={44} />
        <h1>{t('title')}</h1>
        <p className="sign-in-motto">{t('motto')}</p>
        {state.profiles.length > 0 && !other && (
          <ProfileList profiles={state.profiles} chosenId={chosenId} onChoose={setChosenId} />
        )}
        {(other || chosen) && (
          <SignInForm
            key={other ? 'other' : chosenId}
            profile={other ? undefined : chosen}
            defaultServerUrl={state.defaultServerUrl}
            onSignedIn={(next) => queryClient.setQueryData(orpc.session.get.queryKey(), next)}
          />
        )}
        {state.profiles.length > 0 && (
          <Button type="link" className="sign-in-switch" onClick={() => setOther(!other)}>
            {t(other ? 'knownPeople' : 'otherPerson')}
          </Button>
        )}
        <p className="sign-in-note">{t(`keeper.${state.keyKeeper}`)}</p>
      </main>
      <footer className="sign-in-foot">
        <Button type="text" onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}>
          {t('switchLanguage')}
        </Button>
      </footer>
    </div>
  );
}
