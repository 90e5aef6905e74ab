/** When jobs that can wait may go on. */
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { createQuiet } from '#server/http/quiet.ts';

/** Time that stands still until it is told to pass. */
function standingTimer() {
  let now = 0;
  let waiting: Array<{ due: number; run: () => void }> = [];
  return {
    after(ms: number, run: () => void) {
      const entry = { due: now + ms, run };
      waiting.push(entry);
      return () => void (waiting = waiting.filter((one) => one !== entry));
    },
    pass(ms: number) {
      now += ms;
      const due = waiting.filter((entry) => entry.due <= now);
      waiting = waiting.filter((entry) => entry.due > now);
      for (const { run } of due) run();
    },
  };
}

/** Whether it is over once everything that is due has run. */
async function isOver(work: Promise<void>): Promise<boolean> {
  let over = false;
  void work.then(() => (over = true));
  await new Promise((resolve) => setImmediate(resolve));
  return over;
}

test('a job waits for requests under way and a moment more, but never long', async () => {
  const timer = standingTimer();
  const quiet = createQuiet(timer);
  const app = Fastify();
  quiet.watch(app);
  let answer: (() => void) | undefined;
  app.get('/slow', () => new Promise((resolve) => (answer = () => resolve({ ok: true }))));
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/slow`;
  const isAsked = () => expect.poll(() => answer).toBeDefined();
  try {
    expect(await isOver(quiet.wait())).toBe(true);
    const first = fetch(url);
    await isAsked();
    const waiting = quiet.wait();
    expect(await isOver(waiting)).toBe(false);
    answer!();
    await (await first).json();
    expect(await isOver(waiting)).toBe(false);
    await expect.poll(async () => (timer.pass(10), isOver(waiting))).toBe(true);

    answer = undefined;
    const stop = new AbortController();
    const gone = fetch(url, { signal: stop.signal }).catch(() => {});
    await isAsked();
    const longest = quiet.wait();
    timer.pass(2_999);
    expect(await isOver(longest)).toBe(false);
    timer.pass(1);
    expect(await isOver(longest)).toBe(true);
    // A client that went away is not waited for either.
    stop.abort();
    await gone;
    const after = quiet.wait();
    await expect.poll(async () => (timer.pass(10), isOver(after))).toBe(true);
  } finally {
    await app.close();
  }
});
