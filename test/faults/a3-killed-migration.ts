/** A3: the program is killed while it brings a file to a newer schema, at every step. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openConnection } from '#core/db/connection.ts';
import { keyCheckOf } from '#core/db/key-check.ts';
import { schemaVersion } from '#core/db/migrate.ts';
import { migrations } from '#core/db/migrations/all.ts';
import { openLocalDb } from '#core/db/open.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { addHarm, noHarm, type FaultRow } from './row.ts';
import { lookAtFile, newKey, runWriter } from './writer.ts';

interface Case {
  /** The schema the file has before. */
  from: number;
  point: string;
  time: number;
}

const last = migrations.length;
const cases: readonly Case[] = migrations
  .slice(0, -1)
  .flatMap(({ number: from }) => [
    { from, point: 'migrate.copied', time: 1 },
    ...Array.from({ length: last - from }, (_, index) => ({ from, point: 'migrate.step', time: index + 1 })),
    { from, point: 'migrate.committed', time: 1 },
  ]);

export const killedMigration: FaultRow = {
  id: 'A3',
  what: 'killed while a file is brought to a newer schema: old or new afterwards, never between, the copy kept until done',
  runs: { full: cases.length * 3, short: 4 },
  async run(context) {
    let harm = { ...noHarm };
    const missed: string[] = [];
    let maxRecoverMs = 0;
    for (let run = 0; run < context.runs; run++) {
      const { from, point, time } = cases[context.isShort ? (run * 3) % cases.length : run % cases.length]!;
      const folder = join(context.folder, `file-${run}`);
      mkdirSync(folder);
      const key = newKey();
      fill(folder, key, from);
      const told = await runWriter({ folder, key, notes: 0, dieAt: { point, time } });
      if (told.ended !== 'SIGKILL') missed.push(`${from} ${point} ${time}: it did not die there`);
      const version = versionOf(folder, key);
      const isCommitted = point === 'migrate.committed';
      if (version !== (isCommitted ? last : from)) harm.corrupt += 1;
      const hasCopy = readdirSync(folder).some((name) => name.includes('.before-'));
      if (!hasCopy) missed.push(`${from} ${point} ${time}: no copy lay beside it`);
      const began = performance.now();
      harm = addHarm(harm, lookAtFile(folder, key, ['note-0-', 'note-1-']));
      maxRecoverMs = Math.max(maxRecoverMs, performance.now() - began);
      if (versionOf(folder, key) !== last) harm.corrupt += 1;
      if (readdirSync(folder).some((name) => name.includes('.before-'))) {
        missed.push(`${from} ${point} ${time}: the copy stayed after the next start`);
      }
    }
    return { ...harm, runs: context.runs, maxRecoverMs, missed: missed.slice(0, 5) };
  },
};

/** Two notes with their queue entries, in an older schema. */
function fill(folder: string, key: Buffer, schema: number): void {
  const db = openLocalDb({
    file: join(folder, 'rapport.db'),
    key,
    keyCheck: keyCheckOf(key),
    mustExist: false,
    log: silentLogger,
    migrations: migrations.slice(0, schema),
  });
  db.transaction(() => {
    for (const number of [0, 1]) {
      db.raw(
        `INSERT INTO note (id, scope_id, version, created_at, late, body) VALUES (?,'s',0,'t',0,?)`,
        `n${number}`,
        `note-${number}-`,
      );
      db.raw(
        `INSERT INTO outbox (mutation_id, name, at, writes, state) VALUES (?,'note.create','t','[]','pending')`,
        `m${number}`,
      );
    }
  });
  db.close();
}

function versionOf(folder: string, key: Buffer): number {
  const db = openConnection(join(folder, 'rapport.db'), key);
  try {
    return schemaVersion(db);
  } finally {
    db.close();
  }
}
