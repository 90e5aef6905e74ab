/** Takes one complete pull answer into the local file: rows, erased scopes and cursors in one transaction. */
import type { EntityName } from '#shared/domain/entity/registry.ts';
import type { PullHead, PullRows } from '#shared/protocol/sync.ts';
import { deleteMeta, findMeta, setMeta } from '../db/meta.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { FailPoint } from '../fail-point.ts';
import { encodeField, findReplicaTable, type ReplicaRow, type ReplicaTable } from '../db/replica-table.ts';
import { noteTraces } from '../db/trace.ts';
import { deleteScopeRows } from './erase-scope.ts';
import { forgetRowsLeft, noteRowsLeft } from './forget-row.ts';
import { forgetScopesLeft, requeueAcknowledged } from './outbox.ts';
import type { PullAnswer } from './pull-answer.ts';
import { createRebase, movedAway, type Rebase } from './rebase.ts';
import { createReread } from './reread.ts';
import type { RowListener } from './row-listener.ts';

export interface ApplyOptions {
  db: LocalDb;
  author: string;
  listeners: readonly RowListener[];
  failPoint?: FailPoint;
}

export interface Applied {
  changed: Set<EntityName>;
  /** Scopes that left the device. */
  erased: string[];
}

/** Throws TypeError, and changes nothing, where the answer does not fit the columns. */
export function applyPull(options: ApplyOptions, answer: PullAnswer): Applied {
  const { db, author, listeners } = options;
  const changed = new Set<EntityName>();
  const erased: string[] = [];
  let forgot = false;
  const isReset = answer.head.epochChanged || answer.changes.some(({ kind }) => kind === 'reset');
  db.transaction(() => {
    if (answer.head.epochChanged) startNewEpoch(options, answer.head.floors ?? {}, changed);
    setMeta(db, 'server_epoch', answer.head.epoch);
    setMeta(db, 'server_at', answer.end.serverNow);
    const scopes = keepScopes(options, answer.head, changed);
    erased.push(...scopes.erased);
    const rebase = createRebase(db, author);
    // What waits for a scope that was away, and that no server row brings back, is shown again (SPEC SCOPE4).
    for (const scopeId of scopes.added) showWaiting(options, rebase, scopeId, changed);
    for (const change of answer.changes) {
      if (change.kind === 'reset') resetScope(options, rebase, change.scope, changed);
      else if (change.kind === 'gone') removeRows(options, rebase, change, changed);
      else putRows(options, rebase, change, changed);
    }
    // Rows may be missing now: each was named, or what named it was cleared away, or it left from book to book before.
    if (erased.length > 0 || answer.changes.some(({ kind }) => kind !== 'rows')) noteRowsLeft(db);
    if (!answer.end.more) forgot = forgetRowsLeft(db, listeners);
    if (erased.length > 0 || forgot || isReset) noteTraces(db);
    const reread = createReread(db);
    for (const [scope, cursor] of Object.entries(answer.end.cursors)) {
      if (reread.advance(scope, cursor)) continue;
      db.raw(
        'UPDATE scope_cursor SET version=?, resume=? WHERE scope_id=?',
        cursor.version,
        cursor.resume ?? null,
        scope,
      );
    }
    reread.save();
    options.failPoint?.('pull.rows-applied');
  });
  // Freed pages are overwritten (secure_delete), but the log still holds what they were.
  if (erased.length > 0 || forgot || isReset) db.checkpoint();
  return { changed, erased };
}

/** The server lost its newest transactions: everything is read again, and what it acknowledged is offered once more. */
function startNewEpoch(
  { db, author, listeners }: ApplyOptions,
  floors: Readonly<Record<string, number>>,
  changed: Set<EntityName>,
): void {
  requeueAcknowledged(db, floors);
  // What had moved may be back where it was, or not be there yet.
  db.raw('DELETE FROM base_row WHERE scope_id=?', movedAway);
  const rebase = createRebase(db, author);
  for (const { scopeId } of db.raw<{ scopeId: string }>('SELECT scope_id FROM scope_cursor')) {
    resetScope({ db, author, listeners }, rebase, scopeId, changed);
  }
  deleteMeta(db, 'first_download_at');
  deleteMeta(db, 'first_download_rows');
}

/** Erases the scopes that are not listed any more and begins those that are new to the device. */
function keepScopes(
  { db, listeners }: ApplyOptions,
  head: PullHead,
  changed: Set<EntityName>,
): { erased: string[]; added: string[] } {
  const listed = new Set(head.scopes.map((scope) => scope.id));
  const held = new Set(
    db.raw<{ scopeId: string }>('SELECT scope_id FROM scope_cursor').map((row) => row.scopeId),
  );
  const erased = [...held].filter((scopeId) => !listed.has(scopeId));
  for (const scopeId of erased) {
    for (const entity of deleteScopeRows(db, listeners, scopeId)) changed.add(entity);
    for (const listener of listeners) listener.scopeErased(scopeId);
    db.raw('DELETE FROM base_row WHERE scope_id=?', scopeId);
    db.raw('DELETE FROM scope_cursor WHERE scope_id=?', scopeId);
  }
  for (const { id, kind } of head.scopes) {
    db.raw('INSERT OR IGNORE INTO scope_cursor (scope_id, kind, version) VALUES (?,?,0)', id, kind);
  }
  if (erased.length > 0) forgetScopesLeft(db);
  return { erased, added: [...listed].filter((scopeId) => !held.has(scopeId)) };
}

function resetScope(options: ApplyOptions, rebase: Rebase, scopeId: string, changed: Set<EntityName>): void {
  const { db, listeners } = options;
  for (const entity of deleteScopeRows(db, listeners, scopeId)) changed.add(entity);
  db.raw('UPDATE scope_cursor SET version=0, resume=NULL WHERE scope_id=?', scopeId);
  showWaiting(options, rebase, scopeId, changed);
}

/** Of a scope that is read from 0: what waits for it, without a server row beneath until one comes. */
function showWaiting(
  { db, listeners }: ApplyOptions,
  rebase: Rebase,
  scopeId: string,
  changed: Set<EntityName>,
): void {
  const pending = db.raw<{ entity: EntityName; rowId: string }>(
    `SELECT entity, row_id FROM base_row WHERE scope_id=?
      UNION SELECT entity, row_id FROM outbox_write w WHERE scope_id=?
        AND NOT EXISTS (SELECT 1 FROM base_row b WHERE b.entity=w.entity AND b.row_id=w.row_id)`,
    scopeId,
    scopeId,
  );
  for (const { entity, rowId } of pending) rebase.clearBase(entity, rowId, scopeId);
  for (const [entity, rows] of Map.groupBy(pending, (write) => write.entity)) {
    tell(
      listeners,
      entity,
      rows.map((row) => row.rowId),
    );
    changed.add(entity);
  }
}

/** Rows that moved to another scope: they come from there, before or after this line. */
function removeRows(
  { db, listeners }: ApplyOptions,
  rebase: Rebase,
  gone: { scope: string; entity: string; ids: string[] },
  changed: Set<EntityName>,
): void {
  if (!findReplicaTable(gone.entity)) return;
  for (const id of gone.ids) {
    if (rebase.hasPending(gone.entity, id)) rebase.leave(gone.entity, id, gone.scope);
    else db.raw(`DELETE FROM ${gone.entity} WHERE id=? AND scope_id=?`, id, gone.scope);
  }
  tell(listeners, gone.entity as EntityName, gone.ids);
  changed.add(gone.entity as EntityName);
}

/** An entity or column this program does not know yet is passed over; an update of the program reads it again. */
function putRows(
  { db, listeners }: ApplyOptions,
  rebase: Rebase,
  line: PullRows,
  changed: Set<EntityName>,
): void {
  const table = findReplicaTable(line.entity);
  if (!table || line.rows.length === 0) return;
  const positions = table.fields.map(({ name }) => (name === 'scopeId' ? -1 : line.columns.indexOf(name)));
  const idPosition = line.columns.indexOf('id');
  for (const values of line.rows) {
    const id = values[idPosition];
    if (typeof id !== 'string' || values.length !== line.columns.length) throw new TypeError('not a row');
    if (rebase.hasPending(table.name, id)) {
      rebase.setBase(table.name, rowOf(table, positions, line.scope, values));
    } else {
      const bound = table.fields.map(({ kind, absent }, i) => {
        if (positions[i] === -1) return i === 1 ? line.scope : encodeField(kind, absent);
        return encodeField(kind, values[positions[i]!]);
      });
      db.raw(table.upsertSql, ...bound);
    }
  }
  const ids = line.rows.map((values) => values[idPosition] as string);
  tell(listeners, table.name as EntityName, ids);
  changed.add(table.name as EntityName);
}

function rowOf(table: ReplicaTable, positions: number[], scope: string, values: unknown[]): ReplicaRow {
  const row = Object.fromEntries(
    table.fields.map(({ name, absent }, i) => [
      name,
      positions[i] === -1 ? absent : (values[positions[i]!] ?? null),
    ]),
  );
  return { ...row, scopeId: scope } as ReplicaRow;
}

function tell(listeners: readonly RowListener[], entity: EntityName, ids: readonly string[]): void {
  for (const listener of listeners) listener.rowsApplied(entity, ids);
}

/** What a pull request says the device has. */
export function heldScopes(db: LocalDb): {
  epoch: string | undefined;
  scopes: Record<string, { version: number; resume?: string }>;
} {
  const cursors = db.raw<{ scopeId: string; version: number; resume: string | null }>(
    'SELECT scope_id, version, resume FROM scope_cursor',
  );
  const reread = createReread(db);
  return {
    epoch: findMeta(db, 'server_epoch'),
    scopes: Object.fromEntries(
      cursors.map(({ scopeId, version, resume }) => [
        scopeId,
        reread.find(scopeId) ?? (resume ? { version, resume } : { version }),
      ]),
    ),
  };
}
