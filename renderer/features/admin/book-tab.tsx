import { Alert, Button, Checkbox, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { AdminView } from './admin-view.tsx';
import { bookLines, type BookLine } from './book-line.ts';
import { matches } from './matches.ts';
import { SearchField } from './search-field.tsx';
import { SplitJobs } from './split-jobs.tsx';
import { SplitPanel } from './split-panel.tsx';
import { TransferPanel } from './transfer-panel.tsx';
import { usePeople } from './use-admin.ts';
import style from './admin.module.css';

interface BookTabProps {
  /** The book whose transfer is open. */
  bookId: string | null;
  onBook: (bookId: string | undefined) => void;
}

export function BookTab({ bookId, onBook }: BookTabProps) {
  const { t } = useTranslation('admin');
  const people = usePeople();
  const [search, setSearch] = useState('');
  const [onlyWaiting, setOnlyWaiting] = useState(false);
  const [splitting, setSplitting] = useState<BookLine | null>(null);
  return (
    <AdminView answer={people}>
      {(data) => {
        const lines = bookLines(data.people, data.unowned);
        const waiting = lines.filter(({ isWaiting }) => isWaiting).length;
        return (
          <>
            {waiting > 0 && (
              <Alert
                className={style.notice ?? ''}
                type="warning"
                showIcon
                title={t('books.attention', { count: waiting })}
                description={t('books.attentionHelp')}
              />
            )}
            <SplitJobs />
            <div className={style.tools}>
              <SearchField label={t('books.search')} value={search} onChange={setSearch} />
              <Checkbox checked={onlyWaiting} onChange={({ target }) => setOnlyWaiting(target.checked)}>
                {t('books.attentionOnly')}
              </Checkbox>
            </div>
            <Table<BookLine>
              aria-label={t('tab.books')}
              rowKey="id"
              size="small"
              scroll={{ x: 720 }}
              pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
              dataSource={lines.filter(
                (line) =>
                  (!onlyWaiting || line.isWaiting) &&
                  matches(search, [line.name, line.owner?.name ?? null, line.owner?.teamName ?? null]),
              )}
              locale={{ emptyText: t('books.none') }}
              columns={[
                { title: t('books.book'), dataIndex: 'name' },
                { title: t('books.owner'), render: (_, line) => <OwnerCell owner={line.owner} /> },
                { title: t('people.team'), width: 160, render: (_, { owner }) => owner?.teamName },
                {
                  title: t('books.customers'),
                  dataIndex: 'customers',
                  width: 112,
                  align: 'right',
                  className: style.number ?? '',
                  render: (customers: number) => customers.toLocaleString(),
                },
                {
                  title: t('people.actions'),
                  key: 'action',
                  width: 200,
                  align: 'right',
                  render: (_, line) => (
                    <span className={style.actions}>
                      <Button
                        size="small"
                        type="text"
                        disabled={line.customers === 0}
                        aria-label={t('books.splitBook', { name: line.name })}
                        onClick={() => setSplitting(line)}
                      >
                        {t('books.split')}
                      </Button>
                      <Button
                        size="small"
                        type={line.isWaiting ? 'primary' : 'text'}
                        aria-label={t('books.transferBook', { name: line.name })}
                        onClick={() => onBook(line.id)}
                      >
                        {t('books.transfer')}
                      </Button>
                    </span>
                  ),
                },
              ]}
            />
            {splitting && (
              <SplitPanel book={splitting} people={data.people} onClose={() => setSplitting(null)} />
            )}
            {bookId !== null && (
              <TransferPanel
                key={bookId}
                bookId={bookId}
                leftIds={new Set(data.people.filter(({ status }) => status === 'left').map(({ id }) => id))}
                onClose={() => onBook(undefined)}
              />
            )}
          </>
        );
      }}
    </AdminView>
  );
}

function OwnerCell({ owner }: { owner: BookLine['owner'] }) {
  const { t } = useTranslation('admin');
  if (!owner) return <QuietTag tone="amber">{t('books.unowned')}</QuietTag>;
  return (
    <span className={style.person}>
      <PersonAvatar name={owner.name} size={24} />
      <span>{owner.name}</span>
      {owner.status === 'left' && <QuietTag tone="amber">{t('books.ownerLeft')}</QuietTag>}
    </span>
  );
}
