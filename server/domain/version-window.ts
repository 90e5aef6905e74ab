/** How much of what was committed in a book a job looks through at a time. */
import { sql } from 'kysely';
import type { Trx } from '../db/database.ts';

/**
 * The version up to which it is looked through now: about so many rows, but never less than one version.
 * @param mark up to here it was looked through
 */
export async function versionWindow(
  trx: Trx,
  { id, mark, version }: { id: string; mark: number; version: number },
  tables: readonly string[],
  mostRows: number,
): Promise<number> {
  const versions = (table: string) => sql`
    (select version from ${sql.table(table)} where scope_id = ${id}::uuid and version > ${mark}
      and version <= ${version} order by version limit ${mostRows})`;
  const found = await sql<{ rows: number; last: number | null }>`
    select count(*)::int8 as rows, max(version)::int8 as last from (
      select version from (${sql.join(tables.map(versions), sql` union all `)}) as every
      order by version limit ${mostRows}) as first
  `.execute(trx);
  const { rows, last } = found.rows[0]!;
  return rows < mostRows ? version : (last ?? version);
}
