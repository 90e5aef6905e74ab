/** Loads the demo company into a database that does not have it, dated relative to today. */
import { dateOf } from '#shared/domain/calendar.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Db } from './db/database.ts';
import { demoPassword } from './domain/demo/demo-account.ts';
import { demoCompany } from './domain/demo/demo-company.ts';
import { hashPassword, type Argon2Cost } from './domain/secret.ts';
import { loadCompany } from './domain/seed.ts';
import { say } from './console.ts';

export async function loadDemoCompany(db: Db, clock: Clock, cost: Argon2Cost): Promise<void> {
  const present = await db.selectFrom('company').select('id').where('slug', '=', 'demo').executeTakeFirst();
  if (present) return;
  say('demo company: being made, this takes a little while the first time …');
  const began = performance.now();
  const passwordHash = await hashPassword(demoPassword, cost);
  const data = demoCompany({ today: dateOf(clock.now()), now: instantOf(clock), passwordHash });
  await loadCompany(db, data);
  const count = data.rows.reduce((sum, group) => sum + group.rows.length, 0);
  say(`demo company: ${count} rows in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
