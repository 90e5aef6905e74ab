/** Search, count, sort and the rows. */
import { ImportOutlined, PlusOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button, type InputRef } from 'antd';
import { type KeyboardEvent, type Ref, useImperativeHandle, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CustomerLine } from '#shared/contract/customer.ts';
import { usePlaces } from '../../../app/place.ts';
import { useShortcut } from '../../../app/shortcut.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import {
  isFiltered,
  pickCustomers,
  pickMore,
  selectCustomer,
  togglePicked,
  useCustomerList,
} from '../../../stores/customer-list.ts';
import { useLayout } from '../../../stores/layout.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { ExportButton } from './export-button.tsx';
import { FoldedFilters } from './folded-filters.tsx';
import { ListEmpty } from './list-empty.tsx';
import { ListHeads } from './list-heads.tsx';
import { SearchBox } from './search-box.tsx';
import { SortMenu } from './sort-menu.tsx';
import { useCustomerLines } from './use-customer-lines.ts';
import { useHeldLines } from './use-held-lines.ts';
import { useFittingColumns } from './use-fitting-columns.ts';
import { type RowsHandle, VirtualRows } from './virtual-rows.tsx';
import style from './customer-list.module.css';

const rowHeights = { comfortable: 60, compact: 46 } as const;
const pageOfRows = 10;
const none: readonly CustomerLine[] = [];

interface CustomerListProps {
  ref: Ref<RowsHandle>;
  openedId: string | undefined;
  /** The filters have no column of their own now. */
  filtersFolded: boolean;
  onOpen: (customerId: string) => void;
  onCreate: () => void;
}

export function CustomerList({ ref, openedId, filtersFolded, onOpen, onCreate }: CustomerListProps) {
  const { t } = useTranslation(['customers', 'list']);
  const filter = useCustomerList((state) => state.filter);
  const selectedId = useCustomerList((state) => state.selectedId);
  const picked = useCustomerList((state) => state.picked);
  const anchor = useRef<number>(undefined);
  const density = useLayout((state) => state.density);
  const list = useCustomerLines();
  const navigate = useNavigate();
  const importPlace = usePlaces().find(({ name }) => name === 'import');
  const frame = useRef<HTMLDivElement>(null);
  const columns = useFittingColumns(frame);
  const search = useRef<InputRef>(null);
  const rows = useRef<RowsHandle>(null);
  useImperativeHandle(ref, () => ({ focus: () => rows.current?.focus() }), []);

  const sort = useCustomerList((state) => state.sort);
  const ties = useCustomerList((state) => state.ties);
  const question = JSON.stringify([filter, sort, ties]);
  const held = useHeldLines(list.data?.lines ?? none, question, list.isPlaceholderData, openedId);
  const { lines } = held;
  const ids = useMemo(() => lines.map(({ id }) => id), [lines]);
  const selectedIndex = lines.findIndex((line) => line.id === selectedId);

  const openAt = (index: number) => {
    const line = lines[index];
    if (!line) return;
    selectCustomer(line.id);
    onOpen(line.id);
  };
  const move = (to: number) => {
    const line = lines[Math.max(0, Math.min(lines.length - 1, to))];
    if (!line) return;
    selectCustomer(line.id);
    // Beside an open card, the card follows the selection.
    if (openedId !== undefined) onOpen(line.id);
  };

  const pick = (index: number, range: boolean) => {
    const line = lines[index];
    if (!line) return;
    const from = anchor.current;
    if (range && from !== undefined) {
      pickMore(lines.slice(Math.min(from, index), Math.max(from, index) + 1).map(({ id }) => id));
    } else togglePicked(line.id);
    anchor.current = index;
  };
  const extend = (by: 1 | -1) => {
    const to = Math.max(0, Math.min(lines.length - 1, selectedIndex + by));
    const stretch = [lines[selectedIndex], lines[to]].filter((line) => line !== undefined);
    pickMore(stretch.map(({ id }) => id));
    anchor.current = to;
    move(to);
  };

  const moves: Record<string, () => void> = {
    ArrowDown: () => move(selectedIndex + 1),
    ArrowUp: () => move(selectedIndex - 1),
    PageDown: () => move(selectedIndex + pageOfRows),
    PageUp: () => move(selectedIndex - pageOfRows),
    Home: () => move(0),
    End: () => move(lines.length - 1),
    Enter: () => openAt(selectedIndex),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    held.hold();
    if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return pickCustomers(lines.map(({ id }) => id));
    }
    if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      return extend(event.key === 'ArrowDown' ? 1 : -1);
    }
    if (event.key === 'Escape' && picked.size > 0) {
      event.preventDefault();
      event.stopPropagation();
      return pickCustomers([]);
    }
    const run = moves[event.key];
    if (!run || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    run();
  };
  const step = (by: 1 | -1) => {
    rows.current?.focus();
    move(selectedIndex + by);
  };
  useShortcut(t('list.label'), {
    j: { label: t('key.next'), run: () => step(1) },
    k: { label: t('key.previous'), run: () => step(-1) },
    Enter: { label: t('key.open'), run: () => openAt(selectedIndex) },
    x: { label: t('list:key.pick'), run: () => pick(selectedIndex, false) },
    '/': { label: t('key.search'), run: () => search.current?.focus({ cursor: 'all' }) },
    n: { label: t('key.create'), run: onCreate },
    ...(held.isMoved ? { r: { label: t('list:order.renew'), run: held.renew } } : {}),
  });

  // An empty book offers both in its middle.
  const emptyBook = list.data?.total === 0 && !isFiltered(filter);
  const filterCount = Object.keys(filter).filter((field) => field !== 'search').length;
  return (
    <div ref={frame} className={style.frame}>
      <div className={style.titleLine}>
        <h1>{t('title')}</h1>
        {filtersFolded && <FoldedFilters count={filterCount} />}
        {!emptyBook && importPlace && (
          <Button
            icon={<ImportOutlined />}
            aria-label={t('list.import')}
            title={t('list.import')}
            onClick={() => void navigate(importPlace.path)}
          >
            <span className={style.word}>{t('list.import')}</span>
          </Button>
        )}
        {!emptyBook && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            aria-label={t('list.create')}
            title={t('list.create')}
            onClick={onCreate}
          >
            <span className={style.longWord}>{t('list.create')}</span>
          </Button>
        )}
      </div>
      <div className={style.searchLine}>
        <SearchBox
          ref={search}
          onLeave={() => {
            if (selectedIndex < 0) move(0);
            rows.current?.focus();
          }}
        />
      </div>
      {picked.size > 0 ? (
        <BulkBar allIds={ids} />
      ) : (
        <div className={style.bar}>
          <output className={style.count}>
            {list.data && t('list.count', { total: list.data.total })}
            {list.data && isFiltered(filter) && t('list.countShown', { shown: lines.length })}
            {list.data?.isPartial && t('list:partial')}
          </output>
          <span className={style.renew}>
            {held.isMoved && (
              <Button
                size="small"
                type="link"
                icon={<ReloadOutlined />}
                aria-label={t('list:order.renew')}
                title={t('list:order.hint')}
                onClick={held.renew}
              />
            )}
          </span>
          <ExportButton ids={ids} />
          <SortMenu />
          <ColumnMenu />
        </div>
      )}
      {list.isPending && <ListSkeleton rows={12} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && lines.length === 0 && (
        <ListEmpty filtered={isFiltered(filter)} onCreate={onCreate} />
      )}
      {list.isSuccess && lines.length > 0 && (
        <>
          <ListHeads columns={columns} />
          <VirtualRows
            ref={rows}
            lines={lines}
            columns={columns}
            rowHeight={rowHeights[density]}
            selectedIndex={selectedIndex}
            openedId={openedId}
            onSelect={(index) => selectCustomer(lines[index]?.id)}
            onOpen={openAt}
            onPick={pick}
            onHand={held.hold}
            onKeyDown={onKeyDown}
          />
        </>
      )}
    </div>
  );
}
