/** After a merge or its undo, here or on another device: brings the rest of a long history over, a slice at a time. */
import type { LiveEvent } from '#shared/contract/sync.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import { hangingEntities } from '../db/hanging.ts';
import type { LocalDb } from '../db/local-db.ts';
import { createCardMove } from '../db/repository/card-move.ts';
import type { FailPoint } from '../fail-point.ts';

export interface CardMover {
  /** Rows may be left to move. */
  wake(): void;
  /** Resolves when no row is left, or nothing more can be done for now. */
  settled(): Promise<void>;
  stop(): void;
}

/** A slice and the commit at its end stay well below what a waiting call may notice (50 ms). */
const rowsAtOnce = 250;
const sliceMs = 8;
const pauseMs = 2;
const tellMs = 100;
/** The disk was full. */
const retryMs = 60_000;

export function createCardMover(options: {
  db: LocalDb;
  timer: Timer;
  log: Logger;
  failPoint: FailPoint;
  announce: (event: LiveEvent) => void;
  /** False where nothing may be written. */
  isAllowed: () => boolean;
}): CardMover {
  const { db, timer, log, failPoint, announce, isAllowed } = options;
  let move = createCardMove(db);
  let cancel: (() => void) | undefined;
  let isStopped = false;
  let done = 0;
  let toldAt = 0;
  let waiting: (() => void)[] = [];

  function rest(): void {
    done = 0;
    const told = waiting;
    waiting = [];
    for (const resolve of told) resolve();
  }

  function next(): void {
    cancel = undefined;
    if (isStopped || !isAllowed()) return rest();
    try {
      if (done === 0 && move.isDone()) return rest();
      done += slice();
      failPoint('merge.slice');
      if (move.isDone()) {
        if (done > 0) announce({ type: 'changed', entities: ['customer', ...hangingEntities] });
        return rest();
      }
      tell();
      cancel = timer.after(pauseMs, next);
    } catch (error) {
      move = createCardMove(db);
      log.warn({ code: (error as { code?: string }).code }, 'rows of a merged card wait');
      cancel = timer.after(retryMs, next);
      rest();
    }
  }

  function tell(): void {
    const now = performance.now();
    if (now - toldAt < tellMs) return;
    toldAt = now;
    announce({ type: 'merge', done });
  }

  function slice(): number {
    const began = performance.now();
    return db.transaction(() => {
      let rows = 0;
      do rows += move.step(rowsAtOnce);
      while (performance.now() - began < sliceMs && !move.isDone());
      return rows;
    });
  }

  return {
    wake() {
      if (!isStopped) cancel ??= timer.after(pauseMs, next);
    },
    async settled() {
      if (isStopped || move.isDone()) return;
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        cancel ??= timer.after(pauseMs, next);
      });
    },
    stop() {
      isStopped = true;
      cancel?.();
      cancel = undefined;
      rest();
    },
  };
}
