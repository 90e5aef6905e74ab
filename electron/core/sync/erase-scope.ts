import type { EntityName } from '#shared/domain/entity/registry.ts';
import type { LocalDb } from '../db/local-db.ts';
import { replicaTables } from '../db/replica-table.ts';
import type { RowListener } from './row-listener.ts';

/**
 * Removes every replicated row of a scope, pending ones included, and tells the listeners. The queue is not touched:
 * what was not yet sent is still handed in. Runs in the caller's transaction; returns the entities that lost rows.
 */
export function deleteScopeRows(
  db: LocalDb,
  listeners: readonly RowListener[],
  scopeId: string,
): EntityName[] {
  const lost: EntityName[] = [];
  for (const listener of listeners) listener.scopeErasing?.(scopeId);
  for (const { name } of replicaTables) {
    const ids = db
      .raw<{ id: string }>(`SELECT id FROM ${name} WHERE scope_id=?`, scopeId)
      .map((row) => row.id);
    if (ids.length === 0) continue;
    db.raw(`DELETE FROM ${name} WHERE scope_id=?`, scopeId);
    for (const listener of listeners) listener.rowsApplied(name as EntityName, ids);
    lost.push(name as EntityName);
  }
  return lost;
}
