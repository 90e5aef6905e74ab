/** Push (SPEC PUSH, WRITE, CONFLICT and LATE rules): each mutation in one transaction with the record of it. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Mutation, PushRequest, PushResponse, PushResult } from '#shared/protocol/sync.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { Db, Trx } from '../db/database.ts';
import { errorCode } from '../db/error-code.ts';
import { appendAudit } from '../domain/audit.ts';
import type { Principal } from '../domain/principal.ts';
import { Refusal } from '../domain/refusal.ts';
import { bumpScopes, lockScopes } from '../domain/scope.ts';
import { getServerEpoch } from '../domain/server-epoch.ts';
import { applyWrites } from './apply-writes.ts';
import { checkCampaigns } from './campaign-rule.ts';
import { checkWrites, type CheckedWrite } from './checked-write.ts';
import { claimSeq, refuseFork } from './fork.ts';
import type { Poker } from './poke.ts';
import { isForLater } from './offer.ts';
import { findProcessed, recordProcessed, type RecordedResult } from './processed.ts';
import { checkReferences } from './reference.ts';
import { recordRedirected, redirectWrites } from './redirect.ts';
import { Rejection } from './rejection.ts';
import { auditReveals } from './reveal-audit.ts';
import { getScopeAccess, getTargetAccess } from './write-access.ts';

export interface PushParts {
  db: Db;
  clock: Clock;
  poker: Poker;
}

/** Versions the push gave to scopes, for the pokes after it. */
type Moved = Map<string, number>;

export async function push(
  parts: PushParts,
  principal: Principal,
  request: PushRequest,
  senderVersion: number,
): Promise<PushResponse> {
  const { db, clock, poker } = parts;
  if (request.deviceEpoch !== principal.deviceEpoch) {
    throw new Refusal('STALE', 'the device epoch is not that of this enrolment');
  }
  const epoch = await getServerEpoch(db);
  if (request.serverEpoch !== undefined && request.serverEpoch !== epoch) throw new StaleEpoch();
  const ids = request.mutations.map((mutation) => mutation.id);
  const processed = await findProcessed(db, principal.companyId, ids);
  const unknown = request.mutations.filter(({ id }) => !processed.has(id));
  await refuseFork(db, principal, unknown);
  const isNewer = senderVersion > protocolVersion;
  const moved: Moved = new Map();
  const results: PushResult[] = [];
  try {
    for (const mutation of request.mutations) {
      const result =
        processed.get(mutation.id) ??
        // Order is kept: what stands behind a deferred mutation may build on it (SPEC VERSION6).
        (results.some(isDeferred)
          ? deferralOf(mutation)
          : await processMutation({ ...parts, epoch, isNewer }, principal, mutation, moved));
      if (!isDeferred(result)) processed.set(mutation.id, result);
      results.push(result);
    }
    await db
      .updateTable('enrolment')
      .set({ lastPushAt: instantOf(clock) })
      .where('companyId', '=', principal.companyId)
      .where('id', '=', principal.enrolmentId)
      .execute();
  } finally {
    await poker.publish([...moved].map(([scope, version]) => ({ scope, version })));
  }
  return { epoch, results };
}

/** A push belongs to the server epoch in which it began (SPEC EPOCH6). */
type EpochParts = PushParts & {
  epoch: string;
  /** The sender's program is newer than this server. */
  isNewer: boolean;
};

const isDeferred = (result: PushResult) => result.status === 'deferred';

/** Not recorded: it comes again, to a server that can take it. */
function deferralOf({ id }: Mutation): PushResult {
  return { id, status: 'deferred', conflicts: 0 };
}

class StaleEpoch extends Refusal {
  constructor() {
    super('STALE', 'the server was restored from a backup: pull first');
  }
}

/** Asked where a lock or a write of the transaction has met a restore: it is either over or waits for us. */
async function checkEpoch(trx: Trx, epoch: string): Promise<void> {
  if ((await getServerEpoch(trx)) !== epoch) throw new StaleEpoch();
}

async function processMutation(
  parts: EpochParts,
  principal: Principal,
  mutation: Mutation,
  moved: Moved,
): Promise<PushResult> {
  try {
    const writes = checkWrites(mutation);
    const targets = new Set<string>();
    const { result, versions } = await retried(() =>
      parts.db
        .transaction()
        .execute((trx) => applyMutation(trx, parts, principal, mutation, writes, targets)),
    );
    for (const [scope, version] of versions) moved.set(scope, version);
    return result;
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    if (parts.isNewer && error.isOfProgram) return deferralOf(mutation);
    return recordRejection(parts, principal, mutation, error);
  }
}

async function applyMutation(
  trx: Trx,
  { clock, epoch }: EpochParts,
  principal: Principal,
  mutation: Mutation,
  addressed: readonly CheckedWrite[],
  targets: Set<string>,
): Promise<{ result: PushResult; versions: Moved }> {
  const scopeIds = [...new Set(addressed.map((write) => write.scope))];
  const locked = await lockScopes(trx, principal.companyId, [...scopeIds, ...targets]);
  await checkEpoch(trx, epoch);
  // Asked again under the lock: the same mutation may have arrived twice at the same time.
  const before = (await findProcessed(trx, principal.companyId, [mutation.id])).get(mutation.id);
  if (before) return { result: before, versions: new Map() };
  await claimSeq(trx, principal, mutation);
  const accesses = await getScopeAccess(trx, principal, scopeIds, locked);
  const writes = await redirectWrites(trx, addressed);
  const others = [...new Set(writes.map((write) => write.scope))].filter((id) => !accesses.has(id));
  for (const id of others) targets.add(id);
  if (others.some((id) => !locked.has(id))) throw new MovedOn();
  for (const [id, access] of await getTargetAccess(trx, principal, others, locked)) accesses.set(id, access);
  const { conflicts, scopes } = await applyWrites(trx, clock, principal, mutation, writes, accesses);
  for (const id of await recordRedirected(trx, writes, locked)) scopes.add(id);
  await checkReferences(
    trx,
    principal,
    writes.filter((write) => write.op === 'insert'),
  );
  await checkCampaigns(trx, clock, principal, writes);
  await auditReveals(trx, clock, principal, writes);
  await bumpScopes(trx, [...scopes]);
  const result: RecordedResult = { id: mutation.id, status: 'applied', conflicts };
  if (!(await recordProcessed(trx, clock, principal, mutation, result))) throw new ProcessedMeanwhile();
  return { result, versions: new Map([...scopes].map((id) => [id, locked.get(id)!.version + 1])) };
}

async function recordRejection(
  { db, clock, epoch }: EpochParts,
  principal: Principal,
  mutation: Mutation,
  rejection: Rejection,
): Promise<PushResult> {
  const { code, message } = rejection;
  const result: RecordedResult = { id: mutation.id, status: 'rejected', conflicts: 0, code, message };
  await db.transaction().execute(async (trx) => {
    await claimSeq(trx, principal, mutation);
    if (await isForLater(trx, clock, code)) result.later = true;
    const isFirst = await recordProcessed(trx, clock, principal, mutation, result);
    await checkEpoch(trx, epoch);
    if (!isFirst || code !== 'FORBIDDEN') return;
    await appendAudit(trx, clock, {
      companyId: principal.companyId,
      actorId: principal.personId,
      action: 'refused',
      detail: { route: '/v1/sync/push', code, mutationId: mutation.id },
    });
  });
  if (result.later) return result;
  const recorded = (await findProcessed(db, principal.companyId, [mutation.id])).get(mutation.id);
  return recorded && recorded.status !== result.status ? recorded : result;
}

/** The same id came in with other scopes, so the locks did not keep the two apart. The next try finds its record. */
class ProcessedMeanwhile extends Error {
  readonly code = '40001';
}

/** Customers are in books that are not locked yet: the next try locks those too, all in the order of their ids. */
class MovedOn extends Error {
  readonly code = '40001';
}

/** Serialization failure and deadlock: the transaction was undone whole and may run again. */
const retryable = new Set(['40001', '40P01']);
const attempts = 5;

async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= attempts || !retryable.has(errorCode(error))) throw error;
    }
  }
}
