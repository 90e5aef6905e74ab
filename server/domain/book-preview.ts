/** What an admin sees before reassigning a book. */
import { sql } from 'kysely';
import type { BookPreview } from '#shared/protocol/admin.ts';
import type { Db } from '../db/database.ts';
import { listBooks, requireList } from './admin-list.ts';
import { isKept } from './merged.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';

export async function previewBook(db: Db, principal: Principal, bookId: string): Promise<BookPreview> {
  requireList(principal, 'book');
  const { companyId } = principal;
  const book = await db
    .selectFrom('book as b')
    .leftJoin('person as p', (join) =>
      join.onRef('p.scopeId', '=', 'b.scopeId').onRef('p.id', '=', 'b.ownerId'),
    )
    .select(['b.id', 'b.name', 'b.ownerId', 'p.name as ownerName'])
    .where('b.scopeId', '=', companyId)
    .where('b.id', '=', bookId)
    .where('b.deletedAt', 'is', null)
    .executeTakeFirst();
  if (!book) throw new Refusal('NOT_FOUND', 'no such book');
  const counts = await sql<BookPreview['counts']>`
    select ${sql.join([
      countOf('customer', 'customers', book.id),
      countOf('contact_point', 'contact_points', book.id),
      countOf('customer_tag', 'tags', book.id),
      countOf('note', 'notes', book.id),
      countOf('touch', 'touches', book.id),
      countOf('moment', 'moments', book.id),
      countOf('customer_order', 'orders', book.id),
      countOf('promise', 'open_promises', book.id, sql` and r.status = 'open'`),
      countOf('deal', 'open_deals', book.id, sql` and r.status = 'open'`),
    ])}
  `.execute(db);
  return {
    bookId: book.id,
    bookName: book.name,
    owner: book.ownerId ? { id: book.ownerId, name: book.ownerName ?? '' } : null,
    counts: counts.rows[0]!,
    devices: book.ownerId ? await listOwnerDevices(db, companyId, book.ownerId) : [],
    candidates: await listCandidates(db, companyId, book.ownerId),
  };
}

/** Rows of the book whose customer is still there. */
function countOf(table: string, name: string, bookId: string, more = sql``) {
  const ofLiving = sql` and exists (select 1 from customer as c
    where c.scope_id = r.scope_id and c.id = r.customer_id and ${isKept('c')})`;
  return sql`(select count(*) from ${sql.table(table)} as r where r.scope_id = ${bookId} and r.deleted_at is null
    ${table === 'customer' ? sql`` : ofLiving}${more})::int8 as ${sql.id(name)}`;
}

/** Those too that were shut out: they may still hold edits they never handed in, until they are wiped. */
function listOwnerDevices(db: Db, companyId: string, personId: string) {
  return db
    .selectFrom('enrolment as e')
    .innerJoin('device as d', (join) =>
      join.onRef('d.companyId', '=', 'e.companyId').onRef('d.id', '=', 'e.deviceId'),
    )
    .select(['d.name', 'e.lastPushAt', 'e.lastSeenAt'])
    .where('e.companyId', '=', companyId)
    .where('e.personId', '=', personId)
    .where('e.status', '<>', 'wiped')
    .orderBy('e.enrolledAt', 'desc')
    .execute();
}

async function listCandidates(
  db: Db,
  companyId: string,
  ownerId: string | null,
): Promise<BookPreview['candidates']> {
  const reps = await db
    .selectFrom('person as p')
    .leftJoin('team as t', (join) => join.onRef('t.scopeId', '=', 'p.scopeId').onRef('t.id', '=', 'p.teamId'))
    .select(['p.id', 'p.name', 't.name as teamName'])
    .where('p.scopeId', '=', companyId)
    .where('p.role', '=', 'rep')
    .where('p.status', '=', 'active')
    .where('p.deletedAt', 'is', null)
    .orderBy('p.name')
    .execute();
  const byOwner = Map.groupBy(await listBooks(db, companyId), (book) => book.ownerId);
  return reps
    .filter((rep) => rep.id !== ownerId)
    .map((rep) => ({
      ...rep,
      customers: (byOwner.get(rep.id) ?? []).reduce((sum, book) => sum + book.customers, 0),
    }));
}
