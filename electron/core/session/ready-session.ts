/** One opened local file with everything that runs on it: mutator, sync, services. */
import type { LiveEvent } from '#shared/contract/sync.ts';
import type { SessionState } from '#shared/contract/session.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import { identity as identitySchema, type Identity } from '#shared/protocol/auth.ts';
import type { CoreContext } from '../core-context.ts';
import type { LocalDb } from '../db/local-db.ts';
import { findMeta, getMeta, setMeta } from '../db/meta.ts';
import { quickBytes, removeTraces } from '../db/trace.ts';
import type { FailPoint } from '../fail-point.ts';
import { createServerClient, type ServerClient } from '../server-client/server-client.ts';
import type { Limits } from '../server-client/http.ts';
import { ServerError } from '../server-client/server-error.ts';
import { createCardMover } from './card-mover.ts';
import { createFirstDownload } from './first-download.ts';
import { createLease } from './lease.ts';
import { createTextWorker } from './text-worker.ts';
import { createServices, type Services } from '../services/all.ts';
import { createRowListeners } from '../services/row-listeners.ts';
import { createAttachmentTransfer } from '../sync/attachment-transfer.ts';
import { createSyncLoop, endReasonOf, type EndReason } from '../sync/loop.ts';
import { createMutator, pendingFields, pendingIds } from '../sync/mutate.ts';
import { countHeld, countOffered, countPending, countRejected, countUnsent } from '../sync/outbox.ts';
import { createRun } from '../sync/run-id.ts';
import { createPokeClient } from '../sync/poke-client.ts';
import { pullAll } from '../sync/pull.ts';
import { pushAll } from '../sync/push.ts';
import { createVersionGate } from '../sync/version-gate.ts';

export interface ReadySession {
  readonly context: CoreContext;
  readonly services: Services;
  firstDownload(): Extract<SessionState, { status: 'ready' }>['firstDownload'];
  /** The lease ran out: only sync runs. */
  isLocked(): boolean;
  lastContactAt(): string;
  /** Mutations no server has answered. */
  unsent(): number;
  /** Runs a round now; resolves when it is over. */
  contact(): Promise<void>;
  /** Ends sync; the file stays open. */
  stop(): Promise<void>;
  /** Ends sync and closes the file. */
  close(): Promise<void>;
}

export interface ReadySessionOptions {
  db: LocalDb;
  serverUrl: string;
  clock: Clock;
  timer: Timer;
  /** Milliseconds of running time, which nobody can set. */
  monotonic: () => number;
  log: Logger;
  random: () => number;
  limits?: Partial<Limits>;
  failPoint: FailPoint;
  announce: (event: LiveEvent) => void;
  onEnded: (reason: EndReason) => void;
  /** A pull brought another name, role or team of the signed-in person. */
  onIdentity: (identity: Identity) => void;
}

/** A change in the company scope is told to every device of the company at once. */
const companySpreadMs = 1_000;

/** How often the time seen is kept, and the lease looked at, while nothing else happens. */
const leaseTickMs = 5 * 60_000;

export function startReadySession(options: ReadySessionOptions): ReadySession {
  const { db, serverUrl, clock, timer, log, random, failPoint, announce, onEnded, onIdentity } = options;
  let identity = identitySchema.parse(JSON.parse(getMeta(db, 'identity')));
  const author = identity.personId;
  const companyScopeId = getMeta(db, 'company_scope_id');
  const stopRequests = new AbortController();
  removeTraces(db, Infinity);
  const listeners = createRowListeners(db, { onRowsLeft: () => cards.wake() });
  const client = createServerClient({
    serverUrl,
    timer,
    token: () => findMeta(db, 'token'),
    signal: stopRequests.signal,
    limits: options.limits,
  });
  const lease = createLease({ db, clock, monotonic: options.monotonic });
  const run = createRun(db);
  const versionGate = createVersionGate(db);
  const textWorker = createTextWorker({
    ...{ db, timer, log },
    isAllowed: () => !lease.isLocked(),
    onNames: () => announce({ type: 'changed', entities: ['customer'] }),
  });
  const cards = createCardMover({
    ...{ db, timer, log, failPoint, announce },
    isAllowed: () => !lease.isLocked(),
  });
  let wasLocked = lease.isLocked();
  let cancelTick = () => {};
  const firstDownload = createFirstDownload(db);

  const syncLoop = createSyncLoop({
    push: () => pushAll({ db, client, clock, author, listeners, failPoint, onSettled: announceRows }),
    async pull() {
      lease.tryKeepTime();
      await versionGate.watch(
        pullAll({
          db,
          client,
          clock,
          author,
          run,
          listeners,
          failPoint,
          onApplied({ changed }, progress) {
            announceRows(changed);
            if (changed.has('person') || changed.has('team')) renewIdentity();
            if (firstDownload.applied(progress)) announce({ type: 'session' });
          },
        }),
      );
      lease.renew();
      checkLock();
    },
    counts: () => ({
      lease: lease.state(),
      held: countHeld(db),
      pending: countPending(db),
      offered: countOffered(db),
      rejections: countRejected(db),
      openConflicts: countOpenConflicts(db),
      lastSyncedAt: findMeta(db, 'last_synced_at') ?? null,
    }),
    isTooOld: versionGate.isTooOld,
    onSynced() {
      removeTraces(db, quickBytes);
      textWorker.wake();
      cards.wake();
      transfer.wake();
      setMeta(db, 'last_synced_at', instantOf(clock));
    },
    onOnline: () => pokes.wake(),
    onState: (state) => announce({ type: 'sync', state }),
    onEnded,
    timer,
    log,
    random,
  });
  const transfer = createAttachmentTransfer({
    ...{ db, client, clock, timer, log, random, failPoint, announce, onEnded },
  });
  const pokes = createPokeClient({
    client,
    timer,
    random,
    onPoke(event) {
      if (event.kind === 'scopes') syncLoop.poked(0);
      else if (event.version > cursorOf(db, event.scope)) {
        syncLoop.poked(event.scope === companyScopeId ? companySpreadMs : 0);
      }
    },
    onOpen: () => syncLoop.poked(0),
    onBroken: () => syncLoop.distrust(),
    onSilent: () => syncLoop.silent(),
    onUnanswered: () => syncLoop.doubted(),
  });

  /** Role and team are the server's to change at any time. */
  function renewIdentity(): void {
    const renewed = identityNow(db, identity);
    if (JSON.stringify(renewed) === JSON.stringify(identity)) return;
    identity = renewed;
    setMeta(db, 'identity', JSON.stringify(identity));
    onIdentity(identity);
    announce({ type: 'session' });
  }

  function checkLock(): void {
    if (lease.isLocked() === wasLocked) return;
    wasLocked = !wasLocked;
    announce({ type: 'session' });
  }

  function tick(): void {
    lease.tryKeepTime();
    checkLock();
    syncLoop.refresh();
    cancelTick = timer.after(leaseTickMs, tick);
  }

  async function stop(): Promise<void> {
    cancelTick();
    pokes.stop();
    textWorker.stop();
    cards.stop();
    stopRequests.abort();
    await syncLoop.stop();
    await transfer.stop();
  }

  function announceRows(changed: ReadonlySet<string>): void {
    if (changed.size > 0) announce({ type: 'changed', entities: [...changed] });
  }

  const context: CoreContext = {
    db,
    mutator: createMutator({
      db,
      clock,
      author,
      listeners,
      announce,
      lease,
      versionGate,
      onQueued: () => syncLoop.queued(),
    }),
    clock,
    log,
    get identity() {
      return identity;
    },
    companyScopeId,
    userScopeId: getMeta(db, 'user_scope_id'),
    server: endingClient(client, onEnded),
    syncLoop,
    transfer,
    cards,
    failPoint,
    announce,
    pendingIds: (entity) => pendingIds(db, entity),
    pendingFields: (entity, rowId) => pendingFields(db, entity, rowId),
  };
  const services = createServices(context);
  syncLoop.start();
  pokes.start();
  textWorker.wake();
  cards.wake();
  cancelTick = timer.after(leaseTickMs, tick);

  return {
    context,
    services,
    firstDownload: firstDownload.progress,
    isLocked: () => lease.isLocked(),
    lastContactAt: () => lease.lastContactAt(),
    unsent: () => countUnsent(db),
    contact: async () => void (await syncLoop.now()),
    stop,
    async close() {
      await stop();
      db.close();
    },
  };
}

/** A refusal that ends the session ends it wherever it is met first. */
function endingClient(client: ServerClient, onEnded: (reason: EndReason) => void): ServerClient {
  async function watch<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      const reason = error instanceof ServerError ? endReasonOf(error.code) : undefined;
      if (reason) onEnded(reason);
      throw error;
    }
  }
  return {
    get: (path, answer) => watch(client.get(path, answer)),
    post: (path, body, answer) => watch(client.post(path, body, answer)),
    readBytes: (path, body) => watch(client.readBytes(path, body)),
  };
}

function countOpenConflicts(db: LocalDb): number {
  return db.raw<{ n: number }>(
    `SELECT count(*) AS n FROM conflict WHERE status='open' AND deleted_at IS NULL`,
  )[0]!.n;
}

function identityNow(db: LocalDb, identity: Identity): Identity {
  const { q } = db;
  const row = db.get(
    q
      .selectFrom('person')
      .leftJoin('team', 'team.id', 'person.teamId')
      .select(['person.name', 'person.role', 'person.teamId', 'team.name as teamName'])
      .where('person.id', '=', identity.personId),
  );
  return row ? { ...identity, ...row } : identity;
}

function cursorOf(db: LocalDb, scopeId: string): number {
  return (
    db.raw<{ version: number }>('SELECT version FROM scope_cursor WHERE scope_id=?', scopeId)[0]?.version ??
    -1
  );
}
