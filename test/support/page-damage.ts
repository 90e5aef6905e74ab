/** Damage to single pages of a local file. */
import { randomInt } from 'node:crypto';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { openConnection } from '#core/db/connection.ts';

export const pageBytes = 4096;
const changedBytes = 8;

/** Bytes that are other ones than before. */
export function changeBytes(file: string, at: number): void {
  const handle = openSync(file, 'r+');
  const bytes = Buffer.alloc(changedBytes);
  readSync(handle, bytes, 0, changedBytes, at);
  for (let i = 0; i < changedBytes; i++) bytes[i] = bytes[i]! ^ (1 + randomInt(255));
  writeSync(handle, bytes, 0, changedBytes, at);
  closeSync(handle);
}

export function changePage(file: string, page: number): void {
  changeBytes(file, page * pageBytes + randomInt(pageBytes - changedBytes));
}

/** The numbers of a closed file's pages, from 0, that hold rows of a table or an index. */
export function pagesOf(
  file: string,
  key: Uint8Array,
  name: string,
  kind: 'leaf' | 'internal' | 'overflow' = 'leaf',
): number[] {
  const db = openConnection(file, key);
  try {
    return db
      .prepare<[string, string], number>(
        'SELECT pageno - 1 FROM dbstat WHERE name=? AND pagetype=? ORDER BY pageno',
      )
      .pluck()
      .all(name, kind);
  } finally {
    db.close();
  }
}
