/** Works off the customers that triggers marked since the last read (migrations/0002). */
import { finish, type Steps } from '#shared/lib/steps.ts';
import type { LocalDb } from '../local-db.ts';
import { fold, searchTextOf } from './search-text.ts';
import { spellingOf } from './spelling.ts';

export interface CustomerIndex {
  /** Brings search text and contact times up to date. Cheap when nothing changed. */
  refresh(): void;
  /** Contact times alone: what a card shows. */
  refreshTimes(): void;
  /**
   * Contact times, and search text where it is that of a few. Readings of thousands of names are left to
   * {@link refreshSteps}, which works them off beside everything else: until then they are ordered as they are written.
   */
  refreshForList(): void;
  /** The same with pauses: after a download or an import it is the whole book. */
  refreshSteps(): Steps<void>;
}

/** Customers of one transaction. */
interface PartSize {
  names: number;
  activities: number;
}
/** Between two pauses: readings of names take longest, contact times are one statement. */
const paused: PartSize = { names: 100, activities: 1_000 };
/** Where somebody waits for all of it: every commit waits for the disk. */
const atOnce: PartSize = { names: 2_500, activities: 5_000 };

/** Read within 50 ms. */
const fewNames = 500;

interface Marked {
  id: string;
  name: string;
  nickname: string;
  company: string;
  /** Separated by newlines. */
  phones: string | null;
  wechat: string | null;
  tags: string | null;
  /** Of the cards that became part of this one: names, nicknames and companies. */
  former: string | null;
}

export function createCustomerIndex(db: LocalDb): CustomerIndex {
  const refreshTimes = () => finish(inParts(db, 'activity_dirty', atOnce.activities, refreshActivity));
  return {
    refresh: () => finish(refreshSteps(db, atOnce)),
    refreshTimes,
    refreshForList() {
      const marked = db.raw(`SELECT 1 FROM search_dirty LIMIT ${fewNames + 1}`);
      if (marked.length <= fewNames) finish(refreshSteps(db, atOnce));
      else refreshTimes();
    },
    refreshSteps: () => refreshSteps(db, paused),
  };
}

/** Each part with its marks in one transaction, so that wherever it ends, what is left is marked. */
function* refreshSteps(db: LocalDb, { names, activities }: PartSize): Steps<void> {
  yield* inParts(db, 'search_dirty', names, refreshSearch);
  yield* inParts(db, 'activity_dirty', activities, refreshActivity);
}

function* inParts(
  db: LocalDb,
  dirty: 'search_dirty' | 'activity_dirty',
  perStep: number,
  refreshPart: (db: LocalDb, ids: string) => void,
): Steps<void> {
  for (let isMore = true; isMore;) {
    const part = db.raw<{ id: string }>(`SELECT customer_id AS id FROM ${dirty} LIMIT ${perStep}`);
    if (part.length === 0) return;
    const ids = JSON.stringify(part.map(({ id }) => id));
    db.transaction(() => {
      refreshPart(db, ids);
      db.raw(`DELETE FROM ${dirty} WHERE customer_id IN (SELECT value FROM json_each(?))`, ids);
    });
    isMore = part.length === perStep;
    if (isMore) yield;
  }
}

function refreshSearch(db: LocalDb, ids: string): void {
  const marked = db.raw<Marked>(
    `SELECT c.id, c.name, c.nickname, c.company,
      (SELECT group_concat(p.value, char(10)) FROM contact_point p
        WHERE p.customer_id = c.id AND p.kind = 'phone' AND p.deleted_at IS NULL) AS phones,
      (SELECT group_concat(p.value, char(10)) FROM contact_point p
        WHERE p.customer_id = c.id AND p.kind = 'wechat' AND p.deleted_at IS NULL) AS wechat,
      (SELECT group_concat(t.name, char(10)) FROM carried_tag t
        WHERE t.customer_id = c.id AND (t.expires_on IS NULL OR t.expires_on >= date('now'))) AS tags,
      (SELECT group_concat(m.name || char(10) || m.nickname || char(10) || m.company, char(10))
        FROM card_root r JOIN customer m ON m.id = r.customer_id WHERE r.root_id = c.id) AS former
    FROM json_each(?) d CROSS JOIN customer c ON c.id = d.value`,
    ids,
  );
  const lines = marked.map(({ id, name, nickname, company, phones, wechat, tags, former }) => {
    const others = former?.split('\n').filter((text) => text !== '') ?? [];
    const text = searchTextOf({ name, nickname, company, others, phones: phones?.split('\n') ?? [] });
    const spelling = [name, nickname, ...others].filter(Boolean).map(spellingOf).join('\n');
    return [id, text.sortKey, text.haystack, text.phones, spelling, foldedLines(wechat), foldedLines(tags)];
  });
  db.raw(
    `INSERT OR REPLACE INTO customer_search (customer_id, sort_key, haystack, phones, spelling, wechat, tags)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(?)`,
    JSON.stringify(lines),
  );
}

/** Each line folded by itself: folding takes line ends away. */
function foldedLines(lines: string | null): string {
  return lines === null ? '' : lines.split('\n').map(fold).join('\n');
}

/**
 * Each from the newest touch back to the one that answers, in the index alone (touch_lookup): a card may have a hundred
 * thousand, and this is one piece in which core answers nobody.
 */
function refreshActivity(db: LocalDb, ids: string): void {
  const newest = (which: string) =>
    `(SELECT t.happened_at FROM touch t WHERE t.customer_id = d.value AND t.deleted_at IS NULL AND ${which}
        ORDER BY t.happened_at DESC LIMIT 1)`;
  db.raw(`DELETE FROM customer_activity WHERE customer_id IN (SELECT value FROM json_each(?))`, ids);
  db.raw(
    `INSERT INTO customer_activity
      (customer_id, last_contact_at, last_comment_at, last_reply_at, unanswered, last_item_id, care_since)
    SELECT d.value, ${newest(`t.kind IN ('chat', 'call', 'visit')`)}, ${newest(`t.kind = 'comment'`)},
      ${newest('t.replied = 1')}, 0,
      (SELECT t.plan_item_id FROM touch t WHERE t.customer_id = d.value AND t.deleted_at IS NULL AND t.kind <> 'like'
        ORDER BY t.happened_at DESC, t.id DESC LIMIT 1), 0
    FROM json_each(?) d
    WHERE EXISTS (SELECT 1 FROM touch t WHERE t.customer_id = d.value AND t.deleted_at IS NULL)`,
    ids,
  );
  db.raw(
    `UPDATE customer_activity AS a SET
      unanswered = (SELECT count(*) FROM touch t WHERE t.customer_id = a.customer_id AND t.deleted_at IS NULL
        AND t.replied = 0 AND t.happened_at > coalesce(a.last_reply_at, '')),
      care_since = (SELECT count(*) FROM touch t WHERE t.customer_id = a.customer_id AND t.deleted_at IS NULL
        AND t.touch_class = 'care' AND t.kind <> 'like' AND t.happened_at > coalesce((
          SELECT max(p.happened_at) FROM touch p WHERE p.customer_id = a.customer_id AND p.deleted_at IS NULL
          AND p.touch_class = 'promo'), ''))
    WHERE a.customer_id IN (SELECT value FROM json_each(?))`,
    ids,
  );
}
