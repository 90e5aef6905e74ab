/** A new company with its first admin. Done at the console, not over HTTP: there is nobody yet who could ask. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { Db } from '../db/database.ts';
import { appendAudit, createAuditTrail } from './audit.ts';
import { openCompanyWriter } from './company-row.ts';
import { createEnrolmentCode } from './enrolment.ts';
import { addPerson } from './person.ts';
import { Refusal } from './refusal.ts';
import { hashPassword, newPassword, type Argon2Cost } from './secret.ts';
import { insertStarter, starterSops } from './starter-sop.ts';

export interface NewCompany {
  companyId: string;
  /** Shown once; only its hash is kept. */
  password: string;
  enrolmentCode: string;
  codeExpiresAt: string;
}

export async function createCompany(
  db: Db,
  clock: Clock,
  argon2: Argon2Cost,
  wanted: { slug: string; name: string; adminAccount: string },
): Promise<NewCompany> {
  const password = newPassword();
  const passwordHash = await hashPassword(password, argon2);
  const companyId = uuidv7(clock);
  return db.transaction().execute(async (trx) => {
    const taken = await trx
      .selectFrom('company')
      .select('id')
      .where('slug', '=', wanted.slug)
      .executeTakeFirst();
    if (taken) throw new Refusal('INVALID', `there is a company ${wanted.slug} already`);
    const { slug, name, adminAccount } = wanted;
    await trx
      .insertInto('company')
      .values({ id: companyId, slug, name, codeRequired: true, createdAt: instantOf(clock) })
      .execute();
    await trx
      .insertInto('scope')
      .values({ id: companyId, companyId, kind: 'company', version: 0, prunedTo: 0 })
      .execute();
    await createAuditTrail(trx, companyId);
    const writer = await openCompanyWriter(trx, clock, companyId, null);
    const personId = await addPerson(trx, clock, writer, companyId, {
      name: adminAccount,
      account: adminAccount,
      role: 'admin',
      teamId: null,
      passwordHash,
    });
    // Before there is a customer: of whoever is imported, the days that are still to come.
    for (const starter of starterSops) await insertStarter(writer, clock, starter, { fromOn: null });
    const { code, expiresAt } = await createEnrolmentCode(trx, clock, companyId, personId);
    await appendAudit(trx, clock, { companyId, actorId: null, action: 'company.create', detail: { slug } });
    return { companyId, password, enrolmentCode: code, codeExpiresAt: expiresAt };
  });
}
