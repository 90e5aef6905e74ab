/**
 * Faults to test the simulator with: each is a mistake such programs are known to make, put into a source file as text.
 * A simulator that does not notice them proves nothing by being green.
 */
import type { Invariant } from './violation.ts';

export interface Plant {
  name: string;
  /** What is wrong, and which trap it is. */
  about: string;
  patches: ReadonlyArray<{ file: string; find: string; replace: string }>;
  /** Needs transactions that overlap. */
  postgres?: boolean;
  /** What may catch it. */
  by: readonly Invariant[];
}

export const plants: readonly Plant[] = [
  {
    name: 'late-cursor',
    about: 'T1: versions are given without locking the scope, so a later one can be committed first',
    patches: [
      {
        file: 'server/domain/scope.ts',
        find: '    order by id for update\n',
        replace: '    order by id\n',
      },
    ],
    postgres: true,
    by: ['I1', 'I3', 'I4', 'I6', 'I7', 'I8'],
  },
  {
    name: 'device-clock-wins',
    about: 'T2: of two edits the one with the later device clock stands',
    patches: [
      {
        file: 'server/sync/apply-writes.ts',
        find: 'const stamp = { v: version, d: author.deviceEpoch, s: author.seq };',
        replace: 'const stamp = { v: version, d: author.deviceEpoch, s: author.seq, at: mutation.at };',
      },
      {
        file: 'server/sync/apply-writes.ts',
        find: '      seq: mutation.seq,\n      version,\n',
        replace: '      seq: mutation.seq,\n      at: mutation.at,\n      version,\n',
      },
      {
        file: 'server/sync/patch-rule.ts',
        find: 'if (!last || isOwnEarlier(last, author)) return false;',
        replace: 'if (!last || isOwnEarlier(last, author) || author.at > (last.at ?? "")) return false;',
      },
    ],
    by: ['I4'],
  },
  {
    name: 'counter-reuse',
    about: 'T3: a mutation is known by device and number instead of its id',
    patches: [
      {
        file: 'server/sync/push.ts',
        find: 'const unknown = request.mutations.filter(({ id }) => !processed.has(id));',
        replace: `for (const { id, seq } of request.mutations) {
          if (processed.has(id)) continue;
          const [known] = await db.selectFrom('processedMutation').select(['status', 'conflicts'])
            .where('deviceEpoch', '=', principal.deviceEpoch).where('seq', '=', seq).execute();
          if (known) processed.set(id, { id, status: 'applied', conflicts: 0, repeated: true });
        }
        const unknown = request.mutations.filter(({ id }) => !processed.has(id));`,
      },
    ],
    by: ['I3'],
  },
  {
    name: 'no-record',
    about: 'T4: no record of what was processed, so a repeat is applied again',
    patches: [
      {
        file: 'server/sync/push.ts',
        find: 'if (!(await recordProcessed(trx, clock, principal, mutation, result))) throw new ProcessedMeanwhile();',
        replace: '',
      },
    ],
    by: ['I3', 'I6'],
  },
  {
    name: 'record-outside',
    about: 'T5: applied in one transaction, recorded in another',
    patches: [
      {
        file: 'server/sync/push.ts',
        find: 'if (!(await recordProcessed(trx, clock, principal, mutation, result))) throw new ProcessedMeanwhile();',
        replace: '',
      },
      {
        file: 'server/sync/push.ts',
        find: 'for (const [scope, version] of versions) moved.set(scope, version);',
        replace: `await recordProcessed(parts.db, parts.clock, principal, mutation, result);
        for (const [scope, version] of versions) moved.set(scope, version);`,
      },
    ],
    by: ['I3', 'I6'],
  },
  {
    name: 'scope-not-erased',
    about: 'T6: a book that left the device stays on it',
    patches: [
      {
        file: 'electron/core/sync/apply-pull.ts',
        find: '  for (const scopeId of erased) {\n',
        replace: '  for (const scopeId of erased.slice(0, 0)) {\n',
      },
    ],
    by: ['I2'],
  },
  {
    name: 'scope-not-whole',
    about: 'T6: a book that comes back starts where it was left, not at the beginning',
    patches: [
      {
        file: 'electron/core/sync/apply-pull.ts',
        find: `db.raw('DELETE FROM scope_cursor WHERE scope_id=?', scopeId);`,
        replace: `db.raw("INSERT OR REPLACE INTO meta SELECT 'kept_' || scope_id, version FROM scope_cursor WHERE scope_id=?", scopeId);
          db.raw('DELETE FROM scope_cursor WHERE scope_id=?', scopeId);`,
      },
      {
        file: 'electron/core/sync/apply-pull.ts',
        find: `db.raw('INSERT OR IGNORE INTO scope_cursor (scope_id, kind, version) VALUES (?,?,0)', id, kind);`,
        replace: `db.raw("INSERT OR IGNORE INTO scope_cursor (scope_id, kind, version) VALUES (?,?,coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key='kept_' || ?),0))", id, kind, id);`,
      },
    ],
    by: ['I1', 'I7'],
  },
  {
    name: 'no-reset',
    about: 'T7: tombstones are cleared and old cursors go on as if nothing had been',
    patches: [
      {
        file: 'server/sync/pull-page.ts',
        find: ' || (cursor.version > 0 && cursor.version < scope.prunedTo)',
        replace: '',
      },
    ],
    by: ['I1', 'I5'],
  },
  {
    name: 'edit-into-the-grave',
    about: 'T8: an edit of a row that was deleted meanwhile is set, where nobody sees it',
    patches: [
      {
        file: 'server/sync/patch-rule.ts',
        find: `const wasDeletedUnseen = row.deletedAt !== null && changedUnseen('deletedAt');`,
        replace: 'const wasDeletedUnseen = false;',
      },
    ],
    by: ['I4'],
  },
  {
    name: 'resurrection',
    about: 'T8: an edit brings a deleted row back',
    patches: [
      {
        file: 'server/sync/apply-writes.ts',
        find: '      ...row,\n      ...set,\n',
        replace: `      ...row,\n      deletedAt: null,\n      ...set,\n`,
      },
    ],
    by: ['I5'],
  },
  {
    name: 'epoch-ignored-by-server',
    about: 'T9: a restored server takes cursors of a history that is gone',
    patches: [
      {
        file: 'server/sync/pull.ts',
        find: 'const epochChanged = request.epoch !== undefined && request.epoch !== epoch;',
        replace: 'const epochChanged = false;',
      },
    ],
    by: ['I1', 'I3', 'I5', 'I7', 'I8'],
  },
  {
    name: 'epoch-ignored-by-device',
    about: 'T9: a device does not offer back what a restored server lost',
    patches: [
      {
        file: 'electron/core/sync/apply-pull.ts',
        find: 'if (answer.head.epochChanged) startNewEpoch(options, answer.head.floors ?? {}, changed);',
        replace: '',
      },
    ],
    by: ['I1', 'I3', 'I5'],
  },
  {
    name: 'poison-blocks',
    about: 'T10: one mutation the server cannot take holds up all behind it',
    patches: [
      {
        file: 'server/sync/push.ts',
        find: 'if (!(error instanceof Rejection)) throw error;',
        replace: 'throw error;',
      },
    ],
    by: ['I8'],
  },
  {
    name: 'page-boundary',
    about: 'T11: a page that breaks off inside a version goes on after it',
    patches: [
      {
        file: 'server/sync/pull-page.ts',
        find: `      version: window.from,\n      resume: resumeToken({ ...at, left: page.remaining }),\n`,
        replace: `      version: Math.max(window.from, at.version),\n`,
      },
    ],
    by: ['I1', 'I7', 'I8'],
  },
  {
    name: 'two-programs',
    about: 'T12: a second program may open the same file',
    patches: [{ file: 'electron/core/db/profile-lock.ts', find: `db.exec('BEGIN EXCLUSIVE');`, replace: '' }],
    by: ['I7'],
  },
  {
    name: 'unknown-field-dropped',
    about: 'T13: a field the server does not know is dropped without a word',
    patches: [
      {
        file: 'shared/domain/entity/entity.ts',
        find: '    .strictObject(shape)\n',
        replace: '    .object(shape)\n',
      },
    ],
    by: ['I3'],
  },
  {
    name: 'ownership-on-read-only',
    about: 'ownership is asked for when reading, not when writing',
    patches: [
      {
        file: 'server/sync/write-access.ts',
        find: `if (!scope || !(isOwnPlan || isOwnBook) || !isAllowed(principal.role, 'write', subject, 'own')) {`,
        replace: `if (!scope || !isAllowed(principal.role, 'write', subject, 'own')) {`,
      },
    ],
    by: ['I2'],
  },
  {
    name: 'end-mark-unchecked',
    about: 'a page that was cut off is taken for a whole one',
    patches: [
      {
        file: 'electron/core/server-client/pull-reader.ts',
        find: '  const end = lines.pop();\n',
        replace: `  const end = lines.at(-1)?.kind === 'end' ? lines.pop() : { kind: 'end', more: false, remaining: 0,
            lines: lines.length, serverNow: new Date(0).toISOString(),
            cursors: Object.fromEntries(head.scopes.map(({ id, version }) => [id, { version }])) };\n`,
      },
    ],
    by: ['I1', 'I7', 'I2'],
  },
  {
    name: 'silent-overwrite',
    about: 'the last writer of a field wins',
    patches: [
      {
        file: 'server/sync/patch-rule.ts',
        find: 'return seen < (shownFrom[author.addressed] ?? Infinity);',
        replace: 'return false;',
      },
    ],
    by: ['I4'],
  },
  {
    name: 'conflict-not-kept',
    about: 'the late value of a conflict is thrown away',
    patches: [
      {
        file: 'server/sync/apply-writes.ts',
        find: `await insertRows(trx, getEntity('conflict'), conflictRows);`,
        replace: '',
      },
    ],
    by: ['I4', 'I3'],
  },
  {
    name: 'rebase-forgets',
    about: 'a pulled row hides the edits that still wait',
    patches: [
      {
        file: 'electron/core/sync/apply-pull.ts',
        find: '    if (rebase.hasPending(table.name, id)) {\n',
        replace: '    if (id === table.name) {\n',
      },
    ],
    by: ['I7', 'I1'],
  },
  {
    name: 'row-before-queue',
    about: 'the local row and its place in the queue are two transactions',
    patches: [
      {
        file: 'electron/core/sync/mutate.ts',
        find: 'const sent = writes.map((write) => apply(write, at));',
        replace: `const sent = writes.map((write) => apply(write, at));
        db.raw('COMMIT');
        db.raw('BEGIN IMMEDIATE');`,
      },
    ],
    by: ['I1', 'I5', 'I7'],
  },
  {
    name: 'late-facts-dropped',
    about: 'what a former owner hands in late is answered as applied and not written',
    patches: [
      {
        file: 'server/sync/apply-writes.ts',
        find: '  group.inserted.add(write.id);\n',
        replace: '  if (author.isFormerOwner) return;\n  group.inserted.add(write.id);\n',
      },
    ],
    by: ['I3', 'I4'],
  },
  {
    name: 'wipe-keeps-file',
    about: 'a wipe leaves the database on the disk',
    patches: [
      {
        file: 'electron/core/session/wipe-files.ts',
        find: '.filter((name) => name !== keyName && name !== lockName)',
        replace: `.filter((name) => name !== keyName && name !== lockName && !name.startsWith('rapport.db'))`,
      },
    ],
    by: ['I2'],
  },
  {
    name: 'drain-skipped',
    about: 'a device that may hand in what it has is wiped at once',
    patches: [
      {
        file: 'electron/core/session/handover.ts',
        find: 'if (await handIn(db, from)) order = await orders.drained(counted ?? 0);',
        replace: 'order = await orders.drained(counted ?? 0);',
      },
    ],
    by: ['I3'],
  },
  {
    name: 'gone-not-sent',
    about: 'rows that moved to another book stay on devices of the old one',
    patches: [
      {
        file: 'server/sync/pull-page.ts',
        find: '  if (window.from > 0) {\n',
        replace: '  if (window.from < 0) {\n',
      },
    ],
    by: ['I1', 'I2', 'I5'],
  },
  {
    name: 'fork-unchecked',
    about: 'T3: two copies of one device go on under one name',
    patches: [
      {
        file: 'server/sync/fork.ts',
        find: 'if (noted.rows.length === 0) throw forked();',
        replace: '',
      },
      {
        file: 'server/sync/fork.ts',
        find: 'if (taken.some(({ seq, mutationId }) => late.get(seq) !== mutationId)) throw forked();',
        replace: '',
      },
    ],
    by: ['I6', 'I4', 'I3'],
  },
  {
    name: 'rejection-forgotten',
    about: 'what the server refused disappears from the device',
    patches: [
      {
        file: 'electron/core/sync/settle.ts',
        find: `      const isKept = result.status === 'applied'`,
        replace: `      if (result.status === 'rejected') db.raw('DELETE FROM outbox WHERE seq=?', mutation.seq);
      const isKept = result.status === 'applied'`,
      },
    ],
    by: ['I4'],
  },
  {
    name: 'version-not-raised',
    about: 'rows are written and the scope does not move',
    patches: [
      {
        file: 'server/sync/push.ts',
        find: '  await bumpScopes(trx, [...scopes]);\n',
        replace: '',
      },
    ],
    by: ['I1', 'I4', 'I7', 'I8'],
  },
  {
    name: 'text-left-behind',
    about: 'the text of a book that left the device stays in the write-ahead log',
    patches: [
      {
        file: 'electron/core/sync/apply-pull.ts',
        find: 'if (erased.length > 0 || forgot) db.checkpoint();',
        replace: '',
      },
    ],
    by: ['I2'],
  },
];
