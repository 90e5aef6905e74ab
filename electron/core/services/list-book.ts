/**
 * What the customer list shows, filters and sorts by, of every customer on the device, kept in memory: some 12 MB for
 * 20,000. What was written since the last look is read again; with another day or other settings everything is.
 */
import type { CustomerLine, ListFacts } from '#shared/contract/customer.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import type { Source } from '#shared/domain/entity/book.ts';
import { factSorts, type CustomerSort } from '#shared/domain/list-view.ts';
import { nextTouchOn } from '#shared/domain/plan/next-touch.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import type { Segment } from '#shared/domain/segment/segment.ts';
import { resolveSettings } from '#shared/domain/setting.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { LocalDb } from '../db/local-db.ts';
import { listShownTags, listSettingRows, loadSops } from '../db/repository/company-data.ts';
import { createCustomerIndex } from '../db/repository/customer-index.ts';
import {
  listCustomerRows,
  loadOrderSums,
  loadTagNames,
  type ListRow,
} from '../db/repository/customer-list.ts';
import { loadListFacts } from '../db/repository/list-fact.ts';
import { createListMarks } from '../db/repository/list-mark.ts';
import { audienceTest } from './sop-audience.ts';
import { byName, createListOrders, latest } from './customer-sort.ts';

export interface ListEntry {
  /** Handed to whoever asks: never changed, but replaced. `pending` and `hit` are for the caller to fill in. */
  readonly line: CustomerLine;
  readonly source: Source;
  readonly orders: number;
  readonly paidFen: number;
  readonly isDeleted: boolean;
  /** Orders names by pinyin. */
  readonly sortKey: string;
}

export interface ListBook {
  /**
   * The deleted ones too, as the file has them now; not inside a transaction.
   * @param isSearched what they are found by must be up to date as well, also where that is the whole book
   */
  sorted(sorts: readonly CustomerSort[], isSearched: boolean): readonly ListEntry[];
  /** What further columns show, by customer; after `sorted`, and as the file had it then. */
  facts(): ReadonlyMap<string, ListFacts>;
  /** Forgets everything, as when a book has left the device. */
  forget(): void;
}

const books = new WeakMap<LocalDb, ListBook>();

/** One for each open file. */
export function listBookOf(db: LocalDb, clock: Clock): ListBook {
  let book = books.get(db);
  if (!book) books.set(db, (book = createListBook(db, clock)));
  return book;
}

export function forgetListBook(db: LocalDb): void {
  books.get(db)?.forget();
}

function createListBook(db: LocalDb, clock: Clock): ListBook {
  const index = createCustomerIndex(db);
  const marks = createListMarks(db);
  /** Read when somebody first asks for it, and kept up to date from then on. */
  let facts: Map<string, ListFacts> | undefined;
  const orders = createListOrders((entry) => facts?.get(entry.line.id));
  let entries: ListEntry[] = [];
  let known = new Map<string, ListEntry>();
  /** The day and the rules the entries were made by. */
  let madeBy: string | undefined;

  function read(ids?: readonly string[]): ListEntry[] {
    const on = dateOf(clock.now());
    const settings = resolveSettings(listSettingRows(db));
    const bank = sopBankOf(loadSops(db), settings);
    const tags = loadTagNames(db, on, ids);
    const sums = loadOrderSums(db, ids);
    const at = { now: clock.now(), on };
    return listCustomerRows(db, ids).map((row) => {
      const own = tags.get(row.id) ?? [];
      const { orders = 0, paidFen = 0 } = sums.get(row.id) ?? {};
      const isIn = (segment: Segment) => audienceTest({ ...row, tags: own, orders, paidFen }, at)(segment);
      return {
        line: lineOf(row, own, nextTouchOn(row, on, bank, settings, isIn)),
        source: row.source,
        orders,
        paidFen,
        isDeleted: row.isDeleted !== 0,
        sortKey: row.sortKey,
      };
    });
  }

  function keep(next: ListEntry[]): void {
    entries = next.sort(byName);
    orders.changed(entries);
  }

  function refresh(isSearched: boolean): void {
    if (isSearched) index.refresh();
    else index.refreshForList();
    const ids = marks.take();
    const rules = JSON.stringify([dateOf(clock.now()), listSettingRows(db), loadSops(db), listShownTags(db)]);
    if (!ids || rules !== madeBy) {
      const all = read();
      facts &&= loadListFacts(db, dateOf(clock.now()));
      madeBy = rules;
      known = new Map(all.map((entry) => [entry.line.id, entry]));
      keep(all);
      return;
    }
    if (ids.length === 0) return;
    for (const id of ids) known.delete(id);
    const fresh = read(ids);
    if (facts) {
      for (const id of ids) facts.delete(id);
      for (const [id, own] of loadListFacts(db, dateOf(clock.now()), ids)) facts.set(id, own);
    }
    for (const entry of fresh) known.set(entry.line.id, entry);
    const isFresh = new Set(fresh);
    const left = entries.filter((entry) => known.get(entry.line.id) === entry && !isFresh.has(entry));
    keep([...left, ...fresh]);
  }

  function wantFacts(): ReadonlyMap<string, ListFacts> {
    return (facts ??= loadListFacts(db, dateOf(clock.now())));
  }

  return {
    sorted(sorts, isSearched) {
      refresh(isSearched);
      if (sorts.some(({ by }) => factSorts.has(by))) wantFacts();
      return orders.sorted(sorts);
    },
    facts: wantFacts,
    forget() {
      madeBy = undefined;
      facts = undefined;
      entries = [];
      known.clear();
      orders.changed([]);
    },
  };
}

function lineOf(row: ListRow, tags: string[], nextOn: string | null): CustomerLine {
  return {
    id: row.id,
    name: row.name,
    addressAs: row.addressAs,
    company: row.company,
    city: row.city,
    tier: row.tier,
    trustStage: row.trustStage,
    status: row.status,
    tags,
    addedOn: row.addedOn,
    lastTouchAt: latest(row.lastContactAt, row.lastCommentAt),
    nextTouchOn: nextOn,
    pending: false,
    hit: null,
  };
}
