import { DownOutlined, TableOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { memo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { listColumns, type ListColumn } from '#shared/domain/list-view.ts';
import { PopoverBody } from '../../../components/popover-body.tsx';
import { moveListColumn, toggleListColumn, useCustomerList } from '../../../stores/customer-list.ts';
import { useEscape } from '../use-escape.ts';
import { shownColumns } from './list-grid.ts';
import style from './column-menu.module.css';

/** Which columns the list shows, and in what order: kept on this device. */
export const ColumnMenu = memo(function ColumnMenu() {
  const { t } = useTranslation('list');
  const [open, setOpen] = useState(false);
  useEscape(open, () => setOpen(false));
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <PopoverBody>
          <Columns />
        </PopoverBody>
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
});

function Columns() {
  const { t } = useTranslation('list');
  const shown = shownColumns(useCustomerList((state) => state.columns));
  const hidden = listColumns.filter((column) => !shown.includes(column));
  const onKeyDown = (event: KeyboardEvent, column: ListColumn) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) return moveListColumn(column, step);
    const boxes = [...(event.currentTarget.closest('ul')?.querySelectorAll('input') ?? [])];
    boxes[boxes.indexOf(event.target as HTMLInputElement) + step]?.focus();
  };
  return (
    <div className={style.menu}>
      <ul className={style.columns} aria-label={t('column.choose')}>
        {[...shown, ...hidden].map((column) => {
          const name = t(`column.${column}`);
          const at = shown.indexOf(column);
          return (
            <li key={column}>
              <Checkbox
                checked={at !== -1}
                onChange={() => toggleListColumn(column)}
                onKeyDown={(event) => onKeyDown(event, column)}
              >
                {name}
              </Checkbox>
              {at !== -1 && (
                <span>
                  <Button
                    size="small"
                    type="text"
                    tabIndex={-1}
                    icon={<UpOutlined />}
                    disabled={at === 0}
                    aria-label={t('column.earlier', { name })}
                    onClick={() => moveListColumn(column, -1)}
                  />
                  <Button
                    size="small"
                    type="text"
                    tabIndex={-1}
                    icon={<DownOutlined />}
                    disabled={at === shown.length - 1}
                    aria-label={t('column.later', { name })}
                    onClick={() => moveListColumn(column, 1)}
                  />
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <p className={style.help}>{t('column.help')}</p>
    </div>
  );
}
