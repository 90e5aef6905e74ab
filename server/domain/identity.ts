/** Who a person is, as the workbench shows it. */
import type { Identity } from '#shared/protocol/auth.ts';
import type { Db } from '../db/database.ts';

export async function getIdentity(db: Db, companyId: string, personId: string): Promise<Identity> {
  const row = await db
    .selectFrom('person as p')
    .innerJoin('company as c', 'c.id', 'p.scopeId')
    .leftJoin('team as t', (join) => join.onRef('t.scopeId', '=', 'p.scopeId').onRef('t.id', '=', 'p.teamId'))
    .select(['c.id as companyId', 'c.slug as companySlug', 'c.name as companyName'])
    .select(['p.id as personId', 'p.name', 'p.account', 'p.role', 'p.teamId', 't.name as teamName'])
    .where('p.scopeId', '=', companyId)
    .where('p.id', '=', personId)
    .executeTakeFirstOrThrow();
  return { ...row, teamId: row.teamId ?? null };
}
