/** Takes texts into the full-text index beside everything else: after a sync, a slice at a time (design §5). */
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import type { LocalDb } from '../db/local-db.ts';
import { findMeta } from '../db/meta.ts';
import { createTextIndex } from '../db/repository/text-index.ts';

export interface TextWorker {
  /** There may be something to take in. */
  wake(): void;
  /** For good: a round of sync that ends after it wakes nobody, for the file may be closed by then. */
  stop(): void;
}

/** A call that comes meanwhile waits for the end of a slice. */
const sliceMs = 12;
/** Of every slice and pause together the worker takes less than half, so that the page stays quick. */
const pauseMs = 15;

export function createTextWorker(options: {
  db: LocalDb;
  timer: Timer;
  log: Logger;
  /** False where nothing may be written. */
  isAllowed: () => boolean;
}): TextWorker {
  const { db, timer, log, isAllowed } = options;
  const index = createTextIndex(db);
  let cancel: (() => void) | undefined;
  let isStopped = false;

  function next(): void {
    cancel = undefined;
    if (!findMeta(db, 'first_download_at') || !isAllowed()) return;
    try {
      if (!index.work(sliceMs)) cancel = timer.after(pauseMs, next);
    } catch (error) {
      // The disk may be full; the rows stay marked, and the next sync or search tries again.
      log.warn({ code: (error as { code?: string }).code }, 'text index waits');
    }
  }

  return {
    wake() {
      if (!isStopped) cancel ??= timer.after(pauseMs, next);
    },
    stop() {
      isStopped = true;
      cancel?.();
      cancel = undefined;
    },
  };
}
