/** References of inserted rows must stay inside what the writer may see: a customer of the same book, an own plan. */
import { sql } from 'kysely';
import type { Trx } from '../db/database.ts';
import type { Principal } from '../domain/principal.ts';
import type { CheckedInsert } from './checked-write.ts';
import { customerKey, findMovedCustomers } from './redirect.ts';
import { Rejection } from './rejection.ts';

interface Reference {
  table: 'customer' | 'plan';
  scope: string;
  id: string;
  /** The scope is the book a plan item names, not that of the row itself. */
  isOfBook: boolean;
}

/** Throws a {@link Rejection}: UNKNOWN_ROW for what is not there, FORBIDDEN for a book that never was the person's. */
export async function checkReferences(
  trx: Trx,
  principal: Principal,
  inserts: readonly CheckedInsert[],
): Promise<void> {
  const made = new Set(inserts.map((insert) => keyOf(insert.entity.name, insert.scope, insert.id)));
  const missing = inserts
    .flatMap(referencesOf)
    .filter((reference) => !made.has(keyOf(reference.table, reference.scope, reference.id)));
  await checkBooks(trx, principal, inserts);
  for (const table of ['customer', 'plan'] as const) {
    const wanted = missing.filter((reference) => reference.table === table);
    if (wanted.length === 0) continue;
    const found = await sql<{ scopeId: string; id: string }>`
      select row.scope_id, row.id from ${sql.table(table)} as row
      join json_to_recordset(${JSON.stringify(wanted)}::json) as wanted(scope uuid, id uuid)
        on row.scope_id = wanted.scope and row.id = wanted.id
    `.execute(trx);
    const known = new Set(found.rows.map((row) => keyOf(table, row.scopeId, row.id)));
    const absent = wanted.filter((reference) => !known.has(keyOf(table, reference.scope, reference.id)));
    if (!(await areMovedOn(trx, absent))) {
      throw new Rejection('UNKNOWN_ROW', `the ${table} it belongs to is not in the scope`);
    }
  }
}

/** Customers who were in the book and moved to another one may stand on a plan that was made for the book. */
async function areMovedOn(trx: Trx, absent: readonly Reference[]): Promise<boolean> {
  if (absent.some((reference) => !reference.isOfBook)) return false;
  const moved = await findMovedCustomers(trx, absent);
  return absent.every(({ scope, id }) => moved.has(customerKey(scope, id)));
}

/** Only books the person holds or held, so that nobody learns a name by putting a foreign customer on a plan. */
async function checkBooks(trx: Trx, principal: Principal, inserts: readonly CheckedInsert[]): Promise<void> {
  const books = new Set(inserts.flatMap((insert) => idsOf(insert, 'bookId')));
  if (books.size === 0) return;
  const held = await trx
    .selectFrom('bookHolder')
    .select('bookId')
    .distinct()
    .where('companyId', '=', principal.companyId)
    .where('personId', '=', principal.personId)
    .where('bookId', 'in', [...books])
    .execute();
  if (held.length < books.size) throw new Rejection('FORBIDDEN', 'the book is not this person’s');
}

function referencesOf(insert: CheckedInsert): Reference[] {
  const [book] = idsOf(insert, 'bookId');
  const customer = { table: 'customer', scope: book ?? insert.scope, isOfBook: book !== undefined } as const;
  const plan = { table: 'plan', scope: insert.scope, isOfBook: false } as const;
  return [
    ...idsOf(insert, 'customerId').map((id) => ({ ...customer, id })),
    ...idsOf(insert, 'planId').map((id) => ({ ...plan, id })),
  ];
}

function idsOf(insert: CheckedInsert, field: string): string[] {
  const value = insert.fields[field];
  return typeof value === 'string' ? [value.toLowerCase()] : [];
}

function keyOf(table: string, scope: string, id: string): string {
  return `${table} ${scope} ${id}`;
}
