/**
 * A few bytes beside the local file: whether it is in use, and how far its queue had come. They tell a file that lost its
 * newest commits (a log cut off or taken away, an older copy put in its place) from one that is as it was left.
 */
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { LocalDb } from './local-db.ts';

interface Mark {
  isOpen: boolean;
  /** The highest sequence number of the queue that was committed. */
  seq: number;
}

const markOf = (file: string) => `${file}-mark`;

function findMark(file: string): Mark | undefined {
  const name = markOf(file);
  if (!existsSync(name)) return undefined;
  const [state, seq] = readFileSync(name, 'utf8').trim().split(' ');
  // A mark that cannot be read says nothing: it was torn by a loss of power.
  return Number.isSafeInteger(Number(seq)) ? { isOpen: state === 'open', seq: Number(seq) } : undefined;
}

/** The log lies there as long as the file is in use, also after a crash. */
export function isLogMissing(file: string): boolean {
  return (findMark(file)?.isOpen ?? false) && !existsSync(`${file}-wal`);
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
  let known = -1;
  const seq = connection.prepare<[], { seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name='outbox'`);
  const write = (state: 'open' | 'shut', number: number) => {
    // A full disk must not keep anybody from reading and writing; a lost log is then not noticed.
    try {
      handle ??= openSync(markOf(file), 'w', 0o600);
      writeSync(handle, `${state} ${String(number).padEnd(20)}`, 0);
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
  const keep = () => {
    const now = seq.get()?.seq ?? 0;
    if (now === known) return;
    known = now;
    write('open', now);
  };
  keep();
  return {
    ...db,
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
      write('shut', known);
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
      db.close();
    },
  };
}

function seqOf(db: Database.Database): number {
  const isThere = db.prepare(`SELECT 1 FROM sqlite_master WHERE name='sqlite_sequence'`).get() !== undefined;
  if (!isThere) return 0;
  const row = db.prepare<[], { seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name='outbox'`).get();
  return row?.seq ?? 0;
}
