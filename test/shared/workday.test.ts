/** Days at work: the week of `day.workDays`, leave and other days off (rules.md R6, R7.9, R12). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, weekdayOf } from '#shared/domain/calendar.ts';
import { buildPlan } from '#shared/domain/plan/build.ts';
import { campaignDays } from '#shared/domain/plan/campaign.ts';
import { plainDay } from '#shared/domain/plan/day-context.ts';
import { daysOffFacts } from '#shared/domain/plan/facts/days-off.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { afterDaysAtWork, daysAtWork, isWorkday, type DaysOff } from '#shared/domain/workday.ts';
import { customer, planInput } from './plan-fixture.ts';

const friday = '2026-03-06';
const saturday = '2026-03-07';
const sunday = '2026-03-08';
const monday = '2026-03-09';
const none: DaysOff = { leaveOn: [], restOn: [] };
const s = defaultSettings;
const week = (workDays: number) => ({ ...s, 'day.workDays': workDays });
const tenOClock = (on: string) => new Date(`${on}T10:00:00.000+08:00`).toISOString();
const itemOn = (planOn: string, fields: Parameters<typeof customer>[0], settings = s) => {
  const now = Date.parse(tenOClock(planOn));
  return buildPlan(planInput([customer(fields)], { planOn, now, settings })).items[0]!;
};

test('[R6] a promise of Friday is one day over on Monday, and 15 points, not 45', () => {
  expect(daysAtWork(friday, monday, none, s)).toBe(1);
  const promise = { lastContactAt: null, promises: [{ id: 'p', dueAt: tenOClock(friday) }] };
  const onMonday = itemOn(monday, promise);
  expect(onMonday).toMatchObject({ kind: 'PROMISE' });
  expect(onMonday.reasons).toContainEqual({ code: 'overdueDays', params: { days: 1 } });
  expect(onMonday.score - itemOn(saturday, promise).score).toBe(s['score.overduePerDay']);
  // Where people work on Saturdays, or every day, those days count.
  const daysWith = (workDays: number) =>
    itemOn(monday, promise, week(workDays)).reasons.find(({ code }) => code === 'overdueDays')!.params;
  expect([daysWith(6), daysWith(7)]).toEqual([{ days: 2 }, { days: 3 }]);
});

test('[R7.9] the day after Friday is Monday, and Tuesday where Monday is off', () => {
  expect(afterDaysAtWork(friday, 1, none, s)).toBe(monday);
  expect(afterDaysAtWork(saturday, 1, none, s)).toBe(monday);
  expect(afterDaysAtWork(friday, 0, none, s)).toBe(friday);
  expect(afterDaysAtWork(friday, 1, { ...none, restOn: [monday] }, s)).toBe('2026-03-10');
  expect(afterDaysAtWork(friday, 1, none, week(6))).toBe(saturday);
  // A rest that lies on the weekend takes nothing off twice, whichever of the two kinds it is.
  const off = { leaveOn: [saturday, monday], restOn: [sunday, monday] };
  expect(daysAtWork(friday, '2026-03-10', off, s)).toBe(1);
  expect(afterDaysAtWork(friday, 1, off, s)).toBe('2026-03-10');
});

test('[R7.9] after a week of leave the return takes five days at work, the weekend left out', () => {
  const leave = { fromOn: '2026-03-02', toOn: sunday, kind: 'leave' as const };
  const isBack = (on: string, settings = s, leaves: (typeof leave)[] = [leave]) =>
    daysOffFacts({ leaves, meetings: [] }, on, settings).isReturning;
  const days = (settings = s, leaves = [leave]) =>
    Array.from({ length: 14 }, (_, day) => addDays(monday, day)).filter((on) => isBack(on, settings, leaves));
  expect(days().filter((on) => isWorkday(on, s))).toHaveLength(5);
  expect(isBack('2026-03-13')).toBe(true);
  expect(isBack('2026-03-16')).toBe(false);
  // Thursday and Friday off: Monday and Tuesday are the days back.
  const two = { ...leave, fromOn: '2026-03-05', toOn: friday };
  expect(isBack('2026-03-10', s, [two])).toBe(true);
  expect(isBack('2026-03-11', s, [two])).toBe(false);
  // A leave of a weekend took no day at work.
  expect(days(s, [{ ...leave, fromOn: saturday }])).toEqual([]);
  expect(days(week(7), [{ ...leave, fromOn: saturday }])).toEqual([monday, '2026-03-10']);
});

test.each([
  ['A', monday],
  ['B', '2026-03-11'],
  ['C', '2026-03-17'],
] as const)('[R12] the hello of a customer of tier %s who came on Friday is due on %s', (tier, dueOn) => {
  const handover = { receivedAt: tenOClock(friday), isGreeted: false };
  const { kind, lateAfterAt } = itemOn(saturday, { tier, handover });
  expect(kind).toBe('HANDOVER');
  expect(lateAfterAt).toBe(new Date(`${dueOn}T24:00:00.000+08:00`).toISOString());
});

test('[D08] a campaign passes over the weekend and the days off', () => {
  const lastOn = (customers: number, planOn: string, off = none) =>
    campaignDays(customers, { planOn, settings: s, day: { ...plainDay, ...off } })!.lastOn;
  expect(lastOn(5, friday)).toBe(friday);
  expect(lastOn(6, friday)).toBe(monday);
  expect(lastOn(1, saturday)).toBe(monday);
  expect(lastOn(6, friday, { leaveOn: [monday], restOn: ['2026-03-10'] })).toBe('2026-03-11');
});

describe('whatever the days', () => {
  const day = fc.integer({ min: 0, max: 700 }).map((days) => addDays('2026-01-01', days));
  const few = fc.array(day, { maxLength: 60 });
  const off = fc.record({ leaveOn: few, restOn: few });
  const settings = fc.integer({ min: 1, max: 7 }).map(week);
  const isWorked = (on: string, { leaveOn, restOn }: DaysOff, own: typeof s) =>
    isWorkday(on, own) && !leaveOn.includes(on) && !restOn.includes(on);

  test('[R7.9] as many as one counts by going from day to day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -10, max: 120 }), off, settings, (from, span, away, own) => {
        let counted = 0;
        for (let n = 1; n <= span; n++) if (isWorked(addDays(from, n), away, own)) counted += 1;
        expect(daysAtWork(from, addDays(from, span), away, own)).toBe(counted);
      }),
    );
  });

  test('[R12] so many days at work later, so many are counted, and the last one is at work', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), off, settings, (from, days, away, own) => {
        const on = afterDaysAtWork(from, days, away, own);
        expect(daysAtWork(from, on, away, own)).toBe(days);
        expect(isWorked(on, away, own)).toBe(true);
      }),
    );
  });

  test('the days of the week are those of the platform', () => {
    fc.assert(
      fc.property(day, (on) => {
        expect(weekdayOf(on) % 7).toBe(new Date(`${on}T00:00:00.000Z`).getUTCDay());
      }),
    );
  });
});
