/** When the desktop says that something is due (rules.md R8: at most every 30 minutes; quiet hours of R3). */
import { describe, expect, test } from 'vitest';
import { noticeOf, noticeWindow, type DueThing, type NoticeKind } from '#shared/domain/notice.ts';
import { defaultSettings as settings } from '#shared/domain/setting.ts';

const at = (time: string, day = '2026-03-10') => new Date(`${day}T${time}:00.000+08:00`).toISOString();
let made = 0;
const thing = (kind: NoticeKind, time: string, customerId = 'c1'): DueThing => ({
  kind,
  id: `t${++made}`,
  customerId,
  at: at(time),
});
const told = (things: DueThing[], time: string, memory: { lastAt?: string; told?: string[] } = {}) =>
  noticeOf(
    things,
    { lastAt: memory.lastAt ?? null, told: memory.told ?? [] },
    { now: Date.parse(at(time)), settings },
  );

describe('what is due', () => {
  test.each([
    ['promise', '10:00', '09:44', false],
    ['promise', '10:00', '09:45', true],
    ['promise', '10:00', '11:30', true],
    ['appointment', '11:30', '09:29', false],
    ['appointment', '11:30', '09:30', true],
    ['appointment', '11:30', '11:30', false],
    ['reply', '10:00', '09:59', false],
    ['reply', '10:00', '10:00', true],
  ] as const)('%s at %s, seen at %s: %s', (kind, due, now, isTold) => {
    expect(told([thing(kind, due)], now) !== null).toBe(isTold);
  });

  test('what is due for more than a day is left to the list', () => {
    const old = { ...thing('promise', '09:00'), at: at('09:59', '2026-03-09') };
    expect(told([old], '10:00')).toBeNull();
    expect(told([{ ...old, at: at('10:00', '2026-03-09') }], '10:00')).not.toBeNull();
  });

  test('the query reads what may be told and no more', () => {
    expect(noticeWindow(Date.parse(at('10:00')), settings)).toEqual({
      after: at('10:00', '2026-03-09'),
      before: at('12:00'),
    });
  });
});

describe('when it is said', () => {
  test.each([
    ['08:29', false],
    ['08:30', true],
    ['11:59', true],
    ['12:00', false],
    ['13:29', false],
    ['13:30', true],
    ['20:59', true],
    ['21:00', false],
  ])('at %s: %s', (now, isTold) => {
    expect(told([{ ...thing('reply', '08:00'), at: at('22:00', '2026-03-09') }], now) !== null).toBe(isTold);
  });

  test('at most every 30 minutes, and then all of it together', () => {
    const things = [thing('promise', '10:00'), thing('reply', '09:50', 'c2'), thing('reply', '09:55', 'c3')];
    expect(told(things, '10:00', { lastAt: at('09:31') })).toBeNull();
    const said = told(things, '10:00', { lastAt: at('09:30') });
    expect(said).toEqual({
      notice: { counts: { promise: 1, appointment: 0, reply: 2 }, customerId: null },
      ids: things.map(({ id }) => id),
    });
  });

  test('nothing is said twice; one customer alone is named by id for the click', () => {
    const things = [thing('promise', '10:00'), thing('reply', '09:50')];
    const ids = things.map(({ id }) => id);
    expect(told(things, '10:00', { told: ids })).toBeNull();
    expect(told(things, '10:00', { told: [ids[0]!] })?.notice).toEqual({
      counts: { promise: 0, appointment: 0, reply: 1 },
      customerId: 'c1',
    });
  });
});
