/** What the history is drawn from: entries under the days on which they happened, page after page. */
import type { TimelineEntry } from '#shared/contract/timeline.ts';
import { groupByDay } from './group-by-day.ts';

/** `place`: of the entry, or of the first of the day, among all entries. */
export type TimelineRow = { key: string; place: number } & ({ on: string } | { entry: TimelineEntry });

interface Kept {
  place: number;
  /** The day on which the page before ends. */
  before: string | undefined;
  rows: TimelineRow[];
  /** The day on which this page ends. */
  last: string | undefined;
}

/** A page is taken apart once, however many come after it. */
const kept = new WeakMap<readonly TimelineEntry[], Kept>();

export function timelineRows(pages: readonly (readonly TimelineEntry[])[]): TimelineRow[] {
  let place = 0;
  let before: string | undefined;
  const parts = pages.map((page) => {
    let known = kept.get(page);
    if (!known || known.place !== place || known.before !== before)
      kept.set(page, (known = rowsOfPage(page, place, before)));
    place += page.length;
    before = known.last;
    return known.rows;
  });
  return parts.flat();
}

function rowsOfPage(page: readonly TimelineEntry[], from: number, before: string | undefined): Kept {
  const rows: TimelineRow[] = [];
  let place = from;
  let last = before;
  for (const { on, entries } of groupByDay(page)) {
    if (on !== last) rows.push({ key: `day ${on} ${entries[0]!.id}`, on, place });
    for (const entry of entries) rows.push({ key: entry.id, entry, place: place++ });
    last = on;
  }
  return { place: from, before, rows, last };
}
