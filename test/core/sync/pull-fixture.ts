import type { LocalContext } from '#test/support/local-context.ts';
import { applyPull } from '#core/sync/apply-pull.ts';
import type { PullAnswer } from '#core/sync/pull-answer.ts';
import { settle } from '#core/sync/settle.ts';
import type { Mutation, PushResult } from '#shared/protocol/sync.ts';
import { customerFields } from '#test/support/test-company.ts';

type Change = PullAnswer['changes'][number];

/** Applies an answer that lists the given scopes (by default all of the context's). */
export function apply(
  local: LocalContext,
  changes: Change[],
  options: {
    scopes?: PullAnswer['head']['scopes'];
    epoch?: string;
    epochChanged?: boolean;
    version?: number;
  } = {},
) {
  const { epoch = 'e1', epochChanged = false, version = 5 } = options;
  const scopes = options.scopes ?? allScopes(local);
  const cursors = Object.fromEntries(scopes.map((scope) => [scope.id, { version }]));
  return applyPull(
    { db: local.db, author: local.identity.personId, listeners: [] },
    {
      head: { kind: 'head', epoch, scopes, epochChanged },
      changes,
      end: {
        kind: 'end',
        cursors,
        more: false,
        remaining: 0,
        lines: changes.length,
        serverNow: '2026-01-01T00:00:00.000Z',
      },
      rowCount: 0,
    },
  );
}

export function allScopes(local: LocalContext): PullAnswer['head']['scopes'] {
  return [
    { id: local.companyScopeId, kind: 'company', version: 5 },
    { id: local.userScopeId, kind: 'user', version: 5 },
    { id: local.bookId, kind: 'book', version: 5 },
  ];
}

/** One customer as the server sends it. */
export function customerLine(
  scope: string,
  id: string,
  version: number,
  over: Record<string, unknown> = {},
): Change {
  const row = {
    id,
    version,
    createdAt: '2026-01-01T00:00:00.000Z',
    createdBy: null,
    deletedAt: null,
    late: false,
    ...customerFields(over),
  };
  return {
    kind: 'rows',
    scope,
    entity: 'customer',
    columns: Object.keys(row),
    rows: [Object.values(row) as never[]],
  };
}

export function answer(local: LocalContext, results: Partial<PushResult>[]): void {
  settle(
    { db: local.db, author: local.identity.personId, listeners: [], now: '2026-01-02T00:00:00.000Z' },
    results.map((result) => ({ id: '', status: 'applied', conflicts: 0, ...result })),
  );
}

export function queued(local: LocalContext): Mutation[] {
  return local.db.raw<Mutation>(
    `SELECT mutation_id AS id, seq, name, at, writes FROM outbox WHERE state='pending' ORDER BY seq`,
  );
}

export function customerOf(local: LocalContext, id: string) {
  return local.db.get(local.db.q.selectFrom('customer').selectAll().where('id', '=', id));
}
