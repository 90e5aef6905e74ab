import { expect, test } from 'vitest';
import { setMeta } from '#core/db/meta.ts';
import { createTextWorker } from '#core/session/text-worker.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { createLocalContext } from '#test/support/local-context.ts';

/** Delays that end when the test says so. */
function manualTimer() {
  const due = new Set<() => void>();
  return {
    after(_ms: number, work: () => void) {
      due.add(work);
      return () => void due.delete(work);
    },
    pass() {
      for (const work of [...due]) {
        due.delete(work);
        work();
      }
    },
    count: () => due.size,
  };
}

test('a worker that was stopped is not woken by the end of a round, and leaves the closed file alone', () => {
  const { db, close } = createLocalContext();
  setMeta(db, 'first_download_at', '2026-01-01T00:00:00.000Z');
  const timer = manualTimer();
  const worker = createTextWorker({ db, timer, log: silentLogger, isAllowed: () => true });
  worker.wake();
  expect(timer.count()).toBe(1);
  worker.stop();
  worker.wake();
  close();
  expect(timer.count()).toBe(0);
  expect(() => timer.pass()).not.toThrow();
});
