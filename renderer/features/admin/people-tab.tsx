import { UserAddOutlined } from '@ant-design/icons';
import { Button, Checkbox, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminPerson } from '#shared/protocol/admin.ts';
import { useIdentity } from '../../app/session.tsx';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { AdminView } from './admin-view.tsx';
import { CreatePersonPanel } from './create-person-panel.tsx';
import { EnrolmentPanel } from './enrolment-panel.tsx';
import { matches } from './matches.ts';
import { SearchField } from './search-field.tsx';
import { usePeople } from './use-admin.ts';
import { useLeave } from './use-leave.tsx';
import style from './admin.module.css';

const byName = new Intl.Collator('zh-CN');

export function PeopleTab({ onTransfer }: { onTransfer: (bookId: string | undefined) => void }) {
  const { t } = useTranslation('admin');
  const self = useIdentity();
  const people = usePeople();
  const askLeave = useLeave(onTransfer);
  const [search, setSearch] = useState('');
  const [showLeft, setShowLeft] = useState(false);
  const [creating, setCreating] = useState(false);
  const [codeFor, setCodeFor] = useState<AdminPerson | null>(null);

  return (
    <AdminView answer={people}>
      {(data) => (
        <>
          <div className={style.tools}>
            <SearchField label={t('people.search')} value={search} onChange={setSearch} />
            <Checkbox checked={showLeft} onChange={({ target }) => setShowLeft(target.checked)}>
              {t('people.showLeft')}
            </Checkbox>
            <Button
              type="primary"
              className={style.toolEnd ?? ''}
              icon={<UserAddOutlined />}
              onClick={() => setCreating(true)}
            >
              {t('people.add')}
            </Button>
          </div>
          <Table<AdminPerson>
            aria-label={t('tab.people')}
            rowKey="id"
            size="small"
            scroll={{ x: 980 }}
            pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
            dataSource={data.people
              .filter(
                (person) =>
                  (showLeft || person.status === 'active') &&
                  matches(search, [person.name, person.account, person.teamName]),
              )
              .sort((a, b) => byName.compare(a.name, b.name))}
            locale={{ emptyText: t('people.none') }}
            columns={[
              {
                title: t('people.name'),
                render: (_, { name, account }) => (
                  <span className={style.person}>
                    <PersonAvatar name={name} size={32} />
                    <span className={style.personWords}>
                      <strong>{name}</strong>
                      <span className={style.faint}>{account}</span>
                    </span>
                  </span>
                ),
              },
              { title: t('people.role'), width: 88, render: (_, { role }) => t(`role.${role}`) },
              {
                title: t('people.team'),
                width: 140,
                render: (_, { teamName }) =>
                  teamName ?? <span className={style.faint}>{t('people.noTeam')}</span>,
              },
              {
                title: t('people.books'),
                render: (_, person) => <BookCell person={person} onTransfer={onTransfer} />,
              },
              {
                title: t('people.devices'),
                dataIndex: 'devices',
                width: 72,
                align: 'right',
                className: style.number ?? '',
              },
              {
                title: t('people.status'),
                width: 88,
                render: (_, { status }) =>
                  status === 'active' ? t('status.active') : <QuietTag>{t('status.left')}</QuietTag>,
              },
              {
                title: t('people.actions'),
                width: 160,
                align: 'right',
                render: (_, person) =>
                  person.status === 'active' && (
                    <span className={style.actions}>
                      <Button
                        size="small"
                        type="text"
                        aria-label={t('people.codeFor', { name: person.name })}
                        onClick={() => setCodeFor(person)}
                      >
                        {t('people.code')}
                      </Button>
                      {person.id !== self.personId && (
                        <Button
                          size="small"
                          type="text"
                          aria-label={t('people.leaveFor', { name: person.name })}
                          onClick={() => askLeave(person)}
                        >
                          {t('people.leave')}
                        </Button>
                      )}
                    </span>
                  ),
              },
            ]}
          />
          {creating && <CreatePersonPanel teams={data.teams} onClose={() => setCreating(false)} />}
          {codeFor && <EnrolmentPanel person={codeFor} onClose={() => setCodeFor(null)} />}
        </>
      )}
    </AdminView>
  );
}

function BookCell({ person, onTransfer }: { person: AdminPerson; onTransfer: (bookId: string) => void }) {
  const { t } = useTranslation('admin');
  if (person.books.length === 0) return <span className={style.faint}>{t('people.noBook')}</span>;
  return (
    <span className={style.bookCell}>
      {person.books.map((book) => (
        <span key={book.id} className={style.bookLine}>
          <span className={style.cut} title={book.name}>
            {book.name}
          </span>
          <span className={style.faint}>
            {t('people.customers', { count: book.customers.toLocaleString() })}
          </span>
          {person.status === 'left' && book.customers > 0 && (
            <Button size="small" type="link" onClick={() => onTransfer(book.id)}>
              {t('books.transfer')}
            </Button>
          )}
        </span>
      ))}
    </span>
  );
}
