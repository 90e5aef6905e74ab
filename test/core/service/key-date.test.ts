import { expect, test } from 'vitest';
import { CoreError } from '#core/core-error.ts';
import type { KeyDateFields } from '#shared/contract/key-date.ts';
import { createRep } from './rep.ts';

// The rep's day is 2026-03-10, the 22nd of the first lunar month.
const lunar = (month: number, day: number, own: Partial<KeyDateFields> = {}): KeyDateFields => ({
  kind: 'birthday',
  label: '',
  calendar: 'lunar',
  month,
  day,
  isLeapMonth: false,
  year: null,
  ...own,
});
const solar = (month: number, day: number, own: Partial<KeyDateFields> = {}): KeyDateFields =>
  lunar(month, day, { calendar: 'solar', ...own });

const setUp = (birthdayOn: string | null = null) => {
  const rep = createRep();
  const { customerId } = rep.customer.create({
    fields: { name: '孙姐', tier: 'B', addedOn: '2026-01-01', birthdayOn },
  });
  rep.touch.log(customerId, {
    kind: 'chat',
    touchClass: 'care',
    body: '',
    replied: true,
    happenedAt: '2026-03-01T02:00:00.000Z',
  });
  return {
    rep,
    customerId,
    dates: () => rep.customer.get(customerId).keyDates,
    onList: () => rep.plan.today().items.filter(({ kind }) => kind === 'KEYDATE'),
  };
};

test('[R5] KEYDATE: a lunar birthday is on the list the day before and on the day, not earlier', () => {
  const { rep, customerId, onList } = setUp();
  rep.keyDate.create(customerId, lunar(1, 24, { label: '女儿' }));
  expect(onList()).toEqual([]);
  rep.clock.set('2026-03-11T01:00:00.000Z');
  expect(onList()).toMatchObject([
    { subjectText: '女儿', reasons: expect.arrayContaining([{ code: 'keyDate', params: { days: 1 } }]) },
  ]);
  rep.clock.set('2026-03-12T01:00:00.000Z');
  expect(onList()[0]!.reasons).toContainEqual({ code: 'keyDate', params: { days: 0 } });
  rep.clock.set('2026-03-13T01:00:00.000Z');
  expect(onList()).toEqual([]);
});

test('[R5] KEYDATE: congratulated the day before, it is not on the list of the day itself', () => {
  const { rep, customerId, onList } = setUp();
  rep.keyDate.create(customerId, solar(3, 11));
  rep.plan.done(onList()[0]!.id);
  rep.clock.set('2026-03-11T01:00:00.000Z');
  expect(onList()).toEqual([]);
});

test('a date shows when it comes round next in both calendars, and how many years it will be', () => {
  const { rep, customerId, dates } = setUp();
  rep.keyDate.create(customerId, lunar(8, 15, { year: 1990 }));
  rep.keyDate.create(customerId, solar(5, 20, { kind: 'anniversary', label: '结婚纪念日', year: 2016 }));
  expect(dates()).toMatchObject([
    { nextOn: '2026-05-20', nextLunar: { month: 4, day: 4, isLeapMonth: false }, years: 10 },
    { nextOn: '2026-09-25', nextLunar: { month: 8, day: 15, isLeapMonth: false }, years: 36 },
  ]);
});

test('a day of a leap month is kept in it where the year has one, else in the ordinary month', () => {
  const { rep, customerId, dates } = setUp();
  rep.keyDate.create(customerId, lunar(6, 1, { isLeapMonth: true }));
  expect(dates()[0]).toMatchObject({ nextOn: '2026-07-14', nextLunar: { month: 6, isLeapMonth: false } });
  rep.clock.set('2025-03-10T01:00:00.000Z');
  expect(dates()[0]).toMatchObject({ nextOn: '2025-07-25', nextLunar: { month: 6, isLeapMonth: true } });
});

test('the 30th of a month of 29 days is its last day; 29 February is the 28th', () => {
  const { rep, customerId, dates } = setUp();
  rep.keyDate.create(customerId, lunar(1, 30));
  rep.keyDate.create(customerId, solar(2, 29));
  expect(dates()).toMatchObject([
    { nextOn: '2026-03-18', nextLunar: { month: 1, day: 30 } },
    { nextOn: '2027-02-28' },
  ]);
  rep.clock.set('2026-12-10T01:00:00.000Z');
  // The first month of 2027 has 29 days… of 2025 too; the year before decides nothing.
  expect(dates()[1]).toMatchObject({ nextOn: '2027-03-07', nextLunar: { month: 1, day: 30 } });
});

test('the birthday of the profile is among them until a birthday of their own replaces it', () => {
  const { rep, customerId, dates, onList } = setUp('1988-03-10');
  expect(dates()).toMatchObject([{ id: null, nextOn: '2026-03-10', years: 38 }]);
  expect(onList()).toHaveLength(1);
  const { id } = rep.keyDate.create(customerId, lunar(1, 23));
  expect(dates()).toMatchObject([{ id, calendar: 'lunar', nextOn: '2026-03-11' }]);
  rep.keyDate.delete(id);
  expect(dates()).toMatchObject([{ id: null }]);
  rep.keyDate.restore(id);
  rep.keyDate.create(customerId, solar(3, 12, { label: '儿子' }));
  expect(dates().map(({ nextOn }) => nextOn)).toEqual(['2026-03-11', '2026-03-12']);
});

test('a change writes only what is new, and nothing where nothing is', () => {
  const { rep, customerId, dates } = setUp();
  const { id } = rep.keyDate.create(customerId, solar(5, 1));
  const before = rep.mutations().length;
  rep.keyDate.patch(id, solar(5, 1));
  expect(rep.mutations()).toHaveLength(before);
  rep.keyDate.patch(id, solar(5, 2));
  const [sent] = rep.context.db.raw<{ writes: { fields: object }[] }>(
    `SELECT writes FROM outbox ORDER BY seq DESC LIMIT 1`,
  );
  expect(sent!.writes.map(({ fields }) => fields)).toEqual([{ day: 2 }]);
  expect(dates()[0]!.nextOn).toBe('2026-05-02');
  expect(() => rep.keyDate.patch('018f0000-0000-7000-8000-000000000000', solar(5, 1))).toThrow(CoreError);
});
