/** What an import is matched against: the customers of the person's books with what tells them apart, deleted ones too. */
import type { Steps } from '#shared/lib/steps.ts';
import type { LocalDb } from '../local-db.ts';
import { loadDictionaryNames } from './company-data.ts';
import type { BookCustomer, MatchBook } from '../../import/match.ts';

/** Large books are read table by table; what changes between two steps is found as it is when it is written. */
export function* loadMatchBook(db: LocalDb, bookIds: readonly string[]): Steps<MatchBook> {
  const ids = JSON.stringify(bookIds);
  const customers = db
    .raw<Omit<BookCustomer, 'contacts' | 'tags'>>(
      `SELECT id, scope_id, name, nickname, address_as, gender, birthday_on, company, job_title, city, source, remark,
         deleted_at
       FROM customer WHERE scope_id IN (SELECT value FROM json_each(?))
       ORDER BY created_at, id`,
      ids,
    )
    .map((row): BookCustomer => ({ ...row, contacts: [], tags: [] }));
  yield;
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const contacts = db.raw<{ customerId: string } & BookCustomer['contacts'][number]>(
    `SELECT customer_id, kind, value FROM contact_point
     WHERE deleted_at IS NULL AND scope_id IN (SELECT value FROM json_each(?)) ORDER BY created_at, id`,
    ids,
  );
  for (const { customerId, kind, value } of contacts) byId.get(customerId)?.contacts.push({ kind, value });
  yield;
  const tags = db.raw<{ customerId: string; name: string }>(
    `SELECT customer_id, name FROM carried_tag
     WHERE scope_id IN (SELECT value FROM json_each(?))`,
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
