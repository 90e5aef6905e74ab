/** After a restore: how much of what the backup lacks the devices have offered back, person by person. */
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

interface PersonCount {
  slug: string;
  account: string | null;
  offered: number;
  /** Of these: without what had left the device that kept them (SPEC SPLIT7). */
  partly: number;
  /** Of these: what the restored server could not take any more. */
  refused: number;
  missing: number;
}

export async function describeLastRestore(db: Db): Promise<string[]> {
  const last = await db
    .selectFrom('restore')
    .selectAll()
    .orderBy('restoredAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return ['this database was never restored from a backup'];
  const lines = [`restored ${last.restoredAt} from the backup of ${last.takenAt}`];
  if (!last.isFormerKnown) {
    lines.push('what was lost is unknown: the replaced database did not hold these companies');
  }
  const people = await sql<PersonCount>`
    select c.slug, p.account, count(done.mutation_id)::int as offered,
      (count(*) filter (where done.status = 'applied' and done.writes < m.writes))::int as partly,
      (count(*) filter (where done.status = 'rejected'))::int as refused,
      (count(*) - count(done.mutation_id))::int as missing
    from restore_missing m join company c on c.id = m.company_id
    left join person p on p.scope_id = m.company_id and p.id = m.person_id
    left join processed_mutation done on done.company_id = m.company_id and done.mutation_id = m.mutation_id
      and done.status <> 'waiting'
    where m.restore_id = ${last.id}::uuid
    group by c.slug, p.account order by c.slug, p.account
  `.execute(db);
  for (const { slug, account, offered, partly, refused, missing } of people.rows) {
    const name = account ?? 'people this backup does not know';
    const less = [
      ...(partly > 0 ? [`${partly} of them in part`] : []),
      ...(refused > 0 ? [`${refused} of them refused`] : []),
    ];
    const counts = [`${offered} offered back`, ...less, `${missing} still missing`];
    lines.push(`${slug}  ${name}: ${counts.join(', ')}`);
  }
  if (people.rows.length === 0 && last.isFormerKnown) lines.push('the backup lacked nothing');
  return lines;
}
