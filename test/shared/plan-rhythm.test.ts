import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { candidatesOf } from '#shared/domain/plan/candidate/all.ts';
import type { PlanCustomer } from '#shared/domain/plan/input.ts';
import { nextTouchOn } from '#shared/domain/plan/next-touch.ts';
import { closedKey } from '#shared/domain/plan/subject.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { customer, daysAgo, enrolled, newBank, newSteps, planInput, planOn } from './plan-fixture.ts';

const nextOf = (fields: Partial<PlanCustomer>, on = planOn) =>
  nextTouchOn(customer(fields), on, newBank, defaultSettings);

const tasksOf = (fields: Partial<PlanCustomer>, on = planOn) => {
  const who = enrolled(customer(fields), on);
  return candidatesOf(who, planInput([who], { planOn: on })).map(({ kind, subject, overdueDays }) => ({
    kind,
    subject,
    overdueDays,
  }));
};

describe('R2: when the next touch is due', () => {
  test.each([
    ['A', 7],
    ['B', 21],
    ['C', 45],
    ['NURTURE', 60],
  ] as const)('tier %s: %i days after the last chat, call or visit', (tier, gap) => {
    expect(nextOf({ tier, lastContactAt: daysAgo(2) })).toBe(addDays(planOn, gap - 2));
  });

  test('a comment moves it to at least half a gap after the comment, never forward', () => {
    expect(nextOf({ tier: 'A', lastContactAt: daysAgo(7), lastCommentAt: daysAgo(0) })).toBe(
      addDays(planOn, 4),
    );
    expect(nextOf({ tier: 'A', lastContactAt: daysAgo(1), lastCommentAt: daysAgo(1) })).toBe(
      addDays(planOn, 6),
    );
  });

  test('a customer who was never touched is due from the day of adding', () => {
    expect(nextOf({ lastContactAt: null, addedOn: '2026-03-01' })).toBe('2026-03-01');
  });

  test('the calendar day is that of Shanghai: a chat at 23:30 UTC belongs to the next day', () => {
    expect(nextOf({ tier: 'A', lastContactAt: '2026-03-08T15:59:59.999Z' })).toBe('2026-03-15');
    expect(nextOf({ tier: 'A', lastContactAt: '2026-03-08T16:00:00.000Z' })).toBe('2026-03-16');
  });

  test.each([
    { status: 'do_not_contact' },
    { status: 'blocked_us' },
    { status: 'deleted_us' },
    { consent: 'none' },
  ] as const)('nothing is due for %o', (fields) => {
    expect(nextOf(fields)).toBeNull();
  });
});

describe('R5, R8: a new customer follows NEW-14', () => {
  const added = { tier: 'N', addedOn: planOn, lastContactAt: null } as const;

  test('day by day, when each step is done on its day', () => {
    const days = [0, 1, 2, 3, 7, 8, 14].map((day) => {
      const lastDone = newSteps.findLast((step) => step.offsetDays < day)?.offsetDays;
      const lastContactAt = lastDone === undefined ? null : `${addDays(planOn, lastDone)}T02:00:00.000Z`;
      return tasksOf({ ...added, lastContactAt }, addDays(planOn, day)).map(
        (task) => task.kind + task.subject,
      );
    });
    expect(days).toEqual([['SOP_HARD0'], ['SOP_HARD1'], [], ['SOP_SOFT2'], ['SOP_SOFT3'], [], ['SOP_SOFT4']]);
  });

  test('the earliest open step comes first, and one talk settles every step due by then', () => {
    const on = addDays(planOn, 5);
    expect(tasksOf(added, on)).toEqual([{ kind: 'SOP_HARD', subject: '0', overdueDays: 3 }]);
    expect(tasksOf({ ...added, lastContactAt: `${on}T02:00:00.000Z` }, addDays(on, 2))).toEqual([
      { kind: 'SOP_SOFT', subject: '3', overdueDays: 0 },
    ]);
  });

  test('a step closed on an earlier list is not offered again', () => {
    expect(tasksOf({ ...added, closed: new Set([closedKey('SOP_HARD', '0')]) }, addDays(planOn, 1))).toEqual([
      { kind: 'SOP_HARD', subject: '1', overdueDays: 0 },
    ]);
  });

  test('after the window of the last step the rhythm of C takes over', () => {
    expect(tasksOf(added, addDays(planOn, 16))).toMatchObject([{ kind: 'SOP_HARD', subject: '0' }]);
    expect(tasksOf(added, addDays(planOn, 17))).toEqual([{ kind: 'GAP', subject: '', overdueDays: 13 }]);
  });

  test('an imported customer of tier C is no new friend, although added today', () => {
    expect(tasksOf({ ...added, tier: 'C' })).toEqual([{ kind: 'GAP', subject: '', overdueDays: 0 }]);
  });
});

describe('R11: after which instant an item counts as late', () => {
  const lateOf = (fields: Partial<PlanCustomer>) => {
    const who = enrolled(customer(fields));
    return candidatesOf(who, planInput([who]))[0]!.lateAfterAt;
  };
  const dayEnd = '2026-03-10T16:00:00.000Z';

  test('a promise after its own time', () => {
    expect(lateOf({ promises: [{ id: 'p', dueAt: daysAgo(3) }] })).toBe(daysAgo(3));
  });
  test('a step 48 hours after the start of its day', () => {
    expect(lateOf({ tier: 'N', addedOn: '2026-03-09', lastContactAt: null })).toBe(
      '2026-03-10T16:00:00.000Z',
    );
  });
  test('a contact gap after one and a half gaps, never before the end of the day', () => {
    expect(lateOf({ tier: 'A', lastContactAt: '2026-03-01T04:00:00.000Z' })).toBe('2026-03-11T16:00:00.000Z');
    expect(lateOf({ tier: 'A', lastContactAt: '2026-01-01T04:00:00.000Z' })).toBe(dayEnd);
  });
});
