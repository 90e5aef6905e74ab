import { Button, Checkbox, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminDevice } from '#shared/protocol/admin.ts';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { RelativeTime } from '../../components/time-text.tsx';
import { AdminView } from './admin-view.tsx';
import { CodePolicy } from './code-policy.tsx';
import { DeviceState } from './device-state.tsx';
import { matches } from './matches.ts';
import { platformName } from './platform-name.ts';
import { SearchField } from './search-field.tsx';
import { useDevices } from './use-admin.ts';
import { useRevoke } from './use-revoke.tsx';
import style from './admin.module.css';

export function DeviceTab() {
  const { t } = useTranslation('admin');
  const devices = useDevices();
  const askRevoke = useRevoke();
  const [search, setSearch] = useState('');
  const [showAll, setShowAll] = useState(false);
  const when = (at: string | null) =>
    at === null ? <span className={style.faint}>{t('devices.never')}</span> : <RelativeTime at={at} />;
  return (
    <AdminView answer={devices}>
      {(data) => (
        <>
          <CodePolicy codeRequired={data.codeRequired} />
          <div className={style.tools}>
            <SearchField label={t('devices.search')} value={search} onChange={setSearch} />
            <Checkbox checked={showAll} onChange={({ target }) => setShowAll(target.checked)}>
              {t('devices.showAll')}
            </Checkbox>
          </div>
          <Table<AdminDevice>
            aria-label={t('tab.devices')}
            rowKey={({ id, personId }) => `${id} ${personId}`}
            size="small"
            scroll={{ x: 960 }}
            pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
            dataSource={data.devices.filter(
              (device) => (showAll || !isPast(device)) && matches(search, [device.name, device.personName]),
            )}
            locale={{ emptyText: t(data.devices.length > 0 ? 'devices.none' : 'devices.emptyBody') }}
            columns={[
              {
                title: t('devices.person'),
                width: 152,
                render: (_, { personName }) => (
                  <span className={style.person}>
                    <PersonAvatar name={personName} size={24} />
                    <span>{personName}</span>
                  </span>
                ),
              },
              {
                title: t('devices.name'),
                render: (_, { name, platform, appVersion }) => (
                  <span className={style.personWords}>
                    <span>{name}</span>
                    <span className={style.faint}>{`${platformName(platform)} · ${appVersion}`}</span>
                  </span>
                ),
              },
              {
                title: t('devices.status'),
                width: 184,
                render: (_, device) => <DeviceState device={device} />,
              },
              { title: t('devices.enrolledAt'), width: 112, render: (_, { enrolledAt }) => when(enrolledAt) },
              { title: t('devices.lastSeen'), width: 112, render: (_, { lastSeenAt }) => when(lastSeenAt) },
              { title: t('devices.lastPush'), width: 112, render: (_, { lastPushAt }) => when(lastPushAt) },
              {
                title: t('devices.actions'),
                key: 'action',
                width: 104,
                align: 'right',
                render: (_, device) =>
                  (device.status === 'active' || device.status === 'draining') && (
                    <Button
                      size="small"
                      type="text"
                      danger
                      aria-label={t('devices.revokeDevice', { person: device.personName, name: device.name })}
                      onClick={() => askRevoke(device)}
                    >
                      {t(device.status === 'active' ? 'devices.revoke' : 'devices.wipeNow')}
                    </Button>
                  ),
              },
            ]}
          />
        </>
      )}
    </AdminView>
  );
}

/** Nothing is to be done about it any more. */
function isPast({ status }: AdminDevice): boolean {
  return status === 'wiped' || status === 'ended';
}
