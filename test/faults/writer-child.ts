/**
 * Writes notes into a local file, one mutation each, and says on its standard output what it was told: `kept <text>`,
 * `refused <code>`. What the disk does to it is up to the row: it runs under strace or on a file system of its own.
 * Arguments: folder, key as hex, how many notes, first number, bytes of each note's text, and where to die: a named
 * place and how often it is come by before.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { CoreError } from '#core/core-error.ts';
import { keyCheckOf } from '#core/db/key-check.ts';
import { openLocalDb } from '#core/db/open.ts';
import { createMutator } from '#core/sync/mutate.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';

const [folder, keyHex, count, first, bytes, point = '', time = '0'] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string?,
  string?,
];
const say = (line: string) => writeSync(1, `${line}\n`);
const key = Buffer.from(keyHex, 'hex');
const id = () => uuidv7(systemClock);

let timesLeft = Number(time);

function dieWhereTold(name: string): void {
  if (name !== point) return;
  timesLeft -= 1;
  if (timesLeft === 0) process.kill(process.pid, 'SIGKILL');
}

function write(): void {
  const db = openLocalDb({
    file: join(folder, 'rapport.db'),
    key,
    keyCheck: keyCheckOf(key),
    mustExist: false,
    log: silentLogger,
    failPoint: dieWhereTold,
  });
  const mutator = createMutator({
    db,
    clock: systemClock,
    author: id(),
    listeners: [],
    announce() {},
    onQueued() {},
  });
  const scope = id();
  say('open');
  for (let number = Number(first); number < Number(first) + Number(count); number++) {
    const body = `note-${number}-`.padEnd(Number(bytes), '茶');
    const fields = { customerId: id(), body, happenedAt: new Date().toISOString(), origin: 'rep' };
    try {
      mutator.mutate('note.create', [{ op: 'insert', entity: 'note', id: id(), scope, fields }]);
      say(`kept note-${number}-`);
    } catch (error) {
      say(`refused ${codeOf(error)}`);
    }
  }
  try {
    db.close();
  } catch (error) {
    say(`close ${codeOf(error)}`);
  }
}

function codeOf(error: unknown): string {
  if (error instanceof CoreError) return `${error.code} ${error.detail ?? ''}`.trim();
  return `BUG ${String(error)}`;
}

try {
  write();
} catch (error) {
  say(`not opened ${codeOf(error)}`);
}
