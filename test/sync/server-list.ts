/** A device's own list of the day takes the place of the one the server made (SPEC WRITE11): the oracle's reading of it. */
import type { LogEntry, LoggedRow } from './server-log.ts';

/** No device has inserted it or set a field of it. */
export function isServerMade(row: LoggedRow, entity: string): boolean {
  const isOfList = entity === 'plan' ? row.made_by === 'server' : entity === 'plan_item';
  return isOfList && row.status !== 'done' && Object.keys(row.field_version as object).length === 0;
}

/** The server's row goes, to come again as the device's, or because only the server had it on the list. */
export function isListReplaced({ tbl, op, old, new: row }: LogEntry, changes: readonly LogEntry[]): boolean {
  if (!old || !isServerMade(old, tbl)) return false;
  const comesAgain = (entity: string, id: unknown) =>
    changes.some((entry) => entry.tbl === entity && entry.op === 'INSERT' && entry.new!.id === id);
  if (op === 'DELETE') return comesAgain(tbl, old.id);
  return tbl === 'plan_item' && row?.deleted_at !== null && comesAgain('plan', old.plan_id);
}
