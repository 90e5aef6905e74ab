/** Live changes of a long history: what is seen is right at once, the rest when it is seen; seeds of failures are printed. */
import { InfiniteQueryObserver, QueryClient, type InfiniteData } from '@tanstack/react-query';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimelineEntry } from '#shared/contract/timeline.ts';
import {
  createPageReader,
  nextPlace,
  type KeptPage,
  type Place,
  type ReadPage,
} from '#renderer/features/customers/timeline/kept-pages.ts';

type Pages = InfiniteData<KeptPage, Place | undefined>;

const idOf = (n: number) => String(n).padStart(8, '0');
const entryAt = (n: number, body = 'first'): TimelineEntry => ({
  type: 'note',
  id: idOf(n),
  at: `2026-${idOf(n)}`,
  body,
  authorName: null,
  own: true,
  pending: false,
  late: false,
});

/** A history as core answers for it; `reads` counts what was asked. */
function history(size: number) {
  let entries = Array.from({ length: size }, (_, n) => entryAt(10 * (size - n)));
  const state = { reads: 0 };
  const read: ReadPage = async ({ before, until, limit }) => {
    state.reads += 1;
    const rows = entries.filter(({ at }) => !before || at < before.at);
    const asked = rows.filter(({ at }) => !until || at >= until.at);
    return Promise.resolve({
      entries: asked.slice(0, limit),
      more: rows.length > Math.min(limit, asked.length),
      hasNewer: false,
      found: false,
    });
  };
  return {
    state,
    read,
    all: () => entries,
    put(entry: TimelineEntry) {
      entries = [...entries.filter(({ id }) => id !== entry.id), entry].sort((a, b) =>
        a.at < b.at ? 1 : -1,
      );
    },
    remove: (from: number, count: number) => void (entries = entries.toSpliced(from, count)),
  };
}

async function openTimeline(book: ReturnType<typeof history>, pages: number) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  const reader = createPageReader();
  const queryKey = ['timeline'];
  const observer = new InfiniteQueryObserver<KeptPage, Error, Pages, string[], Place | undefined>(client, {
    queryKey,
    queryFn: ({ pageParam }) => reader.page(pageParam, client.getQueryData<Pages>(queryKey), book.read),
    initialPageParam: undefined,
    getNextPageParam: nextPlace,
  });
  const stop = observer.subscribe(() => {});
  await observer.refetch();
  for (let page = 1; page < pages; page++) await observer.fetchNextPage();
  const kept = () => client.getQueryData<Pages>(queryKey)!;
  return {
    stop,
    shown: () => kept().pages.flatMap(({ entries }) => entries),
    change: () => client.invalidateQueries({ queryKey }),
    /** As the page does: what a page that became shorter has brought into view is looked at too. */
    async see(from: number, to: number) {
      while (reader.see(from, to, kept())) {
        reader.forView();
        await observer.refetch();
      }
    },
    more: () => observer.fetchNextPage(),
  };
}

test('a change rereads the first page and the one in view, whatever was scrolled through', async () => {
  const book = history(5_000);
  const view = await openTimeline(book, 30);
  await view.see(1_510, 1_525);
  book.state.reads = 0;
  book.put(entryAt(99_999, 'new'));
  book.put({ ...book.all()[1_520]!, pending: true });
  await view.change();
  expect(book.state.reads).toBe(2);
  expect(view.shown()[0]!.id).toBe(idOf(99_999));
  expect(view.shown()).toEqual(book.all().slice(0, 3_001));
  // What came into view unchanged is read once.
  await view.see(740, 752);
  await view.see(740, 752);
  expect(book.state.reads).toBe(3);
  // The whole page in view was taken away: what follows is still there.
  book.remove(1_400, 300);
  await view.change();
  await view.see(1_401, 1_410);
  for (let place = 0; place < view.shown().length; place += 50) await view.see(place, place + 50);
  expect(view.shown()).toEqual(book.all().slice(0, 2_701));
  view.stop();
});

type Edit = { n: number } & (
  { do: 'put' | 'flood' | 'see' | 'change' | 'more' } | { do: 'remove'; count: number }
);

async function play(edits: readonly Edit[]): Promise<void> {
  const book = history(1_500);
  const view = await openTimeline(book, 6);
  let [from, to] = [0, 0];
  for (const one of edits) {
    if (one.do === 'put') book.put(entryAt(one.n, `changed ${one.n}`));
    else if (one.do === 'remove') book.remove(one.n % Math.max(1, book.all().length), one.count);
    else if (one.do === 'flood') for (let n = 0; n < 450; n++) book.put(entryAt(one.n + n));
    else if (one.do === 'more') {
      await view.change();
      await view.more();
      continue;
    }
    if (one.do === 'see') {
      from = one.n % Math.max(1, view.shown().length);
      to = Math.min(from + 12, view.shown().length - 1);
    }
    if (one.do !== 'see') await view.change();
    await view.see(from, to);
    const shown = view.shown();
    const seen = shown.slice(from, to + 1);
    const first = book.all().findIndex(({ id }) => id === seen[0]?.id);
    if (seen.length > 0) expect(seen).toEqual(book.all().slice(first, first + seen.length));
    expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
  }
  for (let place = 0; place < view.shown().length; place += 10) await view.see(place, place + 12);
  expect(view.shown()).toEqual(book.all().slice(0, view.shown().length));
  view.stop();
}

test('a page in view that became shorter brings what followed on it into view', () =>
  play([
    { do: 'remove', n: 410, count: 120 },
    { do: 'more', n: 0 },
    { do: 'see', n: 414 },
    { do: 'flood', n: 13_239 },
  ]));

test('whatever is written, what is seen is what the history says, without gaps and nothing twice', async () => {
  const edit = fc.oneof(
    fc.record({ do: fc.constant('put' as const), n: fc.integer({ min: 1, max: 16_000 }) }),
    fc.record({ do: fc.constant('remove' as const), n: fc.nat(), count: fc.constantFrom(1, 1, 3, 120) }),
    fc.record({ do: fc.constant('flood' as const), n: fc.integer({ min: 1, max: 14_000 }) }),
    fc.record({ do: fc.constant('see' as const), n: fc.nat() }),
    fc.record({ do: fc.constant('change' as const), n: fc.nat() }),
    fc.record({ do: fc.constant('more' as const), n: fc.nat() }),
  );
  await fc.assert(fc.asyncProperty(fc.array(edit, { maxLength: 14 }), play), {
    numRuns: 60,
    interruptAfterTimeLimit: 15_000,
  });
}, 60_000);
