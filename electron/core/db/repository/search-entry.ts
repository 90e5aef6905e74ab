/** What was written about customers, found by any of its words. */
import type { LocalDb } from '../local-db.ts';
import { gramQuery } from './gram.ts';
import { fold } from './search-text.ts';
import { sourceOf, textSql, type TextEntity } from './search-source.ts';

export interface FoundEntry {
  entity: TextEntity;
  id: string;
  customerId: string;
  customerName: string;
  at: string;
  text: string;
}

/** Read and looked at in one go. */
const batch = 60;
/** A word of one repeated pair (哈哈哈哈) may pass the index wherever the pair is: looking ends here. */
const lookedAtAtMost = 1_200;
/** One talkative customer does not fill the answer, unless nobody else was found. */
const perCustomer = 3;

/** The list looks further back than the palette, which shows the newest alone. */
const lookedAtForList = 3_000;

/**
 * Per customer the newest thing that holds all words, also of deleted customers. `isPartial`: more was written with these
 * words than is looked at, so a customer of long ago may be missing.
 */
export function findWrittenAbout(
  db: LocalDb,
  words: readonly string[],
): { entries: Map<string, FoundEntry>; isPartial: boolean } {
  const entries = new Map<string, FoundEntry>();
  const query = gramQuery(words);
  // A single character stands in half of all notes: it is looked for in names.
  if (query === undefined || words.join('').length < 2) return { entries, isPartial: false };
  const hits = db.raw<Hit>(
    `SELECT e.id, e.entity, e.row_id FROM (
       SELECT rowid AS id FROM text_gram WHERE text_gram MATCH ? ORDER BY rowid DESC LIMIT ${lookedAtForList + 1}) g
     JOIN text_entry e ON e.id = g.id ORDER BY e.id DESC`,
    query,
  );
  const looked = hits.slice(0, lookedAtForList);
  const rows = read(db, looked, true);
  for (const { rowId } of looked) {
    const row = rows.get(rowId);
    if (!row || entries.has(row.customerId)) continue;
    const folded = fold(row.text);
    if (words.every((word) => folded.includes(word))) entries.set(row.customerId, row);
  }
  return { entries, isPartial: hits.length > looked.length };
}

interface Hit {
  id: number;
  entity: TextEntity;
  rowId: string;
}

/** Newest first. */
export function findEntries(db: LocalDb, words: readonly string[], limit: number): FoundEntry[] {
  const query = gramQuery(words);
  if (query === undefined) return [];
  const found: FoundEntry[] = [];
  const more: FoundEntry[] = [];
  const counts = new Map<string, number>();
  let last = Number.MAX_SAFE_INTEGER;
  for (let looked = 0; looked < lookedAtAtMost; looked += batch) {
    const hits = db.raw<Hit>(
      `SELECT e.id, e.entity, e.row_id FROM (
         SELECT rowid AS id FROM text_gram WHERE text_gram MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ${batch}) g
       JOIN text_entry e ON e.id = g.id ORDER BY e.id DESC`,
      query,
      last,
    );
    const rows = read(db, hits);
    for (const { rowId } of hits) {
      const row = rows.get(rowId);
      if (!row) continue;
      const folded = fold(row.text);
      if (!words.every((word) => folded.includes(word))) continue;
      const count = counts.get(row.customerId) ?? 0;
      counts.set(row.customerId, count + 1);
      if (count < perCustomer) found.push(row);
      else if (more.length < limit) more.push(row);
      if (found.length === limit) return found;
    }
    if (hits.length < batch) break;
    last = hits.at(-1)!.id;
  }
  return [...found, ...more.slice(0, limit - found.length)].sort((a, b) =>
    a.at < b.at ? 1 : a.at > b.at ? -1 : 0,
  );
}

/** Rows that are still there, of customers who are, or of deleted ones as well. */
function read(
  db: LocalDb,
  hits: readonly { entity: TextEntity; rowId: string }[],
  deletedToo = false,
): Map<string, FoundEntry> {
  const rows = new Map<string, FoundEntry>();
  for (const [entity, group] of Map.groupBy(hits, (hit) => hit.entity)) {
    const { at } = sourceOf(entity);
    const customer = entity === 'customer' ? 'r.id' : 'r.customer_id';
    for (const row of db.raw<FoundEntry>(
      `SELECT r.id, ${customer} AS customer_id, c.name AS customer_name, r.${at} AS at,
         ${textSql(sourceOf(entity), 'r')} AS text
       FROM json_each(?) j JOIN ${entity} r ON r.id = j.value JOIN customer c ON c.id = ${customer}
       WHERE r.deleted_at IS NULL ${deletedToo ? '' : 'AND c.deleted_at IS NULL'}`,
      JSON.stringify(group.map((hit) => hit.rowId)),
    )) {
      rows.set(row.id, { ...row, entity });
    }
  }
  return rows;
}
