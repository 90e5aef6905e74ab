/** Pull (SPEC PULL rules): what changed in the scopes this device may hold now, as NDJSON with an end mark. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { PullEnd, PullHead, PullRequest, ScopeCursor } from '#shared/protocol/sync.ts';
import type { Db } from '../db/database.ts';
import type { Principal } from '../domain/principal.ts';
import { listHeldScopes, type HeldScope } from '../domain/scope.ts';
import { getServerEpoch } from '../domain/server-epoch.ts';
import { fillPage, type Page } from './pull-page.ts';

export async function pull(
  parts: { db: Db; clock: Clock },
  principal: Principal,
  request: PullRequest,
): Promise<string> {
  const { db, clock } = parts;
  const epoch = await getServerEpoch(db);
  const epochChanged = request.epoch !== undefined && request.epoch !== epoch;
  const held = await listHeldScopes(db, principal.companyId, principal.personId);
  const cursorOf = (scope: HeldScope): ScopeCursor => request.scopes[scope.id] ?? { version: 0 };

  if (epochChanged) {
    const start = Object.fromEntries(held.map((scope) => [scope.id, { version: 0 }]));
    return answer(
      { epoch, epochChanged, held, clock },
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
  context: { epoch: string; epochChanged: boolean; held: readonly HeldScope[]; clock: Clock },
  page: Page,
): string {
  const head: PullHead = {
    kind: 'head',
    epoch: context.epoch,
    scopes: context.held.map(({ id, kind, version }) => ({ id, kind, version })),
    epochChanged: context.epochChanged,
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
