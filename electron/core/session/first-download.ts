/** How far the first download is, from its first row on: over a restart too, and from nothing where all is read anew. */
import type { LocalDb } from '../db/local-db.ts';
import { deleteMeta, findMeta, setMeta } from '../db/meta.ts';

export interface DownloadProgress {
  received: number;
  /** Rows still to come; null where the server has not said so. */
  remaining: number | null;
}

export interface FirstDownload {
  /** Null: it is complete. */
  progress(): DownloadProgress | null;
  /** After each answer of the server; `more`: it is not the last. Says whether a download goes on or has just ended. */
  applied(answer: { rows: number; remaining: number; more: boolean }): boolean;
}

export function createFirstDownload(db: LocalDb): FirstDownload {
  let remaining: number | null = null;
  let wasLong = false;
  const isComplete = () => findMeta(db, 'first_download_at') !== undefined;
  const received = () => Number(findMeta(db, 'first_download_rows') ?? 0);
  return {
    progress: () => (isComplete() ? null : { received: received(), remaining }),
    applied({ rows, remaining: left, more }) {
      const goesOn = more || wasLong;
      wasLong = more;
      // A server that has more to send and counts none of it has not counted.
      remaining = more && left > 0 ? left : null;
      if (isComplete()) deleteMeta(db, 'first_download_rows');
      else setMeta(db, 'first_download_rows', String(received() + rows));
      return goesOn;
    },
  };
}
