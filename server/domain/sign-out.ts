import type { Clock } from '#shared/lib/clock.ts';
import type { Db } from '../db/database.ts';
import type { Poker } from '../sync/poke.ts';
import { appendAudit } from './audit.ts';
import type { Principal } from './principal.ts';

/** Ends the session; the device stays enrolled, with its epoch. */
export async function signOut(
  { db, clock, poker }: { db: Db; clock: Clock; poker: Poker },
  principal: Principal,
): Promise<void> {
  const { companyId, personId, enrolmentId, deviceId } = principal;
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('enrolment')
      .set({ tokenHash: null, status: 'signed_out' })
      .where('companyId', '=', companyId)
      .where('id', '=', enrolmentId)
      .execute();
    await appendAudit(trx, clock, { companyId, actorId: personId, action: 'sign_out', detail: { deviceId } });
  });
  await poker.publish([{ person: personId }]);
}
