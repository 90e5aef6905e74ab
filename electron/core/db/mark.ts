/**
 * A few bytes beside the local file: whether it is in use, how far its queue had come and how far its log. They tell a
 * file that lost its newest commits (a log cut off or taken away, an older copy put in its place) from one that is as it
 * was left, and from one whose program died in the middle of a commit.
 */
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { LocalDb } from './local-db.ts';
import { isLogDamaged, type LogPlace } from './log-check.ts';
import { openLogIndex } from './log-index.ts';

interface Mark {
  isOpen: boolean;
  /** The highest sequence number of the queue that was committed. */
  seq: number;
  /** Of the log in use then; absent where it is not known. */
  place: LogPlace | undefined;
}

const markOf = (file: string) => `${file}-mark`;

function findMark(file: string): Mark | undefined {
  const name = markOf(file);
  if (!existsSync(name)) return undefined;
  const [state, seq, salts, frames] = readFileSync(name, 'utf8').trim().split(/ +/);
  // A mark that cannot be read says nothing: it was torn by a loss of power.
  if (!Number.isSafeInteger(Number(seq))) return undefined;
  const isPlace = salts !== undefined && /^[0-9a-f]{16}$/.test(salts) && Number.isSafeInteger(Number(frames));
  const place = isPlace ? { salts, frames: Number(frames) } : undefined;
  return { isOpen: state === 'open', seq: Number(seq), place };
}

/** The log lies there as long as the file is in use, also after a crash. */
function isLogMissing(file: string): boolean {
  return (findMark(file)?.isOpen ?? false) && !existsSync(`${file}-wal`);
}

/** The log lost something that was committed. */
export function isLogCut(file: string): boolean {
  return isLogMissing(file) || isLogDamaged(file, findMark(file)?.place);
}

/** The highest sequence number that is known to have been committed. */
export function findMarkedSeq(file: string): number | undefined {
  return findMark(file)?.seq;
}

/** The file knows less than it did. */
export function hasLostCommits(file: string, db: Database.Database): boolean {
  const mark = findMark(file);
  return mark !== undefined && seqOf(db) < mark.seq;
}

/**
 * Keeps the mark up to date. It is not flushed: a crash of the program leaves it right, and after a loss of power it may
 * say less than is there, never more than was flushed before it.
 */
export function keepMark(file: string, connection: Database.Database, db: LocalDb): LocalDb {
  let depth = 0;
  let handle: number | undefined;
  let known = '';
  const index = openLogIndex(file);
  const seq = connection.prepare<[], { seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name='outbox'`);
  let number = 0;
  const write = (state: 'open' | 'shut', place: LogPlace | undefined) => {
    const text = `${state} ${String(number).padEnd(20)} ${place?.salts ?? '-'.repeat(16)} ${String(place?.frames ?? '-').padEnd(12)}`;
    if (text === known) return;
    known = text;
    // A full disk must not keep anybody from reading and writing; a lost log is then not noticed.
    try {
      handle ??= openSync(markOf(file), 'w', 0o600);
      writeSync(handle, text, 0);
    } catch {
      forget();
    }
  };
  /** A mark that could not be kept up to date would tell of a loss that never was. */
  const forget = () => {
    if (handle !== undefined) closeSync(handle);
    handle = undefined;
    try {
      rmSync(markOf(file), { force: true });
    } catch {
      // A disk that takes no removal takes no newer commits either.
    }
  };
  let last: LogPlace | undefined;
  const keep = () => {
    const place = index.find();
    if (place && last?.frames === place.frames && last.salts === place.salts) return;
    last = place;
    number = seq.get()?.seq ?? 0;
    write('open', place);
  };
  keep();
  /** What is committed by itself, outside of any transaction. */
  const single = <T>(work: () => T): T => {
    const result = work();
    if (depth === 0) keep();
    return result;
  };
  return {
    ...db,
    raw: (sql, ...params) =>
      depth > 0 || /^\s*select\b/i.test(sql) ? db.raw(sql, ...params) : single(() => db.raw(sql, ...params)),
    run: (query) => single(() => db.run(query)),
    checkpoint: () => single(() => db.checkpoint()),
    rewrite: () => single(() => db.rewrite()),
    transaction(work) {
      depth += 1;
      let result;
      try {
        result = db.transaction(work);
      } finally {
        depth -= 1;
      }
      if (depth === 0) keep();
      return result;
    },
    close() {
      write('shut', undefined);
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
      db.close();
      index.close();
    },
  };
}

function seqOf(db: Database.Database): number {
  const isThere = db.prepare(`SELECT 1 FROM sqlite_master WHERE name='sqlite_sequence'`).get() !== undefined;
  if (!isThere) return 0;
  const row = db.prepare<[], { seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name='outbox'`).get();
  return row?.seq ?? 0;
}
