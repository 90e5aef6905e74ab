/** The days and entries of a history; only those in view are drawn, so that one of 100,000 entries scrolls like one of ten. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { TimelineEntry as Entry } from '#shared/contract/timeline.ts';
import { DateText } from '../../../components/time-text.tsx';
import { TimelineEntry } from './timeline-entry.tsx';
import { timelineRows } from './timeline-row.ts';
import style from './timeline.module.css';

const rowHeight = 76;
const dayHeight = 40;
/** Rows drawn above and below the view. */
const overscan = 8;
/** This close to the end the next page is asked for. */
const aheadRows = 40;

interface TimelineRowsProps {
  pages: readonly (readonly Entry[])[];
  /** The entry that was jumped to. */
  marked: string | undefined;
  readOnly: boolean;
  scroller: HTMLElement;
  onNearEnd: () => void;
  /** The entries that are drawn, by their places. */
  onView: (from: number, to: number) => void;
}

export function TimelineRows({ pages, marked, readOnly, scroller, onNearEnd, onView }: TimelineRowsProps) {
  const sheet = useRef<HTMLOListElement>(null);
  const [margin, setMargin] = useState(0);
  const rows = useMemo(() => timelineRows(pages), [pages]);
  // A new one at every drawing would have the places of all rows worked out again.
  const keyOf = useCallback((index: number) => rows[index]?.key ?? index, [rows]);
  // What is above the history on the card grows and shrinks.
  useLayoutEffect(() => {
    const measure = () => {
      if (!sheet.current) return;
      const top = sheet.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
      setMargin(Math.round(top + scroller.scrollTop));
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const child of scroller.children) observer.observe(child);
    for (let node = sheet.current?.parentElement; node && node !== scroller; node = node.parentElement)
      observer.observe(node);
    return () => observer.disconnect();
  }, [scroller]);

  // oxlint-disable-next-line react/incompatible-library -- the virtualizer tells this component itself when to draw
  const virtual = useVirtualizer<HTMLElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller,
    // Drawn anew, it would else begin with the top of the card.
    initialOffset: () => scroller.scrollTop,
    estimateSize: (index) => ('on' in rows[index]! ? dayHeight : rowHeight),
    getItemKey: keyOf,
    overscan,
    scrollMargin: margin,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= rows.length - aheadRows) onNearEnd();
  }, [last, rows.length, onNearEnd]);

  const seenFrom = rows[items[0]?.index ?? 0]?.place ?? 0;
  const seenTo = rows[last]?.place ?? 0;
  useEffect(() => onView(seenFrom, seenTo), [seenFrom, seenTo, onView, pages]);

  const place = useMemo(
    () => (marked === undefined ? -1 : rows.findIndex(({ key }) => key === marked)),
    [marked, rows],
  );
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (place < 0 || margin === 0 || shown.current === marked) return;
    shown.current = marked;
    virtual.scrollToIndex(place, { align: 'center' });
  }, [virtual, place, marked, margin]);

  return (
    <ol ref={sheet} className={style.sheet} style={{ height: virtual.getTotalSize() }}>
      {items.map((item) => {
        const row = rows[item.index]!;
        return (
          <li
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className={style.slot}
            style={{ transform: `translateY(${item.start - margin}px)` }}
          >
            {'on' in row ? (
              <h4>
                <DateText on={row.on} words />
              </h4>
            ) : (
              <TimelineEntry entry={row.entry} readOnly={readOnly} marked={row.key === marked} />
            )}
          </li>
        );
      })}
    </ol>
  );
}
