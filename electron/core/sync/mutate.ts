/** The one way a service changes replicated rows: local rows and queue entry in one transaction. */
import type { LiveEvent } from '#shared/contract/sync.ts';
import { insertSchema, patchSchema, withoutDefaults } from '#shared/domain/entity/entity.ts';
import { getEntity, type EntityName } from '#shared/domain/entity/registry.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { randomHex } from '#shared/lib/uuid.ts';
import { pushBodyLimit, type Write } from '#shared/protocol/sync.ts';
import { CoreError } from '../core-error.ts';
import type { LocalWrite } from '../local-write.ts';
import type { Lease } from '../session/lease.ts';
import type { LocalDb } from '../db/local-db.ts';
import { findReplicaRow, getReplicaTable, insertNewRow, putReplicaRow } from '../db/replica-table.ts';
import { enqueue } from './outbox.ts';
import { applyWrite, keepBase, keepInsertedBases } from './rebase.ts';
import type { RowListener } from './row-listener.ts';
import { createSeenVersions, type SeenVersions } from './seen-version.ts';
import type { VersionGate } from './version-gate.ts';

export interface Mutator {
  /** The lease has run out or the program is too old: `mutate` throws REFUSED LEASE_READ_ONLY or PROTOCOL_TOO_OLD. */
  isReadOnly(): boolean;
  /**
   * One mutation: applies the writes to the local tables and queues them in one local transaction, then announces.
   * Inside `db.transaction` it joins it. At most 2,000 writes; REFUSED TOO_LARGE above the size of a push.
   */
  mutate(name: string, writes: readonly LocalWrite[], how?: MutateHow): { mutationId: string };
}

export interface MutateHow {
  /**
   * The caller has a transaction open that any failure ends as a whole. Without a savepoint of its own the mutation
   * costs half: SQLite walks the savepoint's journal at the end of every statement.
   */
  joins?: boolean;
  /** One of very many: the caller announces and starts the push once, at the end. */
  isPart?: boolean;
  /** The instant its writes name themselves, where what goes and what comes are told by it; else now. */
  at?: string;
}

export interface MutatorOptions {
  db: LocalDb;
  clock: Clock;
  /** The person on whose behalf the device inserts. */
  author: string;
  listeners: readonly RowListener[];
  announce: (event: LiveEvent) => void;
  /** Called after the commit: there is something to push. */
  onQueued: () => void;
  /** The lease of the device; absent: it never ends. */
  lease?: Pick<Lease, 'isReadOnly' | 'keepTime'>;
  /** Whether the server serves this program no more; absent: it does. */
  versionGate?: Pick<VersionGate, 'isTooOld'>;
}

const maxWrites = 2_000;

export function createMutator(options: MutatorOptions): Mutator {
  const { db, clock, author, listeners, announce, onQueued, lease, versionGate } = options;
  const isTooOld = () => versionGate?.isTooOld() ?? false;
  const isReadOnly = () => (lease?.isReadOnly() ?? false) || isTooOld();
  const schemas = new Map<string, ReturnType<typeof insertSchema>>();

  function checkedFields(write: LocalWrite): Record<string, unknown> {
    const entity = getEntity(write.entity);
    if (entity.write === 'command') throw new Error(`${entity.name} is written by commands only`);
    const key = `${write.op} ${write.entity}`;
    const schema = schemas.get(key) ?? (write.op === 'insert' ? insertSchema(entity) : patchSchema(entity));
    schemas.set(key, schema);
    return schema.parse(write.fields);
  }

  /** `made`: ids of what this mutation inserted so far, which has no base of the server's. */
  function apply(write: LocalWrite, at: string, seen: SeenVersions, made: Set<string>): Write {
    const table = getReplicaTable(write.entity);
    const fields = checkedFields(write) as Write['fields'];
    const { entity, id } = write;
    if (write.op === 'insert') {
      const told = withoutDefaults(table.entity, fields) as Write['fields'];
      const sent: Write = { op: 'insert', entity, id, scope: write.scope, createdAt: at, fields: told };
      insertNewRow(db, table, { id, scope: write.scope, createdAt: at, createdBy: author, fields });
      made.add(id);
      return sent;
    }
    const row = findReplicaRow(db, table, id);
    if (!row) throw new CoreError('NOT_FOUND');
    const patch = { op: 'patch', entity, id, scope: row.scopeId, fields } as const;
    const sent: Write = { ...patch, seen: seen.of(entity, row, fields) };
    if (!made.has(id)) keepBase(db, entity, id, sent.scope, row);
    putReplicaRow(db, table, applyWrite(row, sent, author)!);
    return sent;
  }

  return {
    isReadOnly,
    mutate(name, writes, how = {}) {
      if (writes.length === 0 || writes.length > maxWrites)
        throw new Error('a mutation has 1 to 2,000 writes');
      if (isTooOld()) throw new CoreError('REFUSED', 'PROTOCOL_TOO_OLD');
      if (isReadOnly()) throw new CoreError('REFUSED', 'LEASE_READ_ONLY');
      const mutationId = randomHex(16);
      const ids = Map.groupBy(writes, (write) => write.entity);
      const work = () => {
        const at = how.at ?? instantOf(clock);
        const seen = createSeenVersions(db);
        const made = new Set<string>();
        const sent = writes.map((write) => apply(write, at, seen, made));
        const text = JSON.stringify(sent);
        if (Buffer.byteLength(text) > pushBodyLimit - 1_000) throw new CoreError('REFUSED', 'TOO_LARGE');
        const seq = enqueue(db, { mutationId, name, at, writes: sent }, text);
        if (made.size > 0) keepInsertedBases(db, seq);
        lease?.keepTime();
        for (const [entity, group] of ids) {
          const rowIds = [...new Set(group.map((write) => write.id))];
          for (const listener of listeners) listener.rowsApplied(entity, rowIds);
        }
        if (how.isPart) return;
        db.afterCommit(() => {
          announce({ type: 'changed', entities: [...ids.keys()] });
          onQueued();
        });
      };
      if (how.joins) work();
      else db.transaction(work);
      return { mutationId };
    },
  };
}

/** Rows of an entity with writes the server has not acknowledged yet. */
export function pendingIds(db: LocalDb, entity: EntityName): ReadonlySet<string> {
  return new Set(
    db
      .raw<{ rowId: string }>('SELECT DISTINCT row_id FROM outbox_write WHERE entity=?', entity)
      .map((write) => write.rowId),
  );
}

/** What such writes change in one row. A row that is new altogether has none: it waits as a whole. */
export function pendingFields(db: LocalDb, entity: EntityName, rowId: string): string[] {
  const writes = db
    .raw<{ writes: Write[] }>(
      `SELECT o.writes FROM outbox_write w JOIN outbox o ON o.seq = w.seq WHERE w.entity = ? AND w.row_id = ?`,
      entity,
      rowId,
    )
    .flatMap((mutation) => mutation.writes)
    .filter((write) => write.op === 'patch' && write.entity === entity && write.id === rowId);
  return [...new Set(writes.flatMap(({ fields }) => Object.keys(fields)))].sort();
}
