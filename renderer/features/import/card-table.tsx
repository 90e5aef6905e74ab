import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import style from './import.module.css';

export function CardTable({ cards }: { cards: string[][] }) {
  const { t } = useTranslation('import');
  return (
    <Table<{ key: number; name: string; phone: string }>
      size="small"
      pagination={false}
      dataSource={cards.map(([name = '', phone = ''], key) => ({ key, name, phone }))}
      locale={{ emptyText: t('check.noSample') }}
      columns={[
        { title: t('preview.name'), dataIndex: 'name', ellipsis: true },
        { title: t('preview.phone'), dataIndex: 'phone', ellipsis: true, className: style.number ?? '' },
      ]}
    />
  );
}
