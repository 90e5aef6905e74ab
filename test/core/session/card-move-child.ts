/** Merges two cards and is killed, as by the system, after so many slices of the history. */
import { keyCheckOf } from '#core/db/key-check.ts';
import { openLocalDb } from '#core/db/open.ts';
import { createRowListeners } from '#core/services/row-listeners.ts';
import { createCardMover } from '#core/session/card-mover.ts';
import { createMutator } from '#core/sync/mutate.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemTimer } from '#shared/lib/timer.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';

const [file, keyHex, keptId, otherId, slices] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const key = Buffer.from(keyHex, 'hex');
const db = openLocalDb({ file, key, keyCheck: keyCheckOf(key), mustExist: true, log: silentLogger });
let left = Number(slices);
const mover = createCardMover({
  db,
  timer: systemTimer,
  log: silentLogger,
  failPoint() {
    if (--left === 0) process.kill(process.pid, 'SIGKILL');
  },
  announce() {},
  isAllowed: () => true,
});
const mutator = createMutator({
  db,
  clock: systemClock,
  author: uuidv7(systemClock),
  listeners: createRowListeners(db, { onRowsLeft: () => mover.wake() }),
  announce() {},
  onQueued() {},
});
const at = new Date().toISOString();
mutator.mutate('customer.merge', [
  { op: 'patch', entity: 'customer', id: keptId, fields: { absorbedAt: at } },
  { op: 'patch', entity: 'customer', id: otherId, fields: { mergedIntoId: keptId, deletedAt: at } },
]);
