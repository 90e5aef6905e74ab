/**
 * Loads a complete company at once: for the demo and for tests. The company scope's id is the company's id, a user
 * scope's is the person's, a book's scope's is the book's.
 */
import { sql } from 'kysely';
import type { book, person, team } from '#shared/domain/entity/company.ts';
import { addedDefaults, type NewFields } from '#shared/domain/entity/entity.ts';
import type { EntityName } from '#shared/domain/entity/registry.ts';
import { getEntity } from '#shared/domain/entity/registry.ts';
import type { Db, Trx } from '../db/database.ts';
import { insertRows, type StoredRow } from '../db/row-store.ts';
import { createAuditTrail } from './audit.ts';

type Own<E> = NewFields<E> & { id: string };

/** A row of any entity: its own fields and `id`, `createdAt`; `createdBy` and `deletedAt` may be left out. */
export type SeedRow = {
  id: string;
  createdAt: string;
  createdBy?: string | null;
  deletedAt?: string | null;
} & Record<string, unknown>;

export interface SeedCompany {
  company: { id: string; slug: string; name: string; codeRequired: boolean; createdAt: string };
  /** One of the two: a ready argon2id hash (of `hashPassword`), or none for a person who cannot sign in yet. */
  people: Array<{ row: Own<typeof person>; passwordHash: string | null }>;
  teams: Array<Own<typeof team>>;
  books: Array<Own<typeof book>>;
  /** Everything else. `scopeId` is the company's id, a book's id or a person's id; one entry per entity and scope. */
  rows: Array<{ entity: EntityName; scopeId: string; rows: SeedRow[] }>;
}

/** Rows per statement: large enough to be fast, small enough for the embedded database's memory. */
const chunk = 2_000;

/** Each scope is written in one transaction and begins at version 1 (version 0 when it holds nothing). */
export async function loadCompany(db: Db, data: SeedCompany): Promise<void> {
  const { company } = data;
  const plain = (row: object): SeedRow => ({ createdAt: company.createdAt, ...row }) as SeedRow;
  const groups: SeedCompany['rows'] = [
    { entity: 'team', scopeId: company.id, rows: data.teams.map(plain) },
    { entity: 'person', scopeId: company.id, rows: data.people.map((person) => plain(person.row)) },
    { entity: 'book', scopeId: company.id, rows: data.books.map(plain) },
    ...data.rows,
  ];
  const byScope = Map.groupBy(groups, (group) => group.scopeId);
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('company').values(company).execute();
    await insertScopes(trx, data);
    await insertPeople(trx, data);
    await createAuditTrail(trx, company.id);
    await insertScopeRows(trx, company.id, company.id, byScope.get(company.id) ?? []);
  });
  for (const [scopeId, scopeGroups] of byScope) {
    if (scopeId === company.id) continue;
    await db.transaction().execute((trx) => insertScopeRows(trx, company.id, scopeId, scopeGroups));
  }
  // The planner knows nothing of freshly loaded tables, and the embedded server has no autovacuum.
  await sql`analyze`.execute(db);
}

async function insertScopes(trx: Trx, data: SeedCompany): Promise<void> {
  const companyId = data.company.id;
  const empty = { companyId, version: 0, prunedTo: 0 };
  await trx
    .insertInto('scope')
    .values([
      { ...empty, id: companyId, kind: 'company' },
      ...data.people.map(({ row }) => ({ ...empty, id: row.id, kind: 'user' as const })),
      ...data.books.map((book) => ({ ...empty, id: book.id, kind: 'book' as const })),
    ])
    .execute();
  const owned = data.books.flatMap((book) => (book.ownerId ? [{ id: book.id, personId: book.ownerId }] : []));
  if (owned.length > 0) {
    await trx
      .insertInto('bookHolder')
      .values(
        owned.map(({ id, personId }) => ({
          companyId,
          bookId: id,
          personId,
          fromAt: data.company.createdAt,
          toAt: null,
        })),
      )
      .execute();
  }
}

async function insertPeople(trx: Trx, data: SeedCompany): Promise<void> {
  const secrets = data.people.flatMap(({ row, passwordHash }) =>
    passwordHash ? [{ companyId: data.company.id, personId: row.id, passwordHash }] : [],
  );
  if (secrets.length > 0) await trx.insertInto('personSecret').values(secrets).execute();
}

async function insertScopeRows(
  trx: Trx,
  companyId: string,
  scopeId: string,
  groups: SeedCompany['rows'],
): Promise<void> {
  let count = 0;
  for (const { entity, rows } of groups) {
    count += rows.length;
    const defaults = addedDefaults(getEntity(entity));
    for (let from = 0; from < rows.length; from += chunk) {
      const stored = rows
        .slice(from, from + chunk)
        .map((row) => storedRow({ ...defaults, ...row }, companyId, scopeId));
      await insertRows(trx, getEntity(entity), stored);
    }
  }
  if (count > 0) await trx.updateTable('scope').set({ version: 1 }).where('id', '=', scopeId).execute();
}

function storedRow(row: SeedRow, companyId: string, scopeId: string): StoredRow {
  return {
    createdBy: null,
    deletedAt: null,
    ...row,
    companyId,
    scopeId,
    version: 1,
    late: false,
    fieldVersion: {},
  };
}
