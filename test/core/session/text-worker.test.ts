import { expect, test } from 'vitest';
import { setMeta } from '#core/db/meta.ts';
import { createTextWorker } from '#core/session/text-worker.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { createLocalContext } from '#test/support/local-context.ts';
import { customerFields } from '#test/support/test-company.ts';
import { createRep } from '../service/rep.ts';

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

test('the names of a whole book are read beside the list, which has them in their order once they are', () => {
  const { customer, context } = createRep();
  const { db, bookId } = context;
  const timer = manualTimer();
  let told = 0;
  const worker = createTextWorker({
    ...{ db, timer, log: silentLogger, isAllowed: () => true },
    onNames: () => void told++,
  });
  const list = (search?: string) =>
    customer.list(search === undefined ? {} : { search }, { by: 'name', direction: 'asc' }).lines;
  expect(list()).toEqual([]);
  const add = (count: number) =>
    db.transaction(() => {
      for (let place = 0; place < count; place++) {
        const name = `${place % 2 === 0 ? '单' : '阿'}${place}`;
        context.pulled('customer', { scopeId: bookId, ...customerFields({ name }) });
      }
    });
  // 阿 is read before 单, and written after it.
  add(600);
  expect(list().map(({ name }) => name[0])).toEqual([...'单'.repeat(300), ...'阿'.repeat(300)]);
  worker.wake();
  while (timer.count() > 0) timer.pass();
  expect(told).toBe(1);
  expect(list().map(({ name }) => name[0])).toEqual([...'阿'.repeat(300), ...'单'.repeat(300)]);
  // What is searched for waits for them; a few are read at once, and nobody has to be told.
  add(600);
  expect(list('shan')).toHaveLength(600);
  add(2);
  expect(list().map(({ name }) => name[0])[601]).toBe('单');
  worker.wake();
  while (timer.count() > 0) timer.pass();
  expect(told).toBe(1);
  worker.stop();
});
