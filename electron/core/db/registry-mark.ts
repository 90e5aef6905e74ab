/**
 * The file remembers which columns the program knew that filled it. One that knows more reads every row again, because
 * what the server sent of those columns was passed over (SPEC VERSION8).
 */
import type Database from 'better-sqlite3';
import { entities } from '#shared/domain/entity/registry.ts';
import type { Entity } from '#shared/domain/entity/entity.ts';

const registry = (entities as readonly Entity[]).flatMap(({ name, columns }) =>
  ['id', ...Object.keys(columns)].map((column) => `${name}.${column}`),
);

/** Runs inside the transaction that upgrades the file. Rows, cursors and the queue stay as they are. */
export function markRegistry(db: Database.Database): void {
  const find = db.prepare<[string], string>('SELECT value FROM meta WHERE key=?').pluck();
  const put = db.prepare(
    'INSERT INTO meta VALUES (?,?) ON CONFLICT (key) DO UPDATE SET value=excluded.value',
  );
  const known = new Set(JSON.parse(find.get('registry') ?? '[]') as string[]);
  if (registry.some((column) => !known.has(column))) {
    const filled = db.prepare<[], string>('SELECT scope_id FROM scope_cursor WHERE version>0').pluck().all();
    if (filled.length > 0)
      put.run('reread', JSON.stringify(Object.fromEntries(filled.map((id) => [id, '']))));
    // A first download that broke off begins again.
    db.exec('UPDATE scope_cursor SET resume=NULL WHERE version=0');
  }
  put.run('registry', JSON.stringify(registry));
}
