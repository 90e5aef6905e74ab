/** Pull (SPEC PULL rules): what changed in the scopes this device may hold now, as NDJSON with an end mark. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { PullEnd, PullHead, PullRequest, ScopeCursor } from '#shared/protocol/sync.ts';
import type { Db } from '../db/database.ts';
import type { Principal } from '../domain/principal.ts';
import { listHeldScopes, type HeldScope } from '../domain/scope.ts';
import { Refusal } from '../domain/refusal.ts';
import { getServerEpoch, listEpochFloors } from '../domain/server-epoch.ts';
import { noteRun } from './fork.ts';
import { fillPage, type Page } from './pull-page.ts';

export async function pull(
  parts: { db: Db; clock: Clock },
  principal: Principal,
  request: PullRequest,
): Promise<string> {
  const { db, clock } = parts;
  // Before the epoch: a list of another history must never be taken for this one's, devices erase what it lacks.
  const held = await listHeldScopes(db, principal.companyId, principal.personId);
  const epoch = await getServerEpoch(db);
  const epochChanged = request.epoch !== undefined && request.epoch !== epoch;
  const refuseOther = async (now: Db) => {
    if ((await getServerEpoch(now)) !== epoch)
      throw new Refusal('STALE', 'the server was restored meanwhile');
  };
  if (request.run) {
    await noteRun(db, principal, request.run, epochChanged).catch(async (error: unknown) => {
      // Not a copy of the device, but a restore in between.
      await refuseOther(db);
      throw error;
    });
  }
  const cursorOf = (scope: HeldScope): ScopeCursor => request.scopes[scope.id] ?? { version: 0 };

  if (epochChanged) {
    const ids = held.map((scope) => scope.id);
    const start = Object.fromEntries(ids.map((id) => [id, { version: 0 }]));
    const floors = await listEpochFloors(db, request.epoch!, ids);
    return answer(
      { epoch, epochChanged, held, clock, floors },
      { lines: [], cursors: start, more: true, remaining: 0 },
    );
  }
  if (held.every((scope) => isUpToDate(scope, cursorOf(scope)))) {
    const cursors = Object.fromEntries(held.map((scope) => [scope.id, { version: scope.version }]));
    return answer({ epoch, epochChanged, held, clock }, { lines: [], cursors, more: false, remaining: 0 });
  }
  // One snapshot for the whole page: the list of scopes, their versions and the rows belong together.
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      await refuseOther(trx);
      const heldNow = await listHeldScopes(trx, principal.companyId, principal.personId);
      const page = await fillPage(
        trx,
        heldNow.map((scope) => ({ scope, cursor: cursorOf(scope) })),
        request.maxRows,
      );
      return answer({ epoch, epochChanged, held: heldNow, clock }, page);
    });
}

function isUpToDate(scope: HeldScope, cursor: ScopeCursor): boolean {
  return cursor.version === scope.version && cursor.resume === undefined;
}

function answer(
  context: {
    epoch: string;
    epochChanged: boolean;
    held: readonly HeldScope[];
    clock: Clock;
    floors?: Record<string, number>;
  },
  page: Page,
): string {
  const head: PullHead = {
    kind: 'head',
    epoch: context.epoch,
    scopes: context.held.map(({ id, kind, version }) => ({ id, kind, version })),
    epochChanged: context.epochChanged,
    ...(context.floors ? { floors: context.floors } : {}),
  };
  const end: PullEnd = {
    kind: 'end',
    cursors: page.cursors,
    more: page.more,
    remaining: page.remaining,
    lines: page.lines.length,
    serverNow: instantOf(context.clock),
  };
  return [JSON.stringify(head), ...page.lines, JSON.stringify(end), ''].join('\n');
}
