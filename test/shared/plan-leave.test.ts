import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { candidatesOf } from '#shared/domain/plan/candidate/all.ts';
import { buildPlan } from '#shared/domain/plan/build.ts';
import { plainDay, type DayContext } from '#shared/domain/plan/day-context.ts';
import { afterDaysOnDuty } from '#shared/domain/plan/leave.ts';
import { customer, daysAgo, enrolled, morning, planInput, planOn, todayAt } from './plan-fixture.ts';

const ago = (days: number) => addDays(planOn, -days);
const away = (day: Partial<DayContext>) => ({ day: { ...plainDay, ...day } });

describe('[R7.9] leave mode', () => {
  test('SOP clocks stand still on days of leave', () => {
    expect(afterDaysOnDuty(ago(5), 3, [])).toBe(ago(2));
    expect(afterDaysOnDuty(ago(5), 3, [ago(4), ago(3), ago(4)])).toBe(planOn);
    expect(afterDaysOnDuty(ago(5), 3, [ago(9), ago(5), addDays(planOn, 9)])).toBe(ago(2));
    const fresh = enrolled(customer({ tier: 'N', addedOn: ago(4), lastContactAt: daysAgo(3) }));
    const stepsOf = (leaveOn: string[]) =>
      candidatesOf(fresh, planInput([fresh], away({ leaveOn }))).map(({ kind, dueOn }) => `${kind} ${dueOn}`);
    expect(stepsOf([])).toEqual([`SOP_SOFT ${ago(1)}`]);
    expect(stepsOf([ago(2)])).toEqual([`SOP_SOFT ${planOn}`]);
    expect(stepsOf([ago(2), ago(1)])).toEqual([]);
  });

  test('overdue days are days at work', () => {
    // Wednesday and Thursday, Friday; the weekend; Monday is left, and today, a Tuesday.
    const leave = { ...plainDay, leaveOn: [ago(6), ago(5)], restOn: [ago(4), ago(5), ago(20)] };
    const who = customer({ tier: 'A', lastContactAt: daysAgo(14) });
    const daysOver = (day: DayContext) => buildPlan(planInput([who], { day })).items[0]!.reasons;
    expect(daysOver(plainDay)).toContainEqual({ code: 'overdueDays', params: { days: 5 } });
    expect(daysOver(leave)).toContainEqual({ code: 'overdueDays', params: { days: 2 } });
  });

  test('on return a day takes at most 1.25 times its minutes; the rest waits and says so', () => {
    const book = Array.from({ length: 100 }, () =>
      customer({ promises: [{ id: 'p', dueAt: daysAgo(2) }], lastContactAt: daysAgo(100) }),
    );
    const plan = buildPlan(planInput(book, away({ isReturning: true })));
    const minutes = plan.items.reduce((sum, { deciMinutes }) => sum + deciMinutes / 10, 0);
    expect(minutes).toBeLessThanOrEqual(375);
    expect(minutes).toBeGreaterThan(369);
    const waiting = plan.hiddenCandidates.filter(({ code }) => code === 'RETURN_LIMIT');
    expect(waiting).toHaveLength(100 - plan.items.filter(({ kind }) => kind === 'PROMISE').length);
    expect(buildPlan(planInput(book)).items.filter(({ kind }) => kind === 'PROMISE')).toHaveLength(100);
  });

  test('posts that grew too old meanwhile are dropped with a count', () => {
    const moment = (id: string, hours: number) => ({
      id,
      postedAt: new Date(morning - hours * 3_600_000).toISOString(),
      isSad: false,
      isLiked: false,
      isCommented: false,
      isTalkedOf: false,
    });
    const book = [
      customer({ moments: [moment('a', 100), moment('b', 73)] }),
      customer({ moments: [moment('c', 10)] }),
    ];
    expect(buildPlan(planInput(book)).expiredMoments).toBe(2);
  });

  test('meetings come off the planned minutes', () => {
    const book = Array.from({ length: 40 }, () =>
      customer({ promises: [{ id: 'p', dueAt: todayAt('18:00') }] }),
    );
    const plan = buildPlan(planInput(book, away({ meetingMinutes: 60 })));
    expect(plan.availableMinutes).toBe(240);
    expect(plan.items.filter(({ reasons }) => reasons[0]!.code !== 'overload')).toHaveLength(24);
  });
});
