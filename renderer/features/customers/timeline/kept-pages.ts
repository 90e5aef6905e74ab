/**
 * After a live change only the pages in view are read again; the others are read when they come into view. A history of
 * 100,000 entries that was scrolled through is a thousand pages, and each change would read all of them.
 */
import type { TimelineEntry } from '#shared/contract/timeline.ts';

export interface Place {
  at: string;
  id: string;
}

export interface TimelinePage {
  entries: TimelineEntry[];
  more: boolean;
  hasNewer: boolean;
  found: boolean;
}

export interface KeptPage extends TimelinePage {
  /** Where it ends: a page that is read again ends there too, so that the next one still follows on it. */
  end: Place | undefined;
}

interface Kept {
  pages: readonly KeptPage[];
}

export type ReadPage = (asked: {
  before: Place | undefined;
  until?: Place | undefined;
  limit: number;
}) => Promise<TimelinePage>;

const pageSize = 100;
/** What the contract allows at most. */
const largest = 500;

export interface PageReader {
  /** The page after `before`: as it was where nobody sees it, else from core. `kept`: what the query holds now. */
  page(before: Place | undefined, kept: Kept | undefined, read: ReadPage): Promise<KeptPage>;
  /** Entries (places among all that are loaded) that are in view. True where a page among them has to be read again. */
  see(from: number, to: number, kept: Kept): boolean;
  /** The next reading is for what has come into view, and nothing else has changed. */
  forView(): void;
}

export function nextPlace(page: KeptPage): Place | undefined {
  return page.more ? page.end : undefined;
}

export function createPageReader(): PageReader {
  const stale = new WeakSet<KeptPage>();
  let view = { from: 0, to: 0 };
  let isForView = false;
  /** A reading of all pages: how far it has come, and whether a page did not end where it used to. */
  let walk = { at: 0, isForView: false, isShifted: false };

  function isInView(kept: Kept, at: number): boolean {
    const from = kept.pages.slice(0, at).reduce((sum, { entries }) => sum + entries.length, 0);
    const to = from + kept.pages[at]!.entries.length;
    return from <= view.to && to > view.from;
  }

  return {
    forView: () => void (isForView = true),

    see(from, to, kept) {
      view = { from, to };
      return kept.pages.some((page, at) => stale.has(page) && isInView(kept, at));
    },

    async page(before, kept, read) {
      const last = kept?.pages.at(-1);
      const isNext = before !== undefined && last !== undefined && isSame(before, nextPlace(last));
      if (isNext) return keptOf(await read({ before, limit: pageSize }));
      if (before === undefined) walk = { at: 0, isForView, isShifted: false };
      else walk.at += 1;
      isForView = false;
      const known = kept?.pages[walk.at];
      if (!known || walk.isShifted) return keptOf(await read({ before, limit: pageSize }));
      const isSeen = isInView(kept!, walk.at);
      const isWanted = walk.isForView ? isSeen && stale.has(known) : isSeen || walk.at === 0;
      if (isWanted) return again(before, known, read);
      if (!walk.isForView) stale.add(known);
      return known;
    },
  };

  async function again(before: Place | undefined, known: KeptPage, read: ReadPage): Promise<KeptPage> {
    const limit = Math.min(largest, known.entries.length + pageSize);
    const until = known.more ? known.end : undefined;
    stale.delete(known);
    try {
      const page = await read({ before, until, limit });
      if (!until) return keptOf(page);
      const isCut = page.entries.length >= limit;
      if (isCut) walk.isShifted = true;
      return isCut ? keptOf(page) : { ...page, end: until };
    } catch (error) {
      stale.add(known);
      throw error;
    }
  }
}

function keptOf(page: TimelinePage): KeptPage {
  const last = page.entries.at(-1);
  return { ...page, end: last && { at: last.at, id: last.id } };
}

function isSame(a: Place, b: Place | undefined): boolean {
  return b !== undefined && a.at === b.at && a.id === b.id;
}
