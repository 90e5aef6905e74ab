/** Works off accepted splits. Each chunk is one transaction, so a crash anywhere resumes where the last one ended. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Db, Trx } from '../db/database.ts';
import type { PokeNotice } from '../sync/poke.ts';
import { appendAudit } from './audit.ts';
import { moveCustomers } from './move-customer.ts';
import { lockScopes } from './scope.ts';

export interface SplitJob {
  companyId: string;
  id: string;
}

/** Of every company, oldest first. */
export function listRunningSplits(db: Db): Promise<SplitJob[]> {
  return db
    .selectFrom('bookSplit')
    .select(['companyId', 'id'])
    .where('status', '=', 'running')
    .orderBy('startedAt')
    .orderBy('id')
    .execute();
}

export interface ChunkOutcome {
  isDone: boolean;
  notices: PokeNotice[];
}

/** Undefined when another server process is at this job now, or has finished it. */
export function runSplitChunk(
  db: Db,
  clock: Clock,
  job: SplitJob,
  size: number,
): Promise<ChunkOutcome | undefined> {
  return db.transaction().execute(async (trx) => {
    const split = await trx
      .selectFrom('bookSplit')
      .selectAll()
      .where('companyId', '=', job.companyId)
      .where('id', '=', job.id)
      .where('status', '=', 'running')
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!split) return undefined;
    const wanted = await nextCustomers(trx, job, size);
    const scopes = await lockScopes(trx, job.companyId, [split.fromBookId, split.toBookId]);
    const from = scopes.get(split.fromBookId)!;
    const to = scopes.get(split.toBookId)!;
    const moved = await moveCustomers(trx, from, to, wanted);
    if (await isHandover(trx, split)) await markReceived(trx, to, moved, instantOf(clock));
    await settle(trx, job, 'moved', moved);
    const skipped = wanted.filter((id) => !moved.includes(id));
    await settle(trx, job, 'skipped', skipped);
    const counts = { moved: split.moved + moved.length, skipped: split.skipped + skipped.length };
    const isDone = counts.moved + counts.skipped >= split.total;
    await trx
      .updateTable('bookSplit')
      .set({ ...counts, ...(isDone ? { status: 'done' as const, doneAt: instantOf(clock) } : {}) })
      .where('companyId', '=', job.companyId)
      .where('id', '=', job.id)
      .execute();
    if (isDone) {
      await appendAudit(trx, clock, {
        companyId: job.companyId,
        actorId: split.actorId,
        action: 'book.split.done',
        detail: { splitId: job.id, fromBookId: from.id, toBookId: to.id, ...counts },
      });
    }
    const bumped = moved.length > 0 ? [from, to] : [];
    return { isDone, notices: bumped.map(({ id, version }) => ({ scope: id, version: version + 1 })) };
  });
}

async function nextCustomers(trx: Trx, job: SplitJob, size: number): Promise<string[]> {
  const waiting = await trx
    .selectFrom('bookSplitCustomer')
    .select('customerId')
    .where('companyId', '=', job.companyId)
    .where('splitId', '=', job.id)
    .where('outcome', 'is', null)
    .orderBy('place')
    .limit(size)
    .execute();
  return waiting.map(({ customerId }) => customerId);
}

async function settle(
  trx: Trx,
  job: SplitJob,
  outcome: 'moved' | 'skipped',
  customerIds: readonly string[],
): Promise<void> {
  if (customerIds.length === 0) return;
  await trx
    .updateTable('bookSplitCustomer')
    .set({ outcome })
    .where('companyId', '=', job.companyId)
    .where('splitId', '=', job.id)
    .where('customerId', 'in', [...customerIds])
    .execute();
}

/** Whether the customers get another owner; between two books of one rep nobody is handed over. */
async function isHandover(
  trx: Trx,
  { companyId, fromBookId, toBookId }: { companyId: string; fromBookId: string; toBookId: string },
): Promise<boolean> {
  const books = await trx
    .selectFrom('book')
    .select('ownerId')
    .where('scopeId', '=', companyId)
    .where('id', 'in', [fromBookId, toBookId])
    .execute();
  return new Set(books.map(({ ownerId }) => ownerId)).size > 1;
}

/** They carry the version of their arrival already. */
async function markReceived(
  trx: Trx,
  to: { id: string },
  customerIds: readonly string[],
  receivedAt: string,
): Promise<void> {
  if (customerIds.length === 0) return;
  await trx
    .updateTable('customer')
    .set({ receivedAt })
    .where('scopeId', '=', to.id)
    .where('id', 'in', [...customerIds])
    .execute();
}
