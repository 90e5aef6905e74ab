/** Every card of the file with what tells people apart. */
import type { DuplicateFacts } from '#shared/domain/card/duplicate.ts';
import type { LocalDb } from '../local-db.ts';

/** Those that are not deleted, the oldest first. */
export function listDuplicateFacts(db: LocalDb): DuplicateFacts[] {
  const contacts = new Map<string, DuplicateFacts['contacts'][number][]>();
  for (const { customerId, kind, value } of db.raw<
    { customerId: string } & DuplicateFacts['contacts'][number]
  >(`SELECT customer_id, kind, value FROM contact_point WHERE deleted_at IS NULL`)) {
    const known = contacts.get(customerId);
    if (known) known.push({ kind, value });
    else contacts.set(customerId, [{ kind, value }]);
  }
  return db
    .raw<Omit<DuplicateFacts, 'contacts'>>(
      `SELECT id, name, company, city, birthday_on FROM customer WHERE deleted_at IS NULL ORDER BY created_at, id`,
    )
    .map((card) => ({ ...card, contacts: contacts.get(card.id) ?? [] }));
}
