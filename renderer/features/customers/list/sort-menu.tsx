import { SortAscendingOutlined, SortDescendingOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { sortsAtMost, type CustomerSort } from '#shared/domain/list-view.ts';
import { QuietMenu } from '../quiet-menu.tsx';
import { setCustomerSort, setCustomerThen, useCustomerList } from '../../../stores/customer-list.ts';

/** The order people mean when they name a field: soonest first, best tier first, newest first. */
const sorts: readonly CustomerSort[] = [
  { by: 'nextTouchOn', direction: 'asc' },
  { by: 'lastTouchAt', direction: 'desc' },
  { by: 'tier', direction: 'asc' },
  { by: 'name', direction: 'asc' },
  { by: 'addedOn', direction: 'desc' },
  { by: 'company', direction: 'asc' },
  { by: 'city', direction: 'asc' },
  { by: 'trustStage', direction: 'desc' },
  { by: 'lastOrderOn', direction: 'desc' },
  { by: 'openPromises', direction: 'desc' },
  { by: 'keyDateOn', direction: 'asc' },
  { by: 'household', direction: 'desc' },
  { by: 'portrait', direction: 'asc' },
];

/** Orders that are called as their columns are. */
const columnOf = {
  trustStage: 'trust',
  lastOrderOn: 'order',
  openPromises: 'promises',
  keyDateOn: 'keyDate',
  household: 'household',
  portrait: 'portrait',
} as const;

export const SortMenu = memo(function SortMenu() {
  const { t } = useTranslation(['customers', 'list']);
  const ties = useCustomerList((state) => state.ties);
  const sort = useCustomerList((state) => state.sort);
  const ascending = sort.direction === 'asc';
  const turn = t(ascending ? 'sort.turnDescending' : 'sort.turnAscending');
  return (
    <div style={{ display: 'flex', flex: 'none' }}>
      <QuietMenu
        chosen={sort.by}
        items={sorts.map(({ by }) => ({ value: by, label: t(wordOf(by)) }))}
        onChoose={(by) => {
          const chosen = sorts.find((each) => each.by === by);
          if (chosen) setCustomerSort(chosen);
        }}
      >
        <Button size="small" type="text" aria-label={t('sort.label', { by: t(wordOf(sort.by)) })}>
          {t(wordOf(sort.by))}
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
      {[...ties, undefined].slice(0, sortsAtMost - 1).map((next, at) => (
        <QuietMenu
          key={next?.by ?? 'more'}
          chosen={next?.by ?? ''}
          items={[
            ...(next ? [{ value: '', label: t('list:sort.without') }] : []),
            ...sorts
              .filter(({ by }) => by !== sort.by && (by === next?.by || !ties.some((each) => each.by === by)))
              .map(({ by }) => ({ value: by, label: t(wordOf(by)) })),
          ]}
          onChoose={(by) => {
            const chosen = sorts.find((each) => each.by === by);
            setCustomerThen(chosen ? ties.toSpliced(at, 1, chosen) : ties.toSpliced(at, 1));
          }}
        >
          <Button size="small" type="text" title={t('list:sort.thenHint')}>
            {next ? t('list:sort.then', { by: t(wordOf(next.by)) }) : t('list:sort.more')}
          </Button>
        </QuietMenu>
      ))}
    </div>
  );
});

function wordOf(by: CustomerSort['by']) {
  const column = columnOf[by as keyof typeof columnOf];
  return column === undefined
    ? (`customers:sort.${by as Exclude<CustomerSort['by'], keyof typeof columnOf>}` as const)
    : (`list:column.${column}` as const);
}
