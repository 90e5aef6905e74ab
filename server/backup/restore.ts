/** Replaces the database by a backup, in one transaction, also while servers and devices are at work (SPEC EPOCH). */
import { sql } from 'kysely';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { Db } from '../db/database.ts';
import { migrationLock, migrations } from '../db/migrate.ts';
import { appendAudit } from '../domain/audit.ts';
import { sendNotices } from '../sync/poke.ts';
import { currentSchema } from './catalogue.ts';
import { readBackup, verifyBackup, type BackupSummary } from './read-backup.ts';
import { carryOver, lockForWriting, swap } from './replace.ts';
import { loadStaging } from './staging.ts';

export const knownMigrations = migrations.map(({ name }) => name);

export interface RestoreParts {
  db: Db;
  clock: Clock;
  /** Progress for the person who waits. */
  tell: (line: string) => void;
  /** Clears away what was replaced; absent: the whole database is swept at once. */
  sweep?: () => Promise<void>;
}

export interface Restored extends BackupSummary {
  epoch: string;
  /** Mutations the replaced history had and the backup lacks. */
  missing: number;
}

/** Throws BackupError and changes nothing where the file is not right. */
export async function restoreBackup(parts: RestoreParts, file: string): Promise<Restored> {
  const { db, clock, tell, sweep = () => sweepAll(db) } = parts;
  tell('checking the backup');
  const summary = await verifyBackup(file, knownMigrations);
  tell(`loading ${summary.rows} rows`);
  const outcome = await db.transaction().execute(async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx);
    await sql`set local lock_timeout = 0`.execute(trx);
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx);
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(trx);
    const home = await currentSchema(trx);
    await loadStaging(trx, readBackup(file, knownMigrations), tell);
    tell('replacing the database');
    await lockForWriting(trx, home);
    const { takenAt, companies } = summary.head;
    const record = { id: uuidv7(clock), restoredAt: instantOf(clock), takenAt };
    const epoch = await carryOver(trx, home, record);
    for (const { id } of companies) {
      const detail = { takenAt, epoch };
      await appendAudit(trx, clock, { companyId: id, actorId: null, action: 'server.restored', detail });
    }
    await swap(trx, home);
    await sendNotices(trx, [{ restored: true }]);
    const missing = await sql<{ count: number }>`
      select count(*)::int as count from restore_missing where restore_id = ${record.id}::uuid
    `.execute(trx);
    return { epoch, missing: missing.rows[0]!.count };
  });
  // The replaced rows still take their room, and the planner knows nothing of the new ones.
  await sweep().catch(() => tell('vacuum was left to the database'));
  return { ...summary, ...outcome };
}

async function sweepAll(db: Db): Promise<void> {
  await sql`vacuum analyze`.execute(db);
}

export function describeRestored({ head, tables, rows, epoch, missing }: Restored): string[] {
  return [
    `restored the backup of ${head.takenAt}: ${rows} rows in ${tables} tables`,
    `server epoch  ${epoch}`,
    `${missing} mutations were in the replaced database and not in the backup; see restore-status`,
  ];
}
