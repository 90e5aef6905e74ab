/**
 * Reads what it can of the queue out of a damaged file. Works on a copy, so that the file stays as it was found, and row
 * by row, so that a damaged page costs what lies on it and no more.
 */
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { mutation as mutationSchema, type Write } from '#shared/protocol/sync.ts';
import { findMarkedSeq, isLogCut } from './mark.ts';
import type { OutboxState } from './schema.ts';
import { jsonTextOf } from './packed-json.ts';
import { isStorageTrouble, storageErrorOf } from './sqlite-error.ts';

export interface SalvagedMutation {
  mutationId: string;
  name: string;
  at: string;
  writes: Write[];
  state: OutboxState;
  code: string | null;
  settledAt: string | null;
}

export interface Salvage {
  /** In the order of the queue. */
  mutations: SalvagedMutation[];
  /** Mutations known to have been there that could not be read; some may have reached the server before. */
  unreadable: number;
  /** Nothing that waited can be missing. */
  isComplete: boolean;
  /** The server epoch the queue was written against, if it could be read. */
  serverEpoch: string | undefined;
}

export const nothingSalvaged: Salvage = {
  mutations: [],
  unreadable: 0,
  isComplete: false,
  serverEpoch: undefined,
};

interface QueueRow {
  seq: number;
  mutation_id: string;
  name: string;
  at: string;
  writes: string | Uint8Array;
  state: OutboxState;
  code: string | null;
  settled_at: string | null;
}

const unsentStates = `state IN ('pending','held')`;

/** Undefined where the key opens nothing of the file. Throws STORAGE where the disk has no room for the copy. */
export function salvageQueue(file: string, key: Uint8Array, copy: string): Salvage | undefined {
  if (!existsSync(file)) return undefined;
  try {
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    return readQueue(file, key, copy);
  } catch (error) {
    throw storageErrorOf(error);
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${copy}${suffix}`, { force: true });
  }
}

function readQueue(file: string, key: Uint8Array, copy: string): Salvage | undefined {
  const db = openDamaged(copy, key);
  if (!db) return undefined;
  try {
    return salvageFrom(db, file);
  } finally {
    db.close();
  }
}

/** Undefined where the key opens nothing of it. */
export function openDamaged(copy: string, key: Uint8Array): Database.Database | undefined {
  const db = new Database(copy);
  let isOpen = false;
  try {
    db.pragma(`cipher='sqlcipher'`);
    db.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`);
    // The tables that can be found are used, also where others cannot.
    db.pragma('writable_schema=ON');
    isOpen = attempt(() => db.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get()).isRead;
    return isOpen ? db : undefined;
  } finally {
    if (!isOpen) db.close();
  }
}

function salvageFrom(db: Database.Database, file: string): Salvage {
  const unsent = listUnsentSeqs(db);
  const ends = [
    attempt(() => db.prepare(`SELECT seq FROM sqlite_sequence WHERE name='outbox'`).pluck().get()),
    attempt(() => db.prepare('SELECT max(seq) FROM outbox').pluck().get()),
  ].map(({ value }) => Number(value ?? 0));
  const marked = findMarkedSeq(file) ?? 0;
  const last = Math.max(...ends, ...unsent.seqs);
  const queue = walk(db, last);
  const epoch = attempt(() => db.prepare(`SELECT value FROM meta WHERE key='server_epoch'`).pluck().get());

  const mutations: SalvagedMutation[] = [];
  const found = new Set<number>();
  let illegible = 0;
  for (const row of queue.rows) {
    const mutation = parsed(row);
    if (mutation) mutations.push(mutation);
    else illegible += 1;
    found.add(row.seq);
  }
  const unread = unsent.seqs.filter((seq) => !found.has(seq)).length;
  const lostAtEnd = Math.max(0, marked - last);
  const isWhole = queue.isWhole || (unsent.isWhole && unread === 0);
  const isLogWhole = !isLogCut(file);
  return {
    mutations,
    unreadable: illegible + unread + lostAtEnd,
    isComplete: isWhole && isLogWhole && illegible + lostAtEnd === 0,
    serverEpoch: typeof epoch.value === 'string' ? epoch.value : undefined,
  };
}

/** What waits, as two indexes and a table tell that lie on pages of their own. */
function listUnsentSeqs(db: Database.Database): { seqs: number[]; isWhole: boolean } {
  const seqs = new Set<number>();
  const collect = (sql: string) =>
    attempt(() => {
      for (const seq of db.prepare<[], number>(sql).pluck().iterate()) seqs.add(seq);
    }).isRead;
  const isWhole = collect(`SELECT seq FROM outbox INDEXED BY outbox_state WHERE ${unsentStates}`);
  collect('SELECT seq FROM outbox_write INDEXED BY outbox_write_seq');
  collect('SELECT seq FROM outbox_write NOT INDEXED');
  return { seqs: [...seqs], isWhole };
}

/** From row to row; behind a damaged page it looks for the next number that can be read. */
function walk(db: Database.Database, last: number): { rows: QueueRow[]; isWhole: boolean } {
  const rows: QueueRow[] = [];
  const prepared = attempt(() => ({
    from: db.prepare<[number], QueueRow>('SELECT * FROM outbox NOT INDEXED WHERE seq>? ORDER BY seq'),
    one: db.prepare<[number], QueueRow>('SELECT * FROM outbox WHERE seq=?'),
  }));
  if (!prepared.value) return { rows, isWhole: false };
  const { from, one } = prepared.value;
  let after = 0;
  const take = (row: QueueRow) => {
    rows.push(row);
    after = row.seq;
  };
  let isWhole = true;
  for (;;) {
    const run = attempt(() => {
      for (const row of from.iterate(after)) take(row);
    });
    if (run.isRead) return { rows, isWhole };
    isWhole = false;
    let next: QueueRow | undefined;
    for (let seq = after + 1; seq <= last && !next; seq++) next = attempt(() => one.get(seq)).value;
    if (!next) return { rows, isWhole };
    take(next);
  }
}

function parsed(row: QueueRow): SalvagedMutation | undefined {
  const { seq, mutation_id: id, name, at, state, code, settled_at: settledAt } = row;
  const found = mutationSchema.safeParse({ id, seq, name, at, writes: jsonOf(row.writes) });
  return found.success
    ? { mutationId: id, name, at, writes: found.data.writes, state, code, settledAt }
    : undefined;
}

function jsonOf(stored: string | Uint8Array): unknown {
  try {
    return JSON.parse(jsonTextOf(stored));
  } catch {
    return undefined;
  }
}

/** Damage, and tables that are missing for it, are passed over; a failing disk is thrown. */
export function attempt<T>(read: () => T): { value: T | undefined; isRead: boolean } {
  try {
    return { value: read(), isRead: true };
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || isStorageTrouble(error)) throw error;
    return { value: undefined, isRead: false };
  }
}
