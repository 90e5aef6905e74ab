/** What an import is matched against: the customers of the person's books with what tells them apart, deleted ones too. */
import type { Steps } from '#shared/lib/steps.ts';
import type { LocalDb } from '../local-db.ts';
import { loadDictionaryNames } from './company-data.ts';
import type { BookCustomer, MatchBook } from '../../import/match.ts';

/** Rows read in one go. */
const pageRows = 2_000;

/** Large books are read part by part; what changes between two steps is found as it is when it is written. */
export function* loadMatchBook(db: LocalDb, bookIds: readonly string[]): Steps<MatchBook> {
  const ids = JSON.stringify(bookIds);
  const customers: (BookCustomer & { createdAt: string })[] = [];
  yield* inPages<Omit<BookCustomer, 'contacts' | 'tags'> & { createdAt: string }>(
    db,
    `SELECT rowid AS place, created_at, id, scope_id, name, nickname, address_as, gender, birthday_on, company, job_title,
       city, source, source_platform, source_campaign, source_placement, tier, status, consent, remark, points, deleted_at
     FROM customer WHERE scope_id IN (SELECT value FROM json_each(?))`,
    ids,
    (row) => void customers.push({ ...row, contacts: [], tags: [] }),
  );
  customers.sort((a, b) => compare(a.createdAt, b.createdAt) || compare(a.id, b.id));
  yield;
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  yield* inPages<{ customerId: string } & BookCustomer['contacts'][number]>(
    db,
    `SELECT rowid AS place, customer_id, kind, value, label FROM contact_point
     WHERE deleted_at IS NULL AND scope_id IN (SELECT value FROM json_each(?))`,
    ids,
    ({ customerId, kind, value, label }) => void byId.get(customerId)?.contacts.push({ kind, value, label }),
  );
  const tags = db.raw<{ customerId: string; name: string }>(
    `SELECT customer_id, name FROM carried_tag WHERE scope_id IN (SELECT value FROM json_each(?))`,
    ids,
  );
  for (const { customerId, name } of tags) byId.get(customerId)?.tags.push(name);
  yield;
  const { meantBy } = loadDictionaryNames(db);
  return {
    customers,
    meantBy,
    notesOf: (customerId) =>
      db
        .raw<{ body: string }>(
          `SELECT body FROM note WHERE customer_id = ? AND deleted_at IS NULL`,
          customerId,
        )
        .map(({ body }) => body),
  };
}

/** In the order they were stored. `sql` selects `rowid AS place` and ends in a condition on the scopes. */
export function* inPages<Row>(db: LocalDb, sql: string, ids: string, take: (row: Row) => void): Steps<void> {
  for (let place = 0; ;) {
    const rows = db.raw<Row & { place: number }>(
      `${sql} AND rowid > ? ORDER BY rowid LIMIT ${pageRows}`,
      ids,
      place,
    );
    for (const { place: _, ...row } of rows) take(row as unknown as Row);
    if (rows.length < pageRows) return;
    place = rows.at(-1)!.place;
    yield;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
