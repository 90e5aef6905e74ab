/** Customers who moved to another person's book leave no text behind: neither their rows nor what was written to them. */
import type { Write } from '#shared/protocol/sync.ts';
import type { LocalDb } from '../db/local-db.ts';
import { deleteMeta, findMeta, setMeta } from '../db/meta.ts';
import { findReplicaRow, findReplicaTable } from '../db/replica-table.ts';
import { keepOnly } from './outbox.ts';
import type { RowListener } from './row-listener.ts';

/** Rows are missing that this device wrote to; they may still come from another scope. */
export function noteRowsLeft(db: LocalDb): void {
  setMeta(db, 'rows_left', 'yes');
}

/**
 * Once a pull is complete: drops acknowledged writes whose row is not on the device. The other writes of their
 * mutations are still kept for a restored server. Returns whether there was anything to look for.
 */
export function forgetRowsLeft(db: LocalDb, listeners: readonly RowListener[]): boolean {
  if (!findMeta(db, 'rows_left')) return false;
  deleteMeta(db, 'rows_left');
  const kept = db.raw<{ seq: number; writes: Write[] }>(
    `SELECT seq, writes FROM outbox WHERE state='acknowledged'`,
  );
  for (const { seq, writes } of kept) {
    const present = writes.filter((write) => isOnDevice(db, write) && isTargetOnDevice(db, write));
    if (present.length === writes.length) continue;
    keepOnly(db, seq, present);
  }
  for (const listener of listeners) listener.rowsLeft();
  return true;
}

/** A merge into a card that had left does not stand (MERGE3), and quotes what that card said. */
function isTargetOnDevice(db: LocalDb, { entity, fields }: Write): boolean {
  const target = entity === 'customer' ? fields.mergedIntoId : undefined;
  return typeof target !== 'string' || isOnDevice(db, { entity, id: target });
}

/** Of an entity this program does not know it cannot be said. */
export function isOnDevice(db: LocalDb, { entity, id }: Pick<Write, 'entity' | 'id'>): boolean {
  const table = findReplicaTable(entity);
  return !table || findReplicaRow(db, table, id) !== undefined;
}
