import { LockOutlined, ReloadOutlined } from '@ant-design/icons';
import { useIsFetching } from '@tanstack/react-query';
import { Button, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useIdentity } from '../../app/session.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { AuditTab } from './audit-tab.tsx';
import { BookTab } from './book-tab.tsx';
import { DeviceTab } from './device-tab.tsx';
import { TagTab } from './dictionary/tag-tab.tsx';
import { SopTab } from './sop/sop-tab.tsx';
import { PeopleTab } from './people-tab.tsx';
import { useAdminRefresh } from './use-admin.ts';

const tabs = ['people', 'books', 'tags', 'sops', 'devices', 'audit'];

export function AdminPage() {
  const { t } = useTranslation('admin');
  const { role } = useIdentity();
  if (role === 'admin') return <Administration />;
  if (role === 'lead') {
    return (
      <PageFrame title={t('readTitle')}>
        <Reading />
      </PageFrame>
    );
  }
  return (
    <PageFrame title={t('title')}>
      <EmptyState icon={<LockOutlined />} title={t('forbidden.title')} text={t('forbidden.body')} />
    </PageFrame>
  );
}

/** What a lead looks at: the company's tags and SOPs. */
function Reading() {
  const { t } = useTranslation('admin');
  const [params, setParams] = useSearchParams();
  return (
    <Tabs
      activeKey={params.get('tab') === 'sops' ? 'sops' : 'tags'}
      onChange={(name) => setParams({ tab: name }, { replace: true })}
      destroyOnHidden
      items={[
        { key: 'tags', label: t('tagsTitle'), children: <TagTab readOnly /> },
        { key: 'sops', label: t('sopsTitle'), children: <SopTab readOnly /> },
      ]}
    />
  );
}

function Administration() {
  const { t } = useTranslation('admin');
  const orpc = useOrpc();
  const refresh = useAdminRefresh();
  const fetching = useIsFetching({ queryKey: orpc.admin.key() });
  const [params, setParams] = useSearchParams();
  const tab = tabs.find((name) => name === params.get('tab')) ?? 'people';
  const openBook = (bookId: string | undefined) =>
    setParams({ tab: 'books', ...(bookId !== undefined && { book: bookId }) }, { replace: true });
  return (
    <PageFrame
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <Button icon={<ReloadOutlined spin={fetching > 0} />} onClick={() => void refresh()}>
          {t('refresh')}
        </Button>
      }
    >
      <Tabs
        activeKey={tab}
        onChange={(name) => setParams({ tab: name }, { replace: true })}
        destroyOnHidden
        items={[
          { key: 'people', label: t('tab.people'), children: <PeopleTab onTransfer={openBook} /> },
          {
            key: 'books',
            label: t('tab.books'),
            children: <BookTab bookId={params.get('book')} onBook={openBook} />,
          },
          { key: 'tags', label: t('tab.tags'), children: <TagTab readOnly={false} /> },
          { key: 'sops', label: t('tab.sops'), children: <SopTab readOnly={false} /> },
          { key: 'devices', label: t('tab.devices'), children: <DeviceTab /> },
          { key: 'audit', label: t('tab.audit'), children: <AuditTab /> },
        ]}
      />
    </PageFrame>
  );
}
