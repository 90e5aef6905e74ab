/** The record that a mutation was processed, and its answer: what makes resending harmless. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Mutation, PushResult } from '#shared/protocol/sync.ts';
import type { Db } from '../db/database.ts';
import type { Principal } from '../domain/principal.ts';
import type { RejectionCode } from './rejection.ts';

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
    .execute();
  return new Map(
    rows.map(({ mutationId, status, conflicts, code, message }) => [
      mutationId,
      {
        id: mutationId,
        status,
        conflicts,
        ...(code ? { code: code as RejectionCode } : {}),
        ...(message ? { message } : {}),
      },
    ]),
  );
}

/** True when this call made the record; false when another one, processed at the same time, was first. */
export async function recordProcessed(
  db: Db,
  clock: Clock,
  principal: Principal,
  mutation: Mutation,
  result: PushResult,
): Promise<boolean> {
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
      status: result.status,
      conflicts: result.conflicts,
      code: result.code ?? null,
      message: result.message ?? null,
    })
    .onConflict((conflict) => conflict.columns(['companyId', 'mutationId']).doNothing())
    .returning('mutationId')
    .executeTakeFirst();
  return made !== undefined;
}
