/** A first start with COMPANY_NAME makes the company, so that a container needs no second step. */
import type { Clock } from '#shared/lib/clock.ts';
import type { ServerConfig } from './config.ts';
import type { Db } from './db/database.ts';
import { createCompany, type NewCompany } from './domain/company.ts';

/** Lines for the person who starts the server; never for the log, they hold a password. */
export async function createFirstCompany(db: Db, clock: Clock, config: ServerConfig): Promise<string[]> {
  const existing = await db.selectFrom('company').select('id').executeTakeFirst();
  if (existing) return [];
  if (!config.firstCompany) {
    return ['no company yet: set COMPANY_NAME, or run: npm run admin -- create-company --slug … --name …'];
  }
  const { slug, name } = config.firstCompany;
  const made = await createCompany(db, clock, config.app.argon2, { slug, name, adminAccount: 'admin' });
  return describeNewCompany(slug, 'admin', made);
}

export function describeNewCompany(slug: string, account: string, made: NewCompany): string[] {
  return [
    `company         ${slug}`,
    `account         ${account}`,
    `password        ${made.password}`,
    `enrolment code  ${made.enrolmentCode} (until ${made.codeExpiresAt})`,
  ];
}
