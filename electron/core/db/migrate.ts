/** Brings a file to the newest schema, all steps in one transaction. Forward only. */
import { copyFileSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { Logger } from '#shared/lib/logger.ts';
import { CoreError } from '../core-error.ts';
import { noFailPoint, type FailPoint } from '../fail-point.ts';
import type { Migration } from './migration.ts';
import { markRegistry } from './registry-mark.ts';

export function schemaVersion(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * A copy of an existing file lies beside it until its upgrade has been committed. Throws REFUSED FILE_TOO_NEW for a
 * file of a newer program.
 */
export function migrate(
  db: Database.Database,
  migrations: readonly Migration[],
  log: Logger,
  failPoint: FailPoint = noFailPoint,
): void {
  const from = schemaVersion(db);
  const to = migrations.at(-1)!.number;
  if (from > to) throw new CoreError('REFUSED', 'FILE_TOO_NEW');
  if (from === to) return;
  const copy = `${db.name}.before-${to}`;
  if (from > 0) {
    db.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(db.name, copy);
    failPoint('migrate.copied');
  }
  db.transaction(() => {
    for (const migration of migrations) {
      if (migration.number <= from) continue;
      migration.up(db);
      failPoint('migrate.step');
    }
    markRegistry(db);
    db.pragma(`user_version=${to}`);
  }).immediate();
  failPoint('migrate.committed');
  db.pragma('wal_checkpoint(TRUNCATE)');
  rmSync(copy, { force: true });
  log.info({ from, to }, 'db.migrated');
}
