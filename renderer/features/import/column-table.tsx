/** Which column of the file goes where: header, examples, field. */
import { Select, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { importFieldsOf, type ImportFieldName, type ImportKind } from '#shared/contract/import.ts';
import { sampleValues, type ImportColumn } from './import-choice.ts';
import style from './import.module.css';

interface ColumnTableProps {
  kind: ImportKind;
  columns: ImportColumn[];
  sample: string[][];
  onField: (index: number, field: ImportFieldName) => void;
}

export function ColumnTable({ kind, columns, sample, onField }: ColumnTableProps) {
  const { t } = useTranslation('import');
  const options = importFieldsOf[kind].map((field) => ({ value: field, label: t(`field.${field}`) }));
  const headerOf = (column: ImportColumn) =>
    column.header.trim() || t('check.untitled', { number: column.index + 1 });
  return (
    <Table<ImportColumn>
      size="small"
      rowKey="index"
      pagination={false}
      dataSource={columns}
      rowClassName={(column) => (column.field === 'ignore' ? (style.ignored ?? '') : '')}
      columns={[
        {
          title: t('check.columnHeader'),
          width: '26%',
          render: (_, column) => <span className={style.header}>{headerOf(column)}</span>,
        },
        {
          title: t('check.columnSample'),
          render: (_, column) => {
            const values = sampleValues(sample, column.index);
            if (values.length === 0) return <span className={style.faint}>{t('check.noSample')}</span>;
            return (
              <span className={style.samples} title={values.join('\n')}>
                {values.join(' · ')}
              </span>
            );
          },
        },
        {
          title: t('check.columnField'),
          width: 200,
          render: (_, column) => (
            <Select
              className={style.fieldSelect}
              aria-label={t('check.fieldFor', { column: headerOf(column) })}
              value={column.field}
              options={options}
              showSearch={{ optionFilterProp: 'label' }}
              onChange={(field) => onField(column.index, field)}
            />
          ),
        },
      ]}
    />
  );
}
