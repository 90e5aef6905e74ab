/** What only the person at the server's console can do for somebody who is locked out. */
import type { Clock } from '#shared/lib/clock.ts';
import type { Db, Trx } from '../db/database.ts';
import { sendNotices } from '../sync/poke.ts';
import { appendAudit } from './audit.ts';
import { createEnrolmentCode } from './enrolment.ts';
import { Refusal } from './refusal.ts';
import { hashPassword, newPassword, type Argon2Cost } from './secret.ts';

/** Sets a new password and ends the person's sessions; returns it, the only time it is seen. */
export async function resetPassword(
  db: Db,
  clock: Clock,
  argon2: Argon2Cost,
  slug: string,
  account: string,
): Promise<string> {
  const password = newPassword();
  const passwordHash = await hashPassword(password, argon2);
  await db.transaction().execute(async (trx) => {
    const { companyId, personId } = await getAccount(trx, slug, account);
    await trx
      .insertInto('personSecret')
      .values({ companyId, personId, passwordHash })
      .onConflict((conflict) => conflict.columns(['companyId', 'personId']).doUpdateSet({ passwordHash }))
      .execute();
    await trx
      .updateTable('enrolment')
      .set({ tokenHash: null, status: 'signed_out' })
      .where('companyId', '=', companyId)
      .where('personId', '=', personId)
      .where('status', '=', 'active')
      .execute();
    const detail = { personId };
    await appendAudit(trx, clock, { companyId, actorId: null, action: 'person.reset_password', detail });
    // Servers that run on the same database end the person's open streams.
    await sendNotices(trx, [{ person: personId }]);
  });
  return password;
}

export async function createConsoleEnrolmentCode(
  db: Db,
  clock: Clock,
  slug: string,
  account: string,
): Promise<{ code: string; expiresAt: string }> {
  return db.transaction().execute(async (trx) => {
    const { companyId, personId } = await getAccount(trx, slug, account);
    const detail = { personId };
    await appendAudit(trx, clock, { companyId, actorId: null, action: 'person.enrolment_code', detail });
    return createEnrolmentCode(trx, clock, companyId, personId);
  });
}

async function getAccount(
  trx: Trx,
  slug: string,
  account: string,
): Promise<{ companyId: string; personId: string }> {
  const found = await trx
    .selectFrom('company as c')
    .innerJoin('person as p', 'p.scopeId', 'c.id')
    .select(['c.id as companyId', 'p.id as personId'])
    .where('c.slug', '=', slug)
    .where('p.account', '=', account)
    .where('p.status', '=', 'active')
    .executeTakeFirst();
  if (!found) throw new Refusal('NOT_FOUND', `no active account ${account} in company ${slug}`);
  return found;
}
