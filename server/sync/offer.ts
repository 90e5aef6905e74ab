/**
 * After a restore devices offer back what the backup lacks, in whatever order they come. What refers to a row that
 * another device has still to offer, or to a book an admin has still to hand over again, waits (SPEC EPOCH5).
 */
import type { Clock } from '#shared/lib/clock.ts';
import type { Trx } from '../db/database.ts';
import type { RejectionCode } from './rejection.ts';

/** As long as devices keep what was acknowledged. */
const offerMs = 30 * 86_400_000;
const mayPass = new Set<RejectionCode>(['UNKNOWN_ROW', 'FORBIDDEN']);

/** Whether a refusal may be of another opinion later. */
export async function isForLater(trx: Trx, clock: Clock, code: RejectionCode): Promise<boolean> {
  if (!mayPass.has(code)) return false;
  const restored = await trx
    .selectFrom('restore')
    .select('id')
    .where('restoredAt', '>', new Date(clock.now() - offerMs).toISOString())
    .limit(1)
    .executeTakeFirst();
  return restored !== undefined;
}
