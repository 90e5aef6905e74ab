/**
 * What really happened in the server's tables, written down by triggers the program knows nothing of: every change of
 * every replicated row, and every record of a processed mutation, with the transaction it was part of.
 */
import { sql } from 'kysely';
import { entities } from '#shared/domain/entity/registry.ts';
import type { Db } from '#server/db/database.ts';

export type LoggedRow = Record<string, unknown> & { id: string; scope_id: string };

export interface LogEntry {
  id: number;
  /** The transaction. */
  tx: string;
  /** An entity, or processed_mutation. */
  tbl: string;
  op: 'INSERT' | 'UPDATE' | 'DELETE';
  old: LoggedRow | null;
  new: LoggedRow | null;
}

export interface ServerLog {
  /** What was added since the last call, in order. */
  read(): Promise<LogEntry[]>;
  /** Passes over what was added since the last call. */
  skip(): Promise<void>;
  clear(): Promise<void>;
}

export async function installServerLog(db: Db): Promise<ServerLog> {
  // In a schema of its own, so that a backup does not hold it and a restore does not undo it.
  await sql`create schema sim`.execute(db);
  await sql`create table sim.log (
    id bigserial primary key, tx text not null, tbl text not null, op text not null, old json, new json)`.execute(
    db,
  );
  await sql`create function sim.note() returns trigger language plpgsql as $$
    begin
      insert into sim.log (tx, tbl, op, old, new) values (
        pg_current_xact_id()::text, tg_table_name, tg_op,
        case when tg_op = 'INSERT' then null else to_json(old) end,
        case when tg_op = 'DELETE' then null else to_json(new) end);
      return null;
    end $$`.execute(db);
  for (const table of [...entities.map(({ name }) => name), 'processed_mutation']) {
    await sql`create trigger sim_note after insert or update or delete on ${sql.table(table)}
      for each row execute function sim.note()`.execute(db);
  }
  let last = 0;
  return {
    async read() {
      const found = await sql<LogEntry>`
        select id, tx, tbl, op, old, new from sim.log where id > ${last} order by id`.execute(db);
      last = found.rows.at(-1)?.id ?? last;
      return found.rows;
    },
    clear: async () => void (await sql`delete from sim.log`.execute(db)),
    async skip() {
      const found = await sql<{
        last: number;
      }>`select coalesce(max(id), ${last}) as last from sim.log`.execute(db);
      last = found.rows[0]!.last;
    },
  };
}
