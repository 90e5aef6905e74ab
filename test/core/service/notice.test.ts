/** Core decides what is told, from the file of the device. */
import { expect, test } from 'vitest';
import { createRep, type Rep } from './rep.ts';

const minute = 60_000;
const add = (rep: Rep, name: string) =>
  rep.customer.create({ fields: { name, tier: 'C', addedOn: '2025-01-01' } }).customerId;
const after = (rep: Rep, minutes: number) => new Date(rep.clock.now() + minutes * minute).toISOString();

test('promises, appointments and answers owed are told once, together, and survive a restart as told', () => {
  const rep = createRep();
  const [one, two] = [add(rep, '赵一'), add(rep, '钱二')];
  rep.promise.create(one, { body: '带样品', dueAt: after(rep, 10) });
  rep.promise.create(one, { body: '以后', dueAt: after(rep, 300) });
  rep.context.pulled('appointment', {
    scopeId: rep.context.bookId,
    customerId: two,
    title: '体验',
    place: '',
    startAt: after(rep, 100),
    minutes: 60,
    status: 'planned',
    closedAt: null,
  });
  rep.signal.log(two, { kind: 'message', body: '在吗', dueAt: after(rep, -1) });
  const notice = rep.notice.take();
  expect(notice).toEqual({ counts: { promise: 1, appointment: 1, reply: 1 }, customerId: null });
  // No words and no name of anybody, whatever it is shown on.
  expect(JSON.stringify(notice)).not.toMatch(/赵|钱|样品|体验|在吗/);
  rep.clock.pass(31 * minute);
  expect(rep.notice.take()).toBeNull();
  expect(rep.context.db.raw(`SELECT key FROM meta WHERE key = 'notice'`)).toHaveLength(1);
});

test('what is settled meanwhile is not told', () => {
  const rep = createRep();
  const id = add(rep, '赵一');
  const signal = rep.signal.log(id, { kind: 'message', body: '', dueAt: after(rep, 20) });
  expect(rep.notice.take()).toBeNull();
  rep.clock.pass(21 * minute);
  rep.signal.setClosed(signal.id, true);
  expect(rep.notice.take()).toBeNull();
  rep.signal.setClosed(signal.id, false);
  expect(rep.notice.take()).toEqual({ counts: { promise: 0, appointment: 0, reply: 1 }, customerId: id });
});

test('switched off nothing is told; switched on again it is', () => {
  const rep = createRep();
  rep.promise.create(add(rep, '赵一'), { body: '', dueAt: after(rep, 5) });
  rep.notice.setOn(false);
  expect(rep.notice.settings()).toMatchObject({
    on: false,
    quietFrom: 1_260,
    quietTo: 510,
    everyMinutes: 30,
  });
  expect(rep.notice.take()).toBeNull();
  rep.notice.setOn(true);
  expect(rep.notice.take()?.counts.promise).toBe(1);
});
