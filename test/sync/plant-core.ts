/** Planted faults of the device. */
import type { Plant } from './plant.ts';

export const corePlants: readonly Plant[] = [
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
    mood: 'ownership',
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
        find: '      cursors.map(({ scopeId, version, resume }) => [\n',
        replace: `      [...db.raw("SELECT substr(key, 6) AS scope_id, CAST(value AS INTEGER) AS version FROM meta WHERE key LIKE 'kept_%'"), ...cursors].map(({ scopeId, version, resume }) => [\n`,
      },
    ],
    mood: 'ownership',
    by: ['I1', 'I7'],
  },
  {
    name: 'epoch-ignored-by-device',
    about: 'T9: a device goes on with a restored server as if it were the one it knew',
    patches: [
      {
        file: 'electron/core/sync/apply-pull.ts',
        find: 'if (answer.head.epochChanged) startNewEpoch(options, answer.head.floors ?? {}, changed);',
        replace: '',
      },
    ],
    mood: 'restore',
    by: ['I1', 'I3', 'I5', 'I7'],
  },
  {
    name: 'lost-not-offered',
    about: 'T9: a device reads everything again and does not offer back what a restored server lost',
    patches: [
      {
        file: 'electron/core/sync/outbox.ts',
        find: `if (state === 'acknowledged') markWrites(db, seq, writes);`,
        replace: '',
      },
      {
        file: 'electron/core/sync/outbox.ts',
        find: "db.raw(`UPDATE outbox SET state='pending' WHERE state='acknowledged'`);",
        replace: '',
      },
    ],
    mood: 'restore',
    // What still waits may build on what was lost, and then waits for ever beside a row the server lacks.
    by: ['I3', 'I1'],
  },
  {
    name: 'floors-ignored',
    about: 'T9: what was seen in a lost history counts as seen in the new one',
    patches: [
      {
        file: 'electron/core/sync/outbox.ts',
        find: `return write.op === 'patch' && write.seen > floor ? { ...write, seen: floor } : write;`,
        replace: 'return floor < 0 ? { ...write } : write;',
      },
    ],
    mood: 'restore',
    by: ['I4'],
  },
  {
    name: 'cursor-before-rows',
    about: 'T5: the cursor of a page is kept in a transaction of its own, before the rows',
    patches: [
      {
        file: 'electron/core/sync/apply-pull.ts',
        find: '  db.transaction(() => {\n    if (answer.head.epochChanged)',
        replace: `  for (const [scope, { version, resume }] of Object.entries(answer.end.cursors))
    db.raw('UPDATE scope_cursor SET version=?, resume=? WHERE scope_id=?', version, resume ?? null, scope);
  db.transaction(() => {\n    if (answer.head.epochChanged)`,
      },
    ],
    mood: 'network',
    by: ['I1', 'I7'],
  },
  {
    name: 'two-programs',
    about: 'T12: a second program may open the same file',
    patches: [{ file: 'electron/core/db/profile-lock.ts', find: `db.exec('BEGIN EXCLUSIVE');`, replace: '' }],
    mood: 'loss',
    by: ['I7'],
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
    mood: 'network',
    by: ['I1', 'I7', 'I2'],
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
    mood: 'network',
    by: ['I7', 'I4', 'I1'],
  },
  {
    name: 'row-before-queue',
    about: 'the local row and its place in the queue are two transactions',
    patches: [
      {
        file: 'electron/core/sync/mutate.ts',
        find: 'const seq = enqueue(db, { mutationId, name, at, writes: sent }, text);',
        replace: `const seq = db.raw<{ seq: number }>('SELECT coalesce(max(seq), 0) + 1 AS seq FROM outbox')[0]!.seq;
        db.afterCommit(() => void enqueue(db, { mutationId, name, at, writes: sent }, text));`,
      },
    ],
    mood: 'edits',
    by: ['I7', 'I1'],
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
    mood: 'leaving',
    by: ['I2'],
  },
  {
    name: 'drain-skipped',
    about: 'a device that may hand in what it has is wiped at once',
    patches: [
      {
        file: 'electron/core/session/handover.ts',
        find: 'const drained = await handOver(db, from);',
        replace: 'const drained = { epoch: undefined };',
      },
    ],
    mood: 'leaving',
    by: ['I3'],
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
    mood: 'network',
    by: ['I4'],
  },
  {
    name: 'text-left-behind',
    about: 'the text of a book that left the device stays in the write-ahead log',
    patches: [
      {
        file: 'electron/core/sync/apply-pull.ts',
        find: 'if (erased.length > 0 || forgot || isReset) noteTraces(db);',
        replace: '',
      },
      {
        file: 'electron/core/sync/apply-pull.ts',
        find: 'if (erased.length > 0 || forgot || isReset) db.checkpoint();',
        replace: '',
      },
    ],
    mood: 'ownership',
    by: ['I2'],
  },
];
