/** Reassigning a book: its owner changes in one row, whatever its size; no row of the book is touched. */
import type { z } from 'zod';
import { instantOf } from '#shared/lib/clock.ts';
import type { reassignRequest, reassignResponse } from '#shared/protocol/admin.ts';
import type { Trx } from '../db/database.ts';
import { runCommand, type CommandParts } from './command.ts';
import { openCompanyWriter } from './company-row.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';
import { lockScopes } from './scope.ts';

/** Throws STALE when the owner is not the one the admin saw, NOT_FOUND, INVALID or FORBIDDEN. */
export async function reassignBook(
  parts: CommandParts,
  actor: Principal,
  request: z.infer<typeof reassignRequest>,
): Promise<z.infer<typeof reassignResponse>> {
  const { clock } = parts;
  const { companyId } = actor;
  const { bookId, fromPersonId, toPersonId, reason } = request;
  return runCommand(parts, actor, {
    name: 'book.reassign',
    action: 'reassign',
    subject: 'book',
    async run(trx) {
      const writer = await openCompanyWriter(trx, clock, companyId, actor.personId);
      const book = await writer.get('book', bookId);
      // Waits for pushes into the book that are under way, so that each is judged by one owner.
      await lockScopes(trx, companyId, [bookId]);
      if (book.ownerId !== fromPersonId) throw new Refusal('STALE', 'the book has another owner by now');
      if (toPersonId === fromPersonId) throw new Refusal('INVALID', 'the person owns the book already');
      const heir = await writer.get('person', toPersonId);
      if (heir.status !== 'active' || heir.role !== 'rep') {
        throw new Refusal('FORBIDDEN', 'a book can only go to an active rep');
      }
      const reassignedAt = instantOf(clock);
      const formerOwnerId = fromPersonId ?? (await findLastHolder(trx, companyId, bookId));
      await writer.change('book', book, {
        ownerId: toPersonId,
        receivedAt: formerOwnerId === null ? null : reassignedAt,
        formerOwnerId,
      });
      await trx
        .updateTable('bookHolder')
        .set({ toAt: reassignedAt })
        .where('companyId', '=', companyId)
        .where('bookId', '=', bookId)
        .where('toAt', 'is', null)
        .execute();
      await trx
        .insertInto('bookHolder')
        .values({ companyId, bookId, personId: toPersonId, fromAt: reassignedAt, toAt: null })
        .execute();
      return {
        result: { bookId, ownerId: toPersonId, reassignedAt },
        detail: { bookId, fromPersonId, toPersonId, reason },
        notices: [
          { scope: companyId, version: writer.version },
          ...[fromPersonId, toPersonId].flatMap((person) => (person ? [{ person }] : [])),
        ],
      };
    },
  });
}

/** Who held the book last; null where nobody did. */
async function findLastHolder(trx: Trx, companyId: string, bookId: string): Promise<string | null> {
  const holder = await trx
    .selectFrom('bookHolder')
    .select('personId')
    .where('companyId', '=', companyId)
    .where('bookId', '=', bookId)
    .orderBy('fromAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return holder?.personId ?? null;
}
