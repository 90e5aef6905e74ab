import { FilterOutlined } from '@ant-design/icons';
import { Badge, Button, Popover } from 'antd';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PopoverBody } from '../../../components/popover-body.tsx';
import { useEscape } from '../use-escape.ts';
import { FilterPanel } from './filter-panel.tsx';
import style from './customer-list.module.css';

/** Red is for problems only. */
const accent = { background: 'var(--accent)', color: 'var(--surface)', boxShadow: 'none' };

/** The filters behind a button, for when the card has taken their column. `count` says how many are set. */
export const FoldedFilters = memo(function FoldedFilters({ count }: { count: number }) {
  const { t } = useTranslation('customers');
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
          <div className={style.folded}>
            <FilterPanel />
          </div>
        </PopoverBody>
      }
    >
      <Badge count={count} size="small" styles={{ indicator: accent }}>
        <Button icon={<FilterOutlined />} aria-label={t('filter.open')} title={t('filter.open')} />
      </Badge>
    </Popover>
  );
});
