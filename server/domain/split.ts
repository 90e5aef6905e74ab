/** Splitting a book: accepted here in one transaction, worked off chunk by chunk in split-run.ts. */
import type { z } from 'zod';
import { sql } from 'kysely';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type {
  bookCustomersResponse,
  BookSplit,
  splitRequest,
  splitResponse,
} from '#shared/protocol/admin.ts';
import type { Db, Trx } from '../db/database.ts';
import { requireList } from './admin-list.ts';
import { runCommand, type CommandParts } from './command.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';
import { lockScopes } from './scope.ts';

/** Throws STALE when the owner is not the one the admin saw, NOT_FOUND, INVALID or FORBIDDEN. */
export async function startSplit(
  parts: CommandParts,
  actor: Principal,
  request: z.infer<typeof splitRequest>,
): Promise<z.infer<typeof splitResponse>> {
  const { clock } = parts;
  const { companyId, personId: actorId } = actor;
  const { fromBookId, fromPersonId, toBookId, reason } = request;
  const customerIds = [...new Set(request.customerIds.map((id) => id.toLowerCase()))];
  return runCommand(parts, actor, {
    name: 'book.split',
    action: 'reassign',
    subject: 'book',
    async run(trx) {
      // Reassigning a book takes this lock too, so the owners stay what they are until the job is accepted.
      await lockScopes(trx, companyId, [companyId]);
      if (fromBookId.toLowerCase() === toBookId.toLowerCase()) {
        throw new Refusal('INVALID', 'the customers are in this book already');
      }
      const from = await getBook(trx, companyId, fromBookId);
      const to = await getBook(trx, companyId, toBookId);
      if (from.ownerId !== fromPersonId) throw new Refusal('STALE', 'the book has another owner by now');
      if (to.ownerStatus !== 'active' || to.ownerRole !== 'rep') {
        throw new Refusal('FORBIDDEN', 'customers can only go to the book of an active rep');
      }
      const splitId = uuidv7(clock);
      await trx
        .insertInto('bookSplit')
        .values({
          companyId,
          id: splitId,
          fromBookId: from.id,
          toBookId: to.id,
          actorId,
          status: 'running',
          total: customerIds.length,
          moved: 0,
          skipped: 0,
          startedAt: instantOf(clock),
          doneAt: null,
        })
        .execute();
      await sql`
        insert into book_split_customer (company_id, split_id, customer_id, place)
        select ${companyId}, ${splitId}, wanted.id, wanted.place
        from unnest(${customerIds}::uuid[]) with ordinality as wanted(id, place)
      `.execute(trx);
      const detail = { splitId, fromBookId: from.id, toBookId: to.id, fromPersonId, reason };
      return {
        result: { splitId },
        detail: { ...detail, toPersonId: to.ownerId, customers: customerIds.length },
      };
    },
  });
}

interface OwnedBook {
  id: string;
  ownerId: string | null;
  ownerStatus: string | null;
  ownerRole: string | null;
}

async function getBook(trx: Trx, companyId: string, bookId: string): Promise<OwnedBook> {
  const book = await trx
    .selectFrom('book as b')
    .leftJoin('person as p', (join) =>
      join.onRef('p.scopeId', '=', 'b.scopeId').onRef('p.id', '=', 'b.ownerId'),
    )
    .select(['b.id', 'b.ownerId', 'p.status as ownerStatus', 'p.role as ownerRole'])
    .where('b.scopeId', '=', companyId)
    .where('b.id', '=', bookId)
    .where('b.deletedAt', 'is', null)
    .executeTakeFirst();
  if (!book) throw new Refusal('NOT_FOUND', 'no such book');
  return book;
}

const shownSplits = 50;

/** Newest first. */
export async function listSplits(db: Db, principal: Principal): Promise<{ splits: BookSplit[] }> {
  requireList(principal, 'book');
  const splits = await sql<BookSplit>`
    select s.id, f.name as from_book_name, t.name as to_book_name, s.total, s.moved, s.skipped, s.status,
      s.started_at, s.done_at
    from book_split s
    join book f on f.scope_id = s.company_id and f.id = s.from_book_id
    join book t on t.scope_id = s.company_id and t.id = s.to_book_id
    where s.company_id = ${principal.companyId}
    order by s.started_at desc, s.id desc limit ${shownSplits}
  `.execute(db);
  return { splits: splits.rows };
}

export async function listBookCustomers(
  db: Db,
  principal: Principal,
  bookId: string,
): Promise<z.infer<typeof bookCustomersResponse>> {
  requireList(principal, 'book');
  const { companyId } = principal;
  const book = await db
    .selectFrom('book')
    .select('id')
    .where('scopeId', '=', companyId)
    .where('id', '=', bookId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  if (!book) throw new Refusal('NOT_FOUND', 'no such book');
  const customers = await db
    .selectFrom('customer')
    .select(['id', 'name', 'tier', 'city'])
    .where('scopeId', '=', bookId)
    .where('deletedAt', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return { customers };
}
