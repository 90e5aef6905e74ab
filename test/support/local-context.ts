/** A ready session without a server: a real local file in a temp folder, the real mutator, services on top. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { CoreContext } from '#core/core-context.ts';
import { keyCheckOf } from '#core/db/key-check.ts';
import { openLocalDb } from '#core/db/open.ts';
import { putReplicaRow, getReplicaTable } from '#core/db/replica-table.ts';
import { noFailPoint } from '#core/fail-point.ts';
import { createRowListeners } from '#core/services/row-listeners.ts';
import { createMutator, pendingFields, pendingIds } from '#core/sync/mutate.ts';
import { UnreachableError } from '#core/server-client/server-error.ts';
import type { LiveEvent, SyncState } from '#shared/contract/sync.ts';
import type { EntityName } from '#shared/domain/entity/registry.ts';
import { instantOf, systemClock, type Clock } from '#shared/lib/clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';

export interface LocalContext extends CoreContext {
  /** The person's book, held and empty. */
  readonly bookId: string;
  /** What was announced so far. */
  readonly announced: LiveEvent[];
  /** A row as if a pull had brought it. Missing own fields are null. */
  pulled(entity: EntityName, row: { scopeId: string; id?: string } & Record<string, unknown>): string;
  close(): void;
}

const offline: SyncState = {
  connection: 'offline',
  lease: { state: 'ok', reason: null, lastContactAt: null, readOnlyAt: null, lockedAt: null },
  held: 0,
  pending: 0,
  lastSyncedAt: null,
  rejections: 0,
  openConflicts: 0,
  offered: 0,
  lastError: null,
};

const key = randomBytes(32);
/** An empty file of this program with all migrations run, which takes longer than most tests. */
let image: Uint8Array | undefined;

function makeImage(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-image-'));
  const file = join(folder, 'rapport.db');
  openLocalDb({ file, key, keyCheck: keyCheckOf(key), mustExist: false, log: silentLogger }).close();
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  return bytes;
}

export interface LocalContextOptions {
  clock?: Clock;
  withBook?: boolean;
  /** Rows that a merge moves at once; the others are left to the test. */
  rowsAtOnce?: number;
}

export function createLocalContext(options: LocalContextOptions = {}): LocalContext {
  const { clock = systemClock, withBook = true, rowsAtOnce } = options;
  const folder = mkdtempSync(join(tmpdir(), 'rapport-local-'));
  const file = join(folder, 'rapport.db');
  image ??= makeImage();
  writeFileSync(file, image);
  const db = openLocalDb({ file, key, keyCheck: keyCheckOf(key), mustExist: true, log: silentLogger });
  const [companyScopeId, personId, bookId] = [uuidv7(clock), uuidv7(clock), uuidv7(clock)];
  const identity = {
    companyId: companyScopeId,
    companySlug: 'demo',
    companyName: 'Demo',
    personId,
    name: '王小明',
    account: 'wang',
    role: 'rep' as const,
    teamId: null,
    teamName: null,
  };
  const announced: LiveEvent[] = [];
  const announce = (event: LiveEvent) => void announced.push(event);
  const listeners = createRowListeners(db, { rowsAtOnce });

  function pulled(
    entity: EntityName,
    row: { scopeId: string; id?: string } & Record<string, unknown>,
  ): string {
    const id = row.id ?? uuidv7(clock);
    const common = {
      version: 1,
      createdAt: instantOf(clock),
      createdBy: personId,
      deletedAt: null,
      late: false,
    };
    db.transaction(() => {
      putReplicaRow(db, getReplicaTable(entity), { ...common, ...row, id });
      for (const listener of listeners) listener.rowsApplied(entity, [id]);
    });
    return id;
  }

  const scopes = [[companyScopeId, 'company'], [personId, 'user'], ...(withBook ? [[bookId, 'book']] : [])];
  for (const [id, kind] of scopes) {
    db.raw('INSERT INTO scope_cursor (scope_id, kind, version) VALUES (?,?,1)', id, kind);
  }
  pulled('person', {
    scopeId: companyScopeId,
    id: personId,
    name: identity.name,
    account: identity.account,
    role: 'rep',
    status: 'active',
  });
  if (withBook) pulled('book', { scopeId: companyScopeId, id: bookId, name: '王小明', ownerId: personId });

  const unreachable = () => Promise.reject(new UnreachableError('NETWORK'));
  return {
    db,
    mutator: createMutator({ db, clock, author: personId, listeners, announce, onQueued() {} }),
    clock,
    log: silentLogger,
    identity,
    companyScopeId,
    userScopeId: personId,
    server: { get: unreachable, post: unreachable, readBytes: unreachable },
    syncLoop: { state: () => offline, now: () => Promise.resolve(offline) },
    cards: { settled: () => Promise.resolve() },
    transfer: { fetch: unreachable, retry() {}, settled: () => Promise.resolve() },
    failPoint: noFailPoint,
    announce,
    pendingIds: (entity) => pendingIds(db, entity),
    pendingFields: (entity, rowId) => pendingFields(db, entity, rowId),
    bookId,
    announced,
    pulled,
    close() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
