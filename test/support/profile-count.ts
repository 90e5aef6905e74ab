/** What the local file of a stopped device holds, counted per scope by someone who can unlock it. */
import { openLocalDb } from '#core/db/open.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { profileKeyOf, type Unlock } from './profile-key.ts';

const tables = [
  'customer',
  'contact_point',
  'customer_tag',
  'note',
  'touch',
  'moment',
  'customer_order',
] as const;
export type BookCount = Record<(typeof tables)[number], number>;

/** Live rows of each book of the only profile in a data folder, by scope id. */
export async function countBooks(dataDir: string, unlock: Unlock): Promise<Map<string, BookCount>> {
  const { file, key, keyCheck } = await profileKeyOf(dataDir, unlock);
  const db = openLocalDb({ file, key, keyCheck, mustExist: true, log: silentLogger });
  const books = new Map<string, BookCount>();
  for (const table of tables) {
    const rows = db.raw<{ scopeId: string; rows: number }>(
      `SELECT scope_id, count(*) AS rows FROM ${table} WHERE deleted_at IS NULL GROUP BY scope_id`,
    );
    for (const row of rows) {
      const book =
        books.get(row.scopeId) ?? (Object.fromEntries(tables.map((name) => [name, 0])) as BookCount);
      book[table] = row.rows;
      books.set(row.scopeId, book);
    }
  }
  db.close();
  return books;
}
