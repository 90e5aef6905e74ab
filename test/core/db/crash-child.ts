/** Holds the profile lock and writes notes until it is killed, saying which it has been told are safe. */
import { keyCheckOf } from '#core/db/key-check.ts';
import { openLocalDb } from '#core/db/open.ts';
import { lockProfile } from '#core/db/profile-lock.ts';
import { createMutator } from '#core/sync/mutate.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';

const [file, keyHex] = process.argv.slice(2) as [string, string];
const key = Buffer.from(keyHex, 'hex');
lockProfile(`${file}.lock`);
const db = openLocalDb({ file, key, keyCheck: keyCheckOf(key), mustExist: false, log: silentLogger });
const id = () => uuidv7(systemClock);
const mutator = createMutator({
  db,
  clock: systemClock,
  author: id(),
  listeners: [],
  announce() {},
  onQueued() {},
});
const scope = id();
for (;;) {
  const noteId = id();
  const fields = {
    customerId: id(),
    body: '聊了孩子上学',
    happenedAt: new Date().toISOString(),
    origin: 'rep',
  };
  mutator.mutate('note.create', [{ op: 'insert', entity: 'note', id: noteId, scope, fields }]);
  await new Promise<void>((resolve) => process.stdout.write(`${noteId}\n`, () => resolve()));
}
