/** Push (SPEC PUSH, WRITE, CONFLICT and LATE rules): each mutation in one transaction with the record of it. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Mutation, PushRequest, PushResponse, PushResult } from '#shared/protocol/sync.ts';
import type { Db, Trx } from '../db/database.ts';
import { errorCode } from '../db/open-database.ts';
import { appendAudit } from '../domain/audit.ts';
import type { Principal } from '../domain/principal.ts';
import { Refusal } from '../domain/refusal.ts';
import { bumpScopes, lockScopes } from '../domain/scope.ts';
import { getServerEpoch } from '../domain/server-epoch.ts';
import { applyWrites } from './apply-writes.ts';
import { checkWrites, type CheckedWrite } from './checked-write.ts';
import type { Poker } from './poke.ts';
import { findProcessed, recordProcessed } from './processed.ts';
import { checkReferences } from './reference.ts';
import { Rejection } from './rejection.ts';
import { getScopeAccess } from './write-access.ts';

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
): Promise<PushResponse> {
  const { db, clock, poker } = parts;
  if (request.deviceEpoch !== principal.deviceEpoch) {
    throw new Refusal('STALE', 'the device epoch is not that of this enrolment');
  }
  const ids = request.mutations.map((mutation) => mutation.id);
  const processed = await findProcessed(db, principal.companyId, ids);
  const moved: Moved = new Map();
  const results: PushResult[] = [];
  try {
    for (const mutation of request.mutations) {
      const result = processed.get(mutation.id) ?? (await processMutation(parts, principal, mutation, moved));
      processed.set(mutation.id, result);
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
  return { epoch: await getServerEpoch(db), results };
}

async function processMutation(
  parts: PushParts,
  principal: Principal,
  mutation: Mutation,
  moved: Moved,
): Promise<PushResult> {
  try {
    const writes = checkWrites(mutation);
    const { result, versions } = await retried(() =>
      parts.db.transaction().execute((trx) => applyMutation(trx, parts.clock, principal, mutation, writes)),
    );
    for (const [scope, version] of versions) moved.set(scope, version);
    return result;
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return recordRejection(parts, principal, mutation, error);
  }
}

async function applyMutation(
  trx: Trx,
  clock: Clock,
  principal: Principal,
  mutation: Mutation,
  writes: readonly CheckedWrite[],
): Promise<{ result: PushResult; versions: Moved }> {
  const scopeIds = [...new Set(writes.map((write) => write.scope))];
  const locked = await lockScopes(trx, principal.companyId, scopeIds);
  // Asked again under the lock: the same mutation may have arrived twice at the same time.
  const before = (await findProcessed(trx, principal.companyId, [mutation.id])).get(mutation.id);
  if (before) return { result: before, versions: new Map() };
  const accesses = await getScopeAccess(trx, principal, scopeIds, locked);
  const { conflicts, scopes } = await applyWrites(trx, clock, principal, mutation, writes, accesses);
  await checkReferences(
    trx,
    principal,
    writes.filter((write) => write.op === 'insert'),
  );
  await bumpScopes(trx, [...scopes]);
  const result: PushResult = { id: mutation.id, status: 'applied', conflicts };
  if (!(await recordProcessed(trx, clock, principal, mutation, result))) throw new ProcessedMeanwhile();
  return { result, versions: new Map([...scopes].map((id) => [id, locked.get(id)!.version + 1])) };
}

async function recordRejection(
  { db, clock }: PushParts,
  principal: Principal,
  mutation: Mutation,
  rejection: Rejection,
): Promise<PushResult> {
  const { code, message } = rejection;
  const result: PushResult = { id: mutation.id, status: 'rejected', conflicts: 0, code, message };
  await db.transaction().execute(async (trx) => {
    const isFirst = await recordProcessed(trx, clock, principal, mutation, result);
    if (!isFirst || code !== 'FORBIDDEN') return;
    await appendAudit(trx, clock, {
      companyId: principal.companyId,
      actorId: principal.personId,
      action: 'refused',
      detail: { route: '/v1/sync/push', code, mutationId: mutation.id },
    });
  });
  return (await findProcessed(db, principal.companyId, [mutation.id])).get(mutation.id) ?? result;
}

/** The same id came in with other scopes, so the locks did not keep the two apart. The next try finds its record. */
class ProcessedMeanwhile extends Error {
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
