/**
 * Text that left the device must not be readable in its file, not even raw. `secure_delete` overwrites what is deleted,
 * but not the copies that stay behind in a page when rows are moved from it to another; only a file that is written
 * anew has none.
 */
import { CoreError } from '../core-error.ts';
import { deleteMeta, findMeta, setMeta } from './meta.ts';
import type { LocalDb } from './local-db.ts';

/** In the transaction that takes the text away, so that a crash right after it changes nothing. */
export function noteTraces(db: LocalDb): void {
  setMeta(db, 'traces', 'yes');
}

/** A larger file takes seconds: that waits for the next start of the program. */
export const quickBytes = 64 * 1024 * 1024;

/** Where the disk has no room for a second copy of the file, the next call tries again. */
export function removeTraces(db: LocalDb, maxBytes: number): void {
  if (!findMeta(db, 'traces') || sizeOf(db) > maxBytes) return;
  try {
    db.rewrite();
    deleteMeta(db, 'traces');
  } catch (error) {
    if (!(error instanceof CoreError) || error.code !== 'STORAGE') throw error;
  }
}

function sizeOf(db: LocalDb): number {
  const [size] = db.raw<{ bytes: number }>(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
  );
  return size!.bytes;
}
