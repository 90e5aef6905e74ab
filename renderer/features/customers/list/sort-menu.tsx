import { SortAscendingOutlined, SortDescendingOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CustomerSort } from '#shared/domain/list-view.ts';
import { QuietMenu } from '../quiet-menu.tsx';
import { setCustomerSort, useCustomerList } from '../../../stores/customer-list.ts';

/** The order people mean when they name a field: soonest first, best tier first, newest first. */
const sorts: readonly CustomerSort[] = [
  { by: 'nextTouchOn', direction: 'asc' },
  { by: 'lastTouchAt', direction: 'desc' },
  { by: 'tier', direction: 'asc' },
  { by: 'name', direction: 'asc' },
  { by: 'addedOn', direction: 'desc' },
  { by: 'company', direction: 'asc' },
  { by: 'city', direction: 'asc' },
];

export function SortMenu() {
  const { t } = useTranslation('customers');
  const sort = useCustomerList((state) => state.sort);
  const ascending = sort.direction === 'asc';
  const turn = t(ascending ? 'sort.turnDescending' : 'sort.turnAscending');
  return (
    <div style={{ display: 'flex', flex: 'none' }}>
      <QuietMenu
        chosen={sort.by}
        items={sorts.map(({ by }) => ({ value: by, label: t(`sort.${by}`) }))}
        onChoose={(by) => {
          const chosen = sorts.find((each) => each.by === by);
          if (chosen) setCustomerSort(chosen);
        }}
      >
        <Button size="small" type="text" aria-label={t('sort.label', { by: t(`sort.${sort.by}`) })}>
          {t(`sort.${sort.by}`)}
        </Button>
      </QuietMenu>
      <Button
        size="small"
        type="text"
        aria-label={turn}
        title={turn}
        icon={ascending ? <SortAscendingOutlined /> : <SortDescendingOutlined />}
        onClick={() => setCustomerSort({ ...sort, direction: ascending ? 'desc' : 'asc' })}
      />
    </div>
  );
}
