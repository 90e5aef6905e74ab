/** Planted faults of the company server. */
import type { Plant } from './plant.ts';

export const serverPlants: readonly Plant[] = [
  {
    name: 'late-cursor',
    about: 'T1: a version is given before the scope is locked, so a later one can be committed first',
    patches: [
      {
        file: 'server/domain/scope.ts',
        find: '  const locked = await sql<LockedScope>`\n',
        replace:
          '  const given = await sql<LockedScope>`\n' +
          '    select id, version from scope where id = any(${[...ids]}::uuid[])`.execute(trx);\n' +
          '  const givenOf = new Map(given.rows.map(({ id, version }) => [id, version]));\n' +
          '  const locked = await sql<LockedScope>`\n',
      },
      {
        file: 'server/domain/scope.ts',
        find: 'locked.rows.map((scope) => [scope.id, scope])',
        replace: 'locked.rows.map((scope) => [scope.id, { ...scope, version: givenOf.get(scope.id)! }])',
      },
    ],
    postgres: true,
    mood: 'edits',
    by: ['I1', 'I4', 'I7'],
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
    mood: 'edits',
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
    mood: 'loss',
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
    name: 'no-reset',
    about: 'T7: tombstones are cleared and old cursors go on as if nothing had been',
    patches: [
      {
        file: 'server/sync/pull-page.ts',
        find: ' || (cursor.version > 0 && cursor.version < scope.prunedTo)',
        replace: '',
      },
    ],
    mood: 'ownership',
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
    mood: 'edits',
    by: ['I4'],
  },
  {
    name: 'resurrection',
    about: 'T8: an edit brings back a row that was deleted meanwhile',
    patches: [
      {
        file: 'server/sync/patch-rule.ts',
        find: `const wasDeletedUnseen = row.deletedAt !== null && changedUnseen('deletedAt');`,
        replace: 'const wasDeletedUnseen = false;',
      },
      {
        file: 'server/sync/apply-writes.ts',
        find: '      ...row,\n      ...set,\n',
        replace: `      ...row,\n      deletedAt: null,\n      ...set,\n`,
      },
    ],
    mood: 'edits',
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
    mood: 'restore',
    by: ['I1', 'I3', 'I5', 'I7', 'I8'],
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
    mood: 'network',
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
    mood: 'network',
    by: ['I1', 'I7', 'I8'],
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
    mood: 'network',
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
    mood: 'ownership',
    by: ['I2'],
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
    mood: 'edits',
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
    mood: 'edits',
    by: ['I4', 'I3'],
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
    mood: 'ownership',
    by: ['I3', 'I4'],
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
    mood: 'ownership',
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
    mood: 'loss',
    // Each copy's sign-in ends the session of the other, so that the two never come to rest.
    by: ['I6', 'I4', 'I3', 'I8'],
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
];
