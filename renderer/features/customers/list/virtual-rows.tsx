/** Draws only the lines in view, plus enough around them that a fast scroll never shows a hole. */
import { useVirtualizer, type VirtualizerOptions } from '@tanstack/react-virtual';
import { type KeyboardEvent, type Ref, useCallback, useEffect, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import type { ListColumn } from '#shared/domain/list-view.ts';
import type { CustomerLine } from '#shared/contract/customer.ts';
import { useNow } from '../../../components/time-text.tsx';
import { listPosition, useCustomerList } from '../../../stores/customer-list.ts';
import { CustomerRow } from './customer-row.tsx';
import { gridOf } from './list-grid.ts';
import style from './customer-list.module.css';

/** Rows drawn above and below the view: more than a screen each way at the usual window height. */
const overscan = 16;

/**
 * Takes the offset from scroll events alone. The library's own observer reads it on a timer as well, and a change seen
 * there first is drawn one frame too late.
 */
const observeScroll: VirtualizerOptions<HTMLDivElement, Element>['observeElementOffset'] = (
  instance,
  report,
) => {
  const element = instance.scrollElement;
  if (!element) return;
  const onScroll = () => report(element.scrollTop, true);
  element.addEventListener('scroll', onScroll, { passive: true });
  return () => element.removeEventListener('scroll', onScroll);
};

export interface RowsHandle {
  focus(): void;
}

interface VirtualRowsProps {
  ref: Ref<RowsHandle>;
  lines: readonly CustomerLine[];
  /** Those that fit. */
  columns: readonly ListColumn[];
  rowHeight: number;
  selectedIndex: number;
  openedId: string | undefined;
  onSelect: (index: number) => void;
  onOpen: (index: number) => void;
  onPick: (index: number, range: boolean) => void;
  /** The pointer is over the rows. */
  onHand: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export function VirtualRows(props: VirtualRowsProps) {
  const {
    ref,
    lines,
    columns,
    rowHeight,
    selectedIndex,
    openedId,
    onSelect,
    onOpen,
    onPick,
    onHand,
    onKeyDown,
  } = props;
  const { t, i18n } = useTranslation(['customers', 'list', 'common']);
  const picked = useCustomerList((state) => state.picked);
  const scroller = useRef<HTMLDivElement>(null);
  const today = dateOf(useNow());
  // Another function would have every row's place worked out anew.
  const keyOf = useCallback((index: number) => lines[index]?.id ?? index, [lines]);
  // oxlint-disable-next-line react/incompatible-library -- the virtualizer tells this component itself when to draw
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    initialOffset: listPosition.get(),
    overscan,
    observeElementOffset: observeScroll,
  });

  useImperativeHandle(ref, () => ({ focus: () => scroller.current?.focus({ preventScroll: true }) }), []);

  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  // The list takes the keys where nothing else has them.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, []);

  const followed = useRef(selectedIndex);
  useEffect(() => {
    if (followed.current === selectedIndex) return;
    followed.current = selectedIndex;
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [virtual, selectedIndex]);

  /* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events --
     a <select> cannot draw these rows; the list holds the focus and the keys and names the row by aria-activedescendant */
  const items = virtual.getVirtualItems();
  const rowId = (index: number) => `customer-row-${lines[index]?.id ?? ''}`;
  const selectedIsDrawn = items.some((item) => item.index === selectedIndex);
  return (
    <div
      ref={scroller}
      className={style.scroller}
      role="listbox"
      tabIndex={0}
      aria-multiselectable
      aria-label={t('list.label')}
      aria-activedescendant={selectedIsDrawn ? rowId(selectedIndex) : undefined}
      onKeyDown={onKeyDown}
      onPointerMove={onHand}
      onPointerDown={onHand}
      onScroll={(event) => listPosition.set(event.currentTarget.scrollTop)}
    >
      <div
        className={style.sheet}
        style={{ height: virtual.getTotalSize(), ['--row' as string]: `${rowHeight}px`, ...gridOf(columns) }}
      >
        {items.map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          return (
            <div
              key={item.key}
              id={rowId(item.index)}
              className={style.slot}
              style={{ transform: `translateY(${item.start}px)` }}
              role="option"
              aria-selected={item.index === selectedIndex}
              aria-checked={picked.size > 0 ? picked.has(line.id) : undefined}
              aria-setsize={lines.length}
              aria-posinset={item.index + 1}
              onMouseDown={() => {
                // A row that is pressed at the edge stays under the pointer, or its click would end on another.
                followed.current = item.index;
                onSelect(item.index);
              }}
              onClick={() => onOpen(item.index)}
            >
              <CustomerRow
                line={line}
                columns={columns}
                selected={item.index === selectedIndex}
                picked={picked.has(line.id)}
                opened={line.id === openedId}
                today={today}
                language={i18n.language}
                t={t}
                onPick={(range) => onPick(item.index, range)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
