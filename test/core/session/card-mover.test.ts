/** A long history follows its card a slice at a time (SPEC MERGE1): in between, after a kill, and when minds change. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hangingEntities } from '#core/db/hanging.ts';
import { keyCheckOf } from '#core/db/key-check.ts';
import type { LocalDb } from '#core/db/local-db.ts';
import { openLocalDb } from '#core/db/open.ts';
import { createCardMove } from '#core/db/repository/card-move.ts';
import { rootOf } from '#core/db/repository/card-root.ts';
import { newCustomerFields } from '#core/db/repository/new-customer.ts';
import { findReplicaRow, getReplicaTable, putReplicaRow } from '#core/db/replica-table.ts';
import { noFailPoint } from '#core/fail-point.ts';
import { createRowListeners } from '#core/services/row-listeners.ts';
import { createCardMover } from '#core/session/card-mover.ts';
import { createMutator } from '#core/sync/mutate.ts';
import type { LiveEvent } from '#shared/contract/sync.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemTimer } from '#shared/lib/timer.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { createRep } from '../service/rep.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

/** By row: the card the server knows, and the one it is shown on. */
function places(db: LocalDb): Map<string, { own: string; shown: string }> {
  const found = new Map<string, { own: string; shown: string }>();
  for (const entity of hangingEntities) {
    const rows = db.raw<{ id: string; shown: string; own: string | null }>(
      `SELECT e.id, e.customer_id AS shown, m.customer_id AS own FROM ${entity} e
       LEFT JOIN moved_row m ON m.entity = '${entity}' AND m.row_id = e.id WHERE e.customer_id IS NOT NULL`,
    );
    for (const { id, shown, own } of rows) found.set(id, { own: own ?? shown, shown });
  }
  return found;
}

const child = fileURLToPath(new URL('./card-move-child.ts', import.meta.url));
// More than two slices hold on a fast machine: a slice ends by the clock.
const rowsOfOther = 20_000;

test('a program killed between two slices goes on where it was: no row is lost, none is twice', async () => {
  const key = randomBytes(32);
  const file = join(tempFolder(), 'rapport.db');
  const open = (mustExist: boolean) =>
    openLocalDb({ file, key, keyCheck: keyCheckOf(key), mustExist, log: silentLogger });
  const [scope, kept, other] = [uuidv7(systemClock), uuidv7(systemClock), uuidv7(systemClock)];
  let db = open(false);
  const mutator = createMutator({
    ...{ db, clock: systemClock, author: scope, listeners: [], announce() {}, onQueued() {} },
  });
  for (const [id, name] of [
    [kept, '王芳'],
    [other, '王小姐'],
  ] as const)
    mutator.mutate('customer.create', [
      { op: 'insert', entity: 'customer', id, scope, fields: newCustomerFields(name, '2026-01-01') },
    ]);
  for (const entity of ['note', 'touch'])
    db.raw(
      `INSERT INTO ${entity} (id, scope_id, version, created_at, late, customer_id, body, happened_at)
       WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${rowsOfOther / 2})
       SELECT lower(hex(randomblob(16))), ?, 1, '2026-01-01', 0, ?, '', '2026-01-01' FROM n`,
      scope,
      other,
    );
  db.close();

  const killed = spawn(process.execPath, [child, file, key.toString('hex'), kept, other, '2'], {
    stdio: 'inherit',
  });
  const [code, signal] = (await once(killed, 'close')) as [number | null, string | null];
  expect([code, signal]).toEqual([null, 'SIGKILL']);

  db = open(true);
  const between = [...places(db).values()];
  expect(between).toHaveLength(rowsOfOther);
  expect(between.every(({ own }) => own === other)).toBe(true);
  const there = between.filter(({ shown }) => shown === kept).length;
  expect(there).toBeGreaterThanOrEqual(300);
  expect(there).toBeLessThan(rowsOfOther);
  expect(between.filter(({ shown }) => shown === other)).toHaveLength(rowsOfOther - there);

  const events: LiveEvent[] = [];
  const mover = createCardMover({
    ...{ db, timer: systemTimer, log: silentLogger, failPoint: noFailPoint, isAllowed: () => true },
    announce: (event) => void events.push(event),
  });
  mover.wake();
  await mover.settled();
  const after = [...places(db).values()];
  expect(after).toHaveLength(rowsOfOther);
  expect(after.every(({ own, shown }) => own === other && shown === kept)).toBe(true);
  expect(db.raw('SELECT * FROM card_move')).toEqual([]);
  expect(events.at(-1)).toMatchObject({ type: 'changed' });

  // And back again, told that the merge was wrong.
  const back = createMutator({
    ...{ db, clock: systemClock, author: scope, announce() {}, onQueued() {} },
    listeners: createRowListeners(db, { onRowsLeft: () => mover.wake() }),
  });
  back.mutate('customer.unmerge', [
    { op: 'patch', entity: 'customer', id: other, fields: { mergedIntoId: null, deletedAt: null } },
  ]);
  await mover.settled();
  expect([...places(db).values()].every(({ own, shown }) => own === other && shown === other)).toBe(true);
  expect(db.raw('SELECT * FROM moved_row')).toEqual([]);
  mover.stop();
  db.close();
});

test('[MERGE1] whatever is merged, undone, written and pulled while rows are on their way, each ends on the card that stands', () => {
  const rep = createRep({ rowsAtOnce: 2 });
  const { db } = rep.context;
  const cards = ['甲', '乙', '丙', '丁'].map(
    (name) => rep.customer.create({ fields: { name, addedOn: '2025-06-01' } }).customerId,
  );
  for (const id of cards) {
    for (let n = 0; n < 5; n++) rep.note.create(id, `话${n}`);
    rep.touch.log(id, { kind: 'chat', touchClass: 'care', body: '聊', replied: false });
    rep.promise.create(id, { body: '资料', dueAt: '2026-03-11T02:00:00.000Z' });
  }
  const step = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('merge' as const), into: fc.nat(3), from: fc.nat(3) }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), from: fc.nat(3) }) },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('move' as const), rows: fc.integer({ min: 1, max: 6 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('pull' as const), row: fc.nat(200) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('write' as const), to: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  );
  const attempt = (act: () => unknown) => {
    try {
      act();
    } catch {
      // Refused: nothing happened.
    }
  };
  let move = createCardMove(db);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const owned = new Map([...places(db)].map(([id, { own }]) => [id, own]));
      for (const one of steps) {
        if (one.do === 'merge') attempt(() => rep.merge.run(cards[one.into]!, cards[one.from]!, {}));
        else if (one.do === 'undo') attempt(() => rep.merge.undo(cards[one.from]!));
        else if (one.do === 'move') db.transaction(() => move.step(one.rows));
        else if (one.do === 'restart') move = createCardMove(db);
        else if (one.do === 'write') {
          const { id } = rep.note.create(cards[one.to]!, '又一句');
          owned.set(id, places(db).get(id)!.own);
        } else {
          // The server's row once more: it names its own card.
          const notes = db.raw<{ id: string }>('SELECT id FROM note ORDER BY id');
          const { id } = notes[one.row % notes.length]!;
          const table = getReplicaTable('note');
          putReplicaRow(db, table, findReplicaRow(db, table, id)!);
        }
        const now = places(db);
        for (const [id, own] of owned) expect(now.get(id)?.own).toBe(own);
      }
      db.transaction(() => {
        while (!move.isDone()) move.step(3);
      });
      for (const [id, { own, shown }] of places(db)) expect([id, shown]).toEqual([id, rootOf(db, own)]);
      for (const card of cards) attempt(() => rep.merge.undo(card));
    }),
    { numRuns: 30 },
  );
});
