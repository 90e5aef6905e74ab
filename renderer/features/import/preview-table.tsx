import { Segmented, Select, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  deletedChoices,
  type DeletedChoice,
  type ImportChoice,
  type ImportKind,
  type ImportPreview,
} from '#shared/contract/import.ts';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { deletedChoiceOf, withDeletedRow } from './import-choice.ts';
import type { Outcome } from './preview-step.tsx';
import style from './import.module.css';

type PreviewRow = ImportPreview['rows'][number];

function orderText(order: NonNullable<PreviewRow['order']>, language: string): string {
  const { orderNo, orderedOn, product, paidFen } = order;
  const paid = (paidFen / 100).toLocaleString(language, { style: 'currency', currency: 'CNY' });
  return [product, paid, orderedOn, orderNo].filter((part) => part !== '').join(' · ');
}

const badCodes = [
  'NO_NAME',
  'TOO_MANY_COLUMNS',
  'UNREADABLE',
  'TOO_LONG',
  'NO_PRODUCT',
  'BAD_DATE',
  'BAD_AMOUNT',
  'BAD_POINTS',
  'NO_CUSTOMER',
  'SEVERAL_CUSTOMERS',
];

/** An order makes no customer: with a deleted one it comes back, or is left out. */
function deletedShown(choice: DeletedChoice, customerDeleted = false): DeletedChoice {
  return customerDeleted && choice === 'new' ? 'restore' : choice;
}

export function PreviewTable(props: {
  kind: ImportKind;
  outcome: Outcome;
  total: number;
  rows: PreviewRow[];
  choice: ImportChoice;
  onDeleted: (change: Pick<ImportChoice, 'deleted' | 'deletedRows'>) => void;
}) {
  const { kind, outcome, total, rows, choice, onDeleted } = props;
  const { t, i18n } = useTranslation('import');
  const help = kind === 'order' ? `preview.order.${outcome}Help` : `preview.${outcome}Help`;
  const hasMore = outcome === 'changed' || outcome === 'bad' || outcome === 'deleted';
  const deletedOptions = deletedChoices.map((value) => ({ value, label: t(`deleted.${value}`) }));
  const columns: TableColumnsType<PreviewRow> = [
    { title: t('preview.line'), dataIndex: 'line', width: 72, align: 'right', className: style.number ?? '' },
    { title: t('preview.name'), dataIndex: 'name', width: '28%', ellipsis: true },
    kind === 'order'
      ? {
          title: t('preview.order.title'),
          ellipsis: true,
          render: (_, { order }) => order && orderText(order, i18n.language),
        }
      : {
          title: t('preview.phone'),
          dataIndex: 'phone',
          ellipsis: true,
          className: style.number ?? '',
          ...(hasMore && { width: 180 }),
        },
  ];
  if (outcome === 'changed') {
    columns.push({
      title: t('preview.changes'),
      render: (_, { changes }) => (
        <span className={style.chips}>
          {changes.map((field) => (
            <QuietTag key={field}>{t(`field.${field}`, field)}</QuietTag>
          ))}
        </span>
      ),
    });
  }
  if (outcome === 'deleted') {
    columns.push({
      title: t('deleted.what'),
      render: (_, { line, name, customerDeleted }) => (
        <Select<DeletedChoice>
          size="small"
          aria-label={t('deleted.whatFor', { name })}
          className={style.fieldSelect ?? ''}
          value={deletedShown(deletedChoiceOf(choice, line), customerDeleted)}
          options={deletedOptions.filter(({ value }) => !customerDeleted || value !== 'new')}
          onChange={(value) => onDeleted(withDeletedRow(choice, line, value))}
        />
      ),
    });
  }
  if (outcome === 'bad') {
    columns.push({
      title: t('preview.reason'),
      render: (_, { code, value }) =>
        badCodes.includes(code ?? '')
          ? t(`preview.code.${code}`, { value })
          : t('preview.code.other', { code }),
    });
  }
  return (
    <>
      <p className={style.outcomeHelp}>
        {t(help)}
        {total > rows.length && <span>{t('preview.capped', { count: total.toLocaleString() })}</span>}
      </p>
      {outcome === 'deleted' && (
        <div className={style.deletedAll}>
          <span>{t('deleted.all')}</span>
          <Segmented<DeletedChoice>
            aria-label={t('deleted.all')}
            value={choice.deleted ?? 'restore'}
            options={deletedOptions}
            onChange={(deleted) => onDeleted({ deleted, deletedRows: [] })}
          />
        </div>
      )}
      <Table<PreviewRow>
        size="small"
        rowKey="line"
        dataSource={rows}
        columns={columns}
        pagination={{ pageSize: 12, showSizeChanger: false, hideOnSinglePage: true }}
        locale={{ emptyText: t('preview.empty') }}
      />
    </>
  );
}
