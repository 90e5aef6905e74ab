/** The whole content of the server's database as text, to go back to between runs. */
import { sql } from 'kysely';
import type { Db } from '#server/db/database.ts';

/** What earlier runs left behind makes every scan longer; sweeping each time would cost more. */
const restoresPerSweep = 25;
/** A restored backup leaves behind whole tables, with what the catalogue says of them. */
const backupsPerSweep = 10;

export interface Snapshots {
  take(): Promise<string>;
  restore(snapshot: string): Promise<void>;
  /** A backup was restored. */
  sweep(): Promise<void>;
}

export async function createSnapshots(db: Db): Promise<Snapshots> {
  const found = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public'
      and tablename not like 'kysely%' and tablename <> 'migration'
    order by tablename <> 'company', tablename`.execute(db);
  const tables = found.rows.map(({ name }) => name);
  let restores = 0;
  let backups = 0;
  async function sweepIfDue(): Promise<void> {
    if (restores < restoresPerSweep && backups < backupsPerSweep) return;
    restores = 0;
    backups = 0;
    await sql`vacuum`.execute(db);
  }
  return {
    async sweep() {
      backups += 1;
      await sweepIfDue();
    },
    async take() {
      const parts = tables.map(
        (name) =>
          sql`select ${sql.lit(name)}::text as name,
            (select coalesce(json_agg(t), '[]'::json) from ${sql.table(name)} as t) as content`,
      );
      const taken = await sql<{ all: string }>`
        select json_object_agg(name, content)::text as all from (${sql.join(parts, sql` union all `)}) as part
      `.execute(db);
      return taken.rows[0]!.all;
    },
    async restore(snapshot) {
      const content = JSON.parse(snapshot) as Record<string, unknown[]>;
      await db.transaction().execute(async (trx) => {
        // Not truncated: that would throw away the plans the servers' connections keep.
        await sql`set local session_replication_role = replica`.execute(trx);
        for (const name of tables) await sql`delete from ${sql.table(name)}`.execute(trx);
        await sql`set local session_replication_role = origin`.execute(trx);
        for (const name of tables) {
          if (content[name]!.length === 0) continue;
          await sql`insert into ${sql.table(name)}
            select * from json_populate_recordset(null::${sql.table(name)}, ${JSON.stringify(content[name])}::json)`.execute(
            trx,
          );
        }
      });
      restores += 1;
      await sweepIfDue();
    },
  };
}
