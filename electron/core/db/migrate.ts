/** Brings a file to the newest schema, all steps in one transaction. Forward only. */
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Logger } from '#shared/lib/logger.ts';
import { CoreError } from '../core-error.ts';
import { makeCardTriggers } from './card-trigger.ts';
import { noFailPoint, type FailPoint } from '../fail-point.ts';
import type { Migration } from './migration.ts';
import { findKeptSchema, keepSchema } from './kept-schema.ts';
import { markRegistry } from './registry-mark.ts';

const copyMark = '.before-';

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
  // The program may have died between the commit and the removal of the copy.
  if (from === to) return removeCopies(db.name);
  if (from > 0) {
    db.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(db.name, `${db.name}${copyMark}${to}`);
    failPoint('migrate.copied');
  }
  db.transaction(() => {
    const kept = from === 0 ? findKeptSchema(migrations) : undefined;
    if (kept !== undefined) {
      db.exec(kept);
      failPoint('migrate.step');
    } else {
      for (const migration of migrations) {
        if (migration.number <= from) continue;
        migration.up(db);
        failPoint('migrate.step');
      }
      makeCardTriggers(db);
      if (from === 0) keepSchema(migrations, db);
    }
    markRegistry(db);
    db.pragma(`user_version=${to}`);
  }).immediate();
  failPoint('migrate.committed');
  db.pragma('wal_checkpoint(TRUNCATE)');
  removeCopies(db.name);
  log.info({ from, to }, 'db.migrated');
}

/** Also those of upgrades that were broken off before a newer one. */
function removeCopies(file: string): void {
  const folder = dirname(file);
  const copies = readdirSync(folder).filter((name) => name.startsWith(`${basename(file)}${copyMark}`));
  for (const name of copies) rmSync(join(folder, name), { force: true });
}
