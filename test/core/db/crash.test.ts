import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { keyCheckOf } from '#core/db/key-check.ts';
import { openLocalDb } from '#core/db/open.ts';
import { lockProfile } from '#core/db/profile-lock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url));
const rounds = 5;

test(`kill -9 during commits, ${rounds} times: no acknowledged row is lost, the lock is free again`, async () => {
  const key = randomBytes(32);
  const file = join(tempFolder(), 'rapport.db');
  const acknowledged = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const writer = spawn(process.execPath, [child, file, key.toString('hex')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    writer.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.length > 37 * (20 + round * 7)) writer.kill('SIGKILL');
    });
    await once(writer.stdout, 'data');
    expect(() => lockProfile(`${file}.lock`)).toThrow('REFUSED IN_USE');
    await once(writer, 'close');
    for (const id of text.split('\n').slice(0, -1)) acknowledged.add(id);
    lockProfile(`${file}.lock`).release();
  }
  const db = openLocalDb({ file, key, keyCheck: keyCheckOf(key), mustExist: true, log: silentLogger });
  const kept = new Set(db.raw<{ id: string }>('SELECT id FROM note').map((row) => row.id));
  const queued = db.raw<{ n: number }>('SELECT count(*) AS n FROM outbox')[0]!.n;
  expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(rounds * 15);
  expect(queued).toBe(kept.size);
  db.close();
});
