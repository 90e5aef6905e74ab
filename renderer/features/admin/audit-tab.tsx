import { Table } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fullText } from '../../components/time-format.ts';
import { AdminView } from './admin-view.tsx';
import { actionKey, filterParts, nameIndex, readableDetails, type AuditEntry } from './audit-text.ts';
import { matches } from './matches.ts';
import { SearchField } from './search-field.tsx';
import { useAudit, useDevices, usePeople } from './use-admin.ts';
import style from './admin.module.css';

export function AuditTab() {
  const { t, i18n } = useTranslation('admin');
  const audit = useAudit();
  const people = usePeople().data;
  const devices = useDevices().data;
  const names = useMemo(
    () => nameIndex(people?.people ?? [], people?.unowned ?? [], devices?.devices ?? []),
    [people, devices],
  );
  const [search, setSearch] = useState('');
  const actionText = ({ action }: AuditEntry) => t(actionKey(action), action);
  const valueText = (value: string | number | boolean) => {
    if (typeof value === 'boolean') return t(value ? 'detail.yes' : 'detail.no');
    return typeof value === 'number'
      ? value.toLocaleString()
      : t(`detailValue.${value.replaceAll('.', '_')}`, value);
  };
  const filterText = (told: string) =>
    filterParts(told)
      .map(({ part, values }) =>
        [
          t(`filterPart.${part}`, part),
          values.map((value) => t(`filterValue.${value}`, value)).join(t('filterAnd')),
        ]
          .filter((text) => text !== '')
          .join(' '),
      )
      .join(t('filterThen'));
  const detailText = ({ detail }: AuditEntry) =>
    readableDetails(detail, (id) => names.get(id))
      .map(({ name, value }) => {
        const text = name === 'filter' && typeof value === 'string' ? filterText(value) : valueText(value);
        return `${t(`detail.${name}`, name)} ${text}`;
      })
      .join(' · ');
  return (
    <AdminView answer={audit}>
      {({ entries }) => (
        <>
          <div className={style.tools}>
            <SearchField label={t('audit.search')} value={search} onChange={setSearch} />
            <span className={style.faint}>{t('audit.intro')}</span>
          </div>
          <Table<AuditEntry>
            aria-label={t('tab.audit')}
            rowKey="id"
            size="small"
            scroll={{ x: 720 }}
            pagination={{ pageSize: 25, hideOnSinglePage: true, showSizeChanger: false }}
            dataSource={entries.filter((entry) =>
              matches(search, [entry.actorName, actionText(entry), detailText(entry)]),
            )}
            locale={{ emptyText: t(entries.length > 0 ? 'audit.none' : 'audit.empty') }}
            columns={[
              {
                title: t('audit.at'),
                width: 200,
                className: style.number ?? '',
                render: (_, { at }) => <time dateTime={at}>{fullText(at, i18n.language)}</time>,
              },
              {
                title: t('audit.actor'),
                width: 140,
                render: (_, { actorName }) =>
                  actorName ?? <span className={style.faint}>{t('audit.system')}</span>,
              },
              { title: t('audit.action'), width: 200, render: (_, entry) => actionText(entry) },
              {
                title: t('audit.detail'),
                render: (_, entry) => <span className={style.detail}>{detailText(entry)}</span>,
              },
            ]}
          />
        </>
      )}
    </AdminView>
  );
}
