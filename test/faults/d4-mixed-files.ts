/** Files that do not belong together: cut, missing, of another time, of another profile. Never taken for an empty profile. */
import { cpSync, mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CoreError } from '#core/core-error.ts';
import { keyCheckOf } from '#core/db/key-check.ts';
import { openLocalDb } from '#core/db/open.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { noHarm, type FaultRow } from './row.ts';
import { newKey } from './writer.ts';

interface Kind {
  name: string;
  /** Whether everything is there nevertheless. */
  isWhole?: boolean;
  spoil(folder: string, past: string, other: string): void;
}

const db = (folder: string) => join(folder, 'rapport.db');
const log = (folder: string) => `${db(folder)}-wal`;

const kinds: readonly Kind[] = [
  { name: 'file missing', spoil: (folder) => rmSync(db(folder)) },
  { name: 'file emptied', spoil: (folder) => writeFileSync(db(folder), '') },
  { name: 'file cut in half', spoil: (folder) => truncateSync(db(folder), half(db(folder))) },
  { name: 'file cut by a byte', spoil: (folder) => truncateSync(db(folder), statSync(db(folder)).size - 1) },
  { name: 'log missing', spoil: (folder) => rmSync(log(folder)) },
  {
    name: 'log cut in the middle of a frame',
    spoil: (folder) => truncateSync(log(folder), half(log(folder))),
  },
  { name: 'log of another profile', spoil: (folder, _, other) => cpSync(log(other), log(folder)) },
  { name: 'old file with the new log', spoil: (folder, past) => cpSync(db(past), db(folder)) },
  {
    name: 'shared memory missing',
    isWhole: true,
    spoil: (folder) => rmSync(`${db(folder)}-shm`, { force: true }),
  },
];

export const mixedFiles: FaultRow = {
  id: 'D4',
  what: 'cut, missing and mixed files: said so or whole, never an empty or older profile without a word',
  runs: { full: kinds.length, short: kinds.length },
  async run(context) {
    const figures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] as string[] };
    const key = newKey();
    const open = (folder: string, ownKey: Buffer, mustExist: boolean) =>
      openLocalDb({
        file: db(folder),
        key: ownKey,
        keyCheck: keyCheckOf(ownKey),
        mustExist,
        log: silentLogger,
      });
    const make = (name: string, ownKey: Buffer) => {
      const folder = join(context.folder, name);
      mkdirSync(folder);
      open(folder, ownKey, false).close();
      return folder;
    };
    const write = (folder: string, ownKey: Buffer, from: number, copyTo: string) => {
      const file = open(folder, ownKey, true);
      for (let i = from; i < from + 40; i++) file.transaction(() => commit(file, i));
      cpSync(folder, join(context.folder, copyTo), { recursive: true });
      file.close();
      return join(context.folder, copyTo);
    };
    const source = make('source', key);
    const past = write(source, key, 0, 'past');
    const present = write(source, key, 40, 'present');
    const otherKey = newKey();
    const other = write(make('other', otherKey), otherKey, 0, 'other-running');

    for (const kind of kinds) {
      const work = join(context.folder, 'work');
      cpSync(present, work, { recursive: true });
      kind.spoil(work, past, other);
      const began = performance.now();
      const seen = rowsOf(() => open(work, key, true));
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
      figures.runs += 1;
      if (seen !== 'damaged' && seen !== 80) {
        figures.corrupt += 1;
        figures.missed.push(`${kind.name}: opened with ${seen} of 80 rows`);
      } else if (kind.isWhole && seen === 'damaged') figures.missed.push(`${kind.name}: called damaged`);
      rmSync(work, { recursive: true });
    }
    return figures;
  },
};

/** A row and an entry of the queue, as a mutation makes them. */
function commit(file: ReturnType<typeof openLocalDb>, number: number): void {
  file.raw('INSERT INTO meta VALUES (?,?)', `k${number}`, 'v'.repeat(2_000));
  file.raw(
    `INSERT INTO outbox (mutation_id, name, at, writes, state) VALUES (?,'note.create','t','[]','pending')`,
    `m${number}`,
  );
}

function rowsOf(open: () => ReturnType<typeof openLocalDb>): number | 'damaged' {
  let file: ReturnType<typeof openLocalDb> | undefined;
  try {
    file = open();
    return file.raw<{ n: number }>(`SELECT count(*) AS n FROM meta WHERE key LIKE 'k%'`)[0]!.n;
  } catch (error) {
    if (error instanceof CoreError && error.detail === 'FILE_DAMAGED') return 'damaged';
    throw error;
  } finally {
    file?.close();
  }
}

function half(file: string): number {
  return Math.floor(statSync(file).size / 2);
}
