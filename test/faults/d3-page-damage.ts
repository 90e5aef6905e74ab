/**
 * Changed bytes in every page of a file and in every frame of its log: found at the start, never shown as data. Of a
 * sample of damaged files, with edits that wait, the recovery.
 */
import { cpSync, mkdirSync, statSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { CoreError } from '#core/core-error.ts';
import { keyCheckOf } from '#core/db/key-check.ts';
import type { LocalDb } from '#core/db/local-db.ts';
import { openLocalDb } from '#core/db/open.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { changeBytes, pageBytes } from '../support/page-damage.ts';
import { recoverDamagedPages } from './damage-recovery.ts';
import { addHarm, noHarm, type FaultRow } from './row.ts';
import { newKey } from './writer.ts';

const frameBytes = 24 + pageBytes;
const changedBytes = 8;

export const pageDamage: FaultRow = {
  id: 'D3',
  what: 'changed bytes in each page of a 5 MB file and each frame of its log: always found, no wrong value; then recovered',
  runs: { full: 1_500, short: 60 },
  async run(context) {
    const key = newKey();
    const source = join(context.folder, 'source');
    mkdirSync(source);
    const open = (folder: string) =>
      openLocalDb({
        file: join(folder, 'rapport.db'),
        key,
        keyCheck: keyCheckOf(key),
        mustExist: true,
        log: silentLogger,
      });
    fill(source, key);
    // A copy as it lies there while the program runs: file, log and mark.
    const running = open(source);
    for (let i = 0; i < 30; i++) running.raw(`INSERT INTO meta VALUES (?,?)`, `late-${i}`, 'x'.repeat(3_000));
    const copy = join(context.folder, 'copy');
    cpSync(source, copy, { recursive: true });
    const truth = contentOf(running);
    running.close();

    const file = join(copy, 'rapport.db');
    const pages = statSync(file).size / pageBytes;
    const frames = Math.floor((statSync(`${file}-wal`).size - 32) / frameBytes);
    const places = [
      ...spread(pages, context.runs).map((page) => ({ file, at: page * pageBytes })),
      ...spread(frames, Math.ceil(context.runs / 10)).map((frame) => ({
        file: `${file}-wal`,
        at: 32 + frame * frameBytes + 24,
      })),
    ];
    const figures = { ...noHarm, runs: 0, maxRecoverMs: 0 };
    let found = 0;
    let harmless = 0;
    for (const place of places) {
      const work = join(context.folder, 'work');
      cpSync(copy, work, { recursive: true });
      changeBytes(place.file.replace(copy, work), place.at + randomInt(pageBytes - changedBytes));
      const began = performance.now();
      const seen = look(() => open(work));
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
      figures.runs += 1;
      if (seen === 'damaged') found += 1;
      // Free pages hold nothing: the content is what it was.
      else if (seen === truth) harmless += 1;
      else figures.corrupt += 1;
    }
    const recoveries = context.isShort ? 3 : 60;
    const { harm, maxRecoverMs, ...edits } = await recoverDamagedPages(context, recoveries);
    return {
      ...figures,
      ...addHarm(figures, harm),
      runs: figures.runs + recoveries,
      extra: { pages, frames, found, harmless, recoveries, recoveryMs: Math.round(maxRecoverMs), ...edits },
    };
  },
};

function fill(folder: string, key: Buffer): void {
  const file = join(folder, 'rapport.db');
  const db = openLocalDb({ file, key, keyCheck: keyCheckOf(key), mustExist: false, log: silentLogger });
  db.transaction(() => {
    for (let i = 0; i < 12_000; i++) {
      db.raw(
        `INSERT INTO note (id, scope_id, version, created_at, late, body) VALUES (?,'s',?,'t',0,?)`,
        `note-${i}`,
        i,
        `第${i}次聊天：`.padEnd(90, '茶'),
      );
    }
  });
  db.close();
}

/** Everything a screen could show, as one text; `damaged` where the program says so, at the start or at first touch. */
function look(open: () => LocalDb): string {
  let db: LocalDb | undefined;
  try {
    db = open();
    return contentOf(db);
  } catch (error) {
    if (error instanceof CoreError && error.detail === 'FILE_DAMAGED') return 'damaged';
    throw error;
  } finally {
    db?.close();
  }
}

function contentOf(db: LocalDb): string {
  return JSON.stringify([
    db.raw('SELECT * FROM note ORDER BY id'),
    db.raw('SELECT * FROM meta ORDER BY key'),
    db.raw('PRAGMA user_version'),
  ]);
}

/** So many of the numbers below `count`, evenly. */
function spread(count: number, wanted: number): number[] {
  const step = Math.max(1, count / wanted);
  return Array.from({ length: Math.min(count, wanted) }, (_, index) => Math.floor(index * step));
}
