import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LookChoices } from '../../app/look-choices.tsx';
import { useSession } from '../../app/session.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { useShell } from '../../platform/shell.ts';
import { KeyTable } from './key-table.tsx';
import { TimeOffSection } from './time-off-section.tsx';
import { NoticeSection } from './notice-section.tsx';
import './settings.css';

export function SettingsPage() {
  const { t } = useTranslation(['settings', 'common', 'care', 'rules']);
  const { identity, serverUrl } = useSession();
  const shell = useShell();
  const info = useQuery({ queryKey: ['app-info'], queryFn: () => shell.appInfo() });
  const facts: [string, string][] = [
    [t('fact.name'), `${identity.name} (${identity.account})`],
    [t('fact.role'), t(`common:role.${identity.role}`)],
    [t('fact.team'), identity.teamName ?? t('fact.none')],
    [t('fact.company'), `${identity.companyName} (${identity.companySlug})`],
    [t('fact.server'), serverUrl],
    [t('fact.host'), t(`host.${shell.host}`)],
    ...(info.data?.version ? [[t('fact.version'), info.data.version] satisfies [string, string]] : []),
  ];
  return (
    <PageFrame title={t('title')} width="reading">
      <div className="settings">
        <section>
          <h2>{t('look.title')}</h2>
          <LookChoices />
        </section>
        <section>
          <h2>{t('care:timeOff.title')}</h2>
          <TimeOffSection />
        </section>
        {identity.role === 'rep' && <NoticeSection />}
        <section>
          <h2>{t('rules:title')}</h2>
          <p>{t('rules:about')}</p>
          <Link to="/settings/rules">{t('rules:open')}</Link>
        </section>
        <section>
          <h2>{t('fact.title')}</h2>
          <dl className="settings-facts">
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h2>{t('data.title')}</h2>
          <p>{t(`data.${shell.host}`)}</p>
          <p>{t('data.company')}</p>
        </section>
        <section>
          <h2>{t('keys.title')}</h2>
          <KeyTable />
        </section>
      </div>
    </PageFrame>
  );
}
