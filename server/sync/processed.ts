/** The record that a mutation was processed, and its answer: what makes resending harmless. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Mutation, PushResult } from '#shared/protocol/sync.ts';
import type { Db } from '../db/database.ts';
import type { Principal } from '../domain/principal.ts';
import type { RejectionCode } from './rejection.ts';

/** Every answer but a deferral, of which there is no record. */
export type RecordedResult = PushResult & { status: 'applied' | 'rejected' };

/** What was answered for good; a mutation that waits (SPEC EPOCH5) is asked about again. */
export async function findProcessed(
  db: Db,
  companyId: string,
  mutationIds: readonly string[],
): Promise<Map<string, PushResult>> {
  const rows = await db
    .selectFrom('processedMutation')
    .select(['mutationId', 'status', 'conflicts', 'code', 'message'])
    .where('companyId', '=', companyId)
    .where('mutationId', 'in', [...mutationIds])
    .where('status', '<>', 'waiting')
    .execute();
  return new Map(
    rows.map(({ mutationId, status, conflicts, code, message }) => [
      mutationId,
      {
        id: mutationId,
        status: status === 'applied' ? status : 'rejected',
        conflicts,
        repeated: true,
        ...(code ? { code: code as RejectionCode } : {}),
        ...(message ? { message } : {}),
      },
    ]),
  );
}

/**
 * True when this call made the record; false when another one, processed at the same time, was first. An answer takes
 * the place of a record that the mutation waits.
 */
export async function recordProcessed(
  db: Db,
  clock: Clock,
  principal: Principal,
  mutation: Mutation,
  result: RecordedResult,
): Promise<boolean> {
  const outcome = {
    status: result.later ? ('waiting' as const) : result.status,
    conflicts: result.conflicts,
    code: result.code ?? null,
    message: result.message ?? null,
    writes: mutation.writes.length,
  };
  const made = await db
    .insertInto('processedMutation')
    .values({
      companyId: principal.companyId,
      mutationId: mutation.id,
      personId: principal.personId,
      deviceId: principal.deviceId,
      deviceEpoch: principal.deviceEpoch,
      seq: mutation.seq,
      name: mutation.name,
      happenedAt: mutation.at,
      processedAt: instantOf(clock),
      ...outcome,
    })
    .onConflict((conflict) => {
      const same = conflict.columns(['companyId', 'mutationId']);
      return outcome.status === 'waiting'
        ? same.doNothing()
        : same
            .doUpdateSet({ ...outcome, processedAt: instantOf(clock) })
            .where('processedMutation.status', '=', 'waiting');
    })
    .returning('mutationId')
    .executeTakeFirst();
  return made !== undefined;
}
