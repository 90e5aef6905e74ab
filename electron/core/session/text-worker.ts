/**
 * Beside everything else, after a sync and a slice at a time (design §5): works off how customers are found, and takes texts
 * into the full-text index.
 */
import type { Steps } from '#shared/lib/steps.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import type { LocalDb } from '../db/local-db.ts';
import { findMeta } from '../db/meta.ts';
import { createCustomerIndex } from '../db/repository/customer-index.ts';
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
  /** The names of many customers can be read now. */
  onNames?: () => void;
}): TextWorker {
  const { db, timer, log, isAllowed, onNames } = options;
  const customers = createCustomerIndex(db);
  let names: Steps<void> | undefined;
  let areMany = false;
  const index = createTextIndex(db);
  let cancel: (() => void) | undefined;
  let isStopped = false;

  /** @returns whether all are worked off */
  function workNames(): boolean {
    names ??= customers.refreshSteps();
    const began = performance.now();
    while (!names.next().done) {
      areMany = true;
      if (performance.now() - began >= sliceMs) return false;
    }
    names = undefined;
    if (areMany) onNames?.();
    areMany = false;
    return true;
  }

  function next(): void {
    cancel = undefined;
    if (!findMeta(db, 'first_download_at') || !isAllowed()) return;
    try {
      if (!workNames() || !index.work(sliceMs)) cancel = timer.after(pauseMs, next);
    } catch (error) {
      // The disk may be full; the rows stay marked, and the next sync or search tries again.
      names = undefined;
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
