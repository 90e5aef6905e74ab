/** The list is built with pauses: same list, nothing written meanwhile is lost, and others get their turn. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRep, type Rep } from './rep.ts';

function bookOf(rep: Rep, customers: number): string[] {
  return Array.from(
    { length: customers },
    (_, n) =>
      rep.customer.create({ fields: { name: `客户${n}`, tier: 'C', addedOn: '2025-01-01' } }).customerId,
  );
}

/** Turns of the event loop until the promise is settled. */
async function turnsDuring(work: Promise<void>): Promise<number> {
  let turns = 0;
  let isOver = false;
  void work.finally(() => (isOver = true));
  for (; !isOver; turns++) await nextTurn();
  return turns;
}

test('[R19] built in slices it is the list that is built in one go', async () => {
  const rep = createRep();
  bookOf(rep, 60);
  await rep.plan.prepare();
  const inSlices = rep.plan.today();
  rep.clock.now = (
    (now) => () =>
      now
  )(rep.clock.now() + 61_000);
  const atOnce = rep.plan.today();
  expect(inSlices.items.length).toBeGreaterThan(10);
  expect(atOnce.items.map(({ id }) => id)).toEqual(inSlices.items.map(({ id }) => id));
});

test('what is written between two slices is on the list', async () => {
  const rep = createRep();
  bookOf(rep, 1_200);
  const work = rep.plan.prepare();
  const { customerId } = rep.customer.create({ fields: { name: '刚刚', tier: 'C', addedOn: '2025-01-01' } });
  rep.promise.create(customerId, { body: '发报价单', dueAt: new Date(rep.clock.now()).toISOString() });
  const turns = await turnsDuring(work);
  expect(turns).toBeGreaterThan(1);
  const { items } = rep.plan.today();
  expect(items.map(({ kind, name }) => `${kind} ${name}`)).toContain('PROMISE 刚刚');
});
