import { TableOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listColumns, type ListColumn } from '#shared/domain/list-view.ts';
import { setListColumns, useCustomerList } from '../../../stores/customer-list.ts';
import { useEscape } from '../use-escape.ts';
import style from './bulk-form.module.css';

/** Which columns the list shows; they stand in one order. */
export function ColumnMenu() {
  const { t } = useTranslation('list');
  const columns = useCustomerList((state) => state.columns);
  const [open, setOpen] = useState(false);
  useEscape(open, () => setOpen(false));
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={
        <Checkbox.Group
          className={style.form}
          value={[...columns]}
          options={listColumns.map((value) => ({ value, label: t(`column.${value}`) }))}
          onChange={(chosen) => setListColumns(chosen as ListColumn[])}
        />
      }
    >
      <Button
        size="small"
        type="text"
        icon={<TableOutlined />}
        aria-label={t('column.choose')}
        title={t('column.choose')}
      />
    </Popover>
  );
}
