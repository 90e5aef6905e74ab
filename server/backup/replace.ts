/** Puts the staged database in the place of the present one; what must outlive the replaced history is carried over. */
import { sql } from 'kysely';
import { renewServerEpoch } from '../domain/server-epoch.ts';
import type { Trx } from '../db/database.ts';
import { errorCode } from '../db/error-code.ts';
import { BackupError } from './backup-error.ts';
import { listTables } from './catalogue.ts';
import { stagingSchema } from './staging.ts';

const attempts = 60;

/**
 * From here on nobody else writes; reading goes on and sees the old rows. Whoever was in the middle finishes first:
 * `scope`, where every push begins, is waited for while nothing else is held, and the rest only so briefly that a ring
 * breaks here and not at a device.
 */
export async function lockForWriting(trx: Trx, home: string): Promise<void> {
  const tables = (await listTables(trx, home)).map(({ name }) => sql.table(`${home}.${name}`));
  for (let attempt = 1; ; attempt++) {
    await sql`savepoint before_lock`.execute(trx);
    try {
      await sql`set local lock_timeout = '15s'`.execute(trx);
      await sql`lock table ${sql.table(`${home}.scope`)} in exclusive mode`.execute(trx);
      await sql`set local lock_timeout = '300ms'`.execute(trx);
      await sql`lock table ${sql.join(tables)} in exclusive mode`.execute(trx);
      return;
    } catch (error) {
      if (errorCode(error) !== '55P03') throw error;
      await sql`rollback to savepoint before_lock`.execute(trx);
      if (attempt === attempts) throw new BackupError('the database is too busy to be replaced; try again');
      await new Promise((resolve) => setTimeout(resolve, 50 + 50 * attempt * Math.random()));
    }
  }
}

export interface RestoreRecord {
  id: string;
  restoredAt: string;
  takenAt: string;
}

/** The search path is on the staging schema. Returns the new server epoch. */
export async function carryOver(trx: Trx, home: string, record: RestoreRecord): Promise<string> {
  await carryFloors(trx, home);
  await carryOrders(trx, home);
  const epoch = await renewServerEpoch(trx);
  const known = await sql<{ isKnown: boolean }>`
    select not exists (select 1 from company where id not in (select id from ${sql.table(`${home}.company`)}))
      as is_known
  `.execute(trx);
  await trx
    .insertInto('restore')
    .values({ ...record, epoch, isFormerKnown: known.rows[0]!.isKnown })
    .execute();
  await carryMissing(trx, home, record.id);
  return epoch;
}

/** Floors of the backup's own epoch, of the replaced history's, and of those that one knew (SPEC EPOCH4). */
async function carryFloors(trx: Trx, home: string): Promise<void> {
  const homeFloor = sql.table(`${home}.epoch_floor`);
  const homeEpoch = sql`(select value from ${sql.table(`${home}.server_meta`)} where key = 'epoch')`;
  const backupEpoch = sql`(select value from server_meta where key = 'epoch')`;
  await sql`
    insert into epoch_floor (epoch, scope_id, version) select ${backupEpoch}, id, version from scope
    where ${backupEpoch} is not null on conflict do nothing
  `.execute(trx);
  // How far the replaced history and the backup are one: all of the backup, or up to where the two parted before.
  await sql`
    insert into epoch_floor (epoch, scope_id, version)
    select ${homeEpoch}, s.id, least(s.version, f.version)
    from scope s join ${homeFloor} f on f.scope_id = s.id and f.epoch = ${backupEpoch}
    where ${homeEpoch} is not null on conflict do nothing
  `.execute(trx);
  await sql`
    insert into epoch_floor (epoch, scope_id, version)
    select f.epoch, f.scope_id, least(f.version, shared.version)
    from ${homeFloor} f join epoch_floor shared on shared.scope_id = f.scope_id and shared.epoch = ${homeEpoch}
    on conflict do nothing
  `.execute(trx);
}

/** A device that was told to hand in or wipe must not be let in again because the backup is older than the order. */
async function carryOrders(trx: Trx, home: string): Promise<void> {
  const tables = new Map((await listTables(trx, stagingSchema)).map((table) => [table.name, table]));
  const columnsOf = (name: string) =>
    sql.join(tables.get(name)!.columns.map((column) => sql.id(column.name)));
  const ordered = sql`
    select * from ${sql.table(`${home}.enrolment`)} where company_id in (select id from company)
      and status in ('revoked', 'draining', 'wiping', 'wiped')`;
  await sql`
    delete from enrolment e using (${ordered}) as o
    where e.company_id = o.company_id and (e.id = o.id or e.token_hash = o.token_hash)
  `.execute(trx);
  await sql`
    insert into enrolment (${columnsOf('enrolment')}) select ${columnsOf('enrolment')} from (${ordered}) as o
  `.execute(trx);
  await sql`
    insert into device (${columnsOf('device')}) select ${columnsOf('device')} from ${sql.table(`${home}.device`)} as d
    where (company_id, id) in (select company_id, device_id from (${ordered}) as o)
    on conflict (company_id, id) do update set status = excluded.status
  `.execute(trx);
}

/** What the replaced history had applied and the backup does not hold, also what was still missing from before. */
async function carryMissing(trx: Trx, home: string, restoreId: string): Promise<void> {
  await sql`
    insert into restore_missing (company_id, mutation_id, person_id, device_id, processed_at, writes, restore_id)
    select company_id, mutation_id, person_id, device_id, processed_at, writes, ${restoreId}::uuid from (
      select company_id, mutation_id, person_id, device_id, processed_at, writes
      from ${sql.table(`${home}.processed_mutation`)} where status = 'applied'
      union select company_id, mutation_id, person_id, device_id, processed_at, writes
      from ${sql.table(`${home}.restore_missing`)}) as former
    where company_id in (select id from company)
    on conflict (company_id, mutation_id) do nothing
  `.execute(trx);
  await sql`
    delete from restore_missing m using processed_mutation p
    where p.company_id = m.company_id and p.mutation_id = m.mutation_id and p.status = 'applied'
  `.execute(trx);
  await sql`update restore_missing set restore_id = ${restoreId}::uuid`.execute(trx);
}

/**
 * Rows are deleted, not truncated: a page that is being read sees the old rows to its end, where a truncated table
 * would look empty to it and devices would be told to erase everything.
 */
export async function swap(trx: Trx, home: string): Promise<void> {
  const tables = await listTables(trx, stagingSchema);
  const at = (schema: string, name: string) => sql.table(`${schema}.${name}`);
  for (const { name } of tables.toReversed()) await sql`delete from ${at(home, name)}`.execute(trx);
  for (const { name, columns } of tables) {
    const names = sql.join(columns.map((column) => sql.id(column.name)));
    await sql`
      insert into ${at(home, name)} (${names}) select ${names} from ${at(stagingSchema, name)}
    `.execute(trx);
  }
  await sql`set local search_path to ${sql.id(home)}`.execute(trx);
  await sql`drop schema ${sql.id(stagingSchema)} cascade`.execute(trx);
}
