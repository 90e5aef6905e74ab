import { expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { isReturningOn } from '#shared/domain/plan/leave.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { newSteps } from '#test/shared/plan-fixture.ts';
import { createRep, today } from './rep.ts';

const ago = (days: number) => addDays(today, -days);
const at = (on: string, time = '10:00') => new Date(`${on}T${time}:00.000+08:00`).toISOString();

test('[R7] meetings of the day come off the planned minutes; taking one back gives them back', () => {
  const rep = createRep();
  rep.customer.create({ fields: { name: '张女士', tier: 'A', addedOn: '2025-01-01' } });
  const before = rep.plan.today().availableMinutes;
  const { id } = rep.timeOff.addMeeting({ meetOn: today, title: '例会', minutes: 45 });
  rep.timeOff.addMeeting({ meetOn: addDays(today, 1), title: '', minutes: 90 });
  expect(planMinutes(rep)).toBe(before - 45);
  rep.timeOff.deleteMeeting(id);
  expect(planMinutes(rep)).toBe(before);
  rep.timeOff.restoreMeeting(id);
  expect(planMinutes(rep)).toBe(before - 45);
  expect(rep.timeOff.list().meetings.map(({ minutes }) => minutes)).toEqual([45, 90]);
});

test('[R7.9] a step of the SOP waits while the rep is away', () => {
  const { rep, kinds } = withFriend();
  expect(kinds()).toContain('SOP_SOFT');
  const { id } = rep.timeOff.addLeave({ fromOn: ago(2), toOn: ago(1), kind: 'leave' });
  expect(kinds()).not.toContain('SOP_SOFT');
  rep.timeOff.deleteLeave(id);
  expect(kinds()).toContain('SOP_SOFT');
});

test('[R7.9] overdue is counted in days at work, days off left out', () => {
  const rep = createRep();
  const { customerId } = rep.customer.create({
    fields: { name: '张女士', tier: 'A', addedOn: '2025-01-01' },
  });
  rep.promise.create(customerId, { body: '发报价', dueAt: at(ago(5)) });
  const overdue = () =>
    rep.plan
      .today()
      .items.find(({ kind }) => kind === 'PROMISE')!
      .reasons.find(({ code }) => code === 'overdueDays')!.params.days;
  // Thursday to Tuesday.
  expect(overdue()).toBe(3);
  rep.timeOff.addLeave({ fromOn: ago(4), toOn: ago(1), kind: 'rest' });
  // A started list keeps its chips; an item that is open is built anew only when it comes up anew.
  rep.clock.set(at(addDays(today, 1), '09:00'));
  expect(overdue()).toBe(2);
});

test('[R7.9] on return a day takes at most 1.25 times its minutes, and the rest says that it waits', () => {
  const rep = createRep();
  for (let n = 0; n < 70; n++) {
    const { customerId } = rep.customer.create({
      fields: { name: `客户${n}`, tier: 'C', addedOn: '2025-01-01' },
    });
    rep.promise.create(customerId, { body: '回电', dueAt: at(ago(3)) });
  }
  const planned = () => rep.plan.today().items.reduce((sum, { minutes }) => sum + minutes, 0);
  expect(planned()).toBeGreaterThan(375);
  rep.timeOff.addLeave({ fromOn: ago(5), toOn: ago(1), kind: 'leave' });
  expect(planned()).toBeLessThanOrEqual(375);
  const { hidden, leave } = rep.plan.today();
  expect(hidden.map(({ code }) => code)).toContain('RETURN_LIMIT');
  const waiting = rep.plan.hidden().filter(({ code }) => code === 'RETURN_LIMIT').length;
  expect(leave).toEqual({ backOn: null, isReturning: true, postponed: waiting, returnShare: 1.25 });
});

test('[R7.9] the return lasts as many days at work as the leave, five at most', () => {
  const leave = (fromOn: string, toOn: string) => ({ fromOn, toOn, kind: 'leave' as const });
  const everyDay = { ...defaultSettings, 'day.workDays': 7 };
  const is = (on: string, leaves: Parameters<typeof isReturningOn>[1], restOn: string[] = []) =>
    isReturningOn(on, leaves, { leaveOn: [], restOn }, everyDay);
  const back = (leaves: ReturnType<typeof leave>[], restOn: string[] = []) =>
    Array.from({ length: 12 }, (_, day) => is(addDays(today, day), leaves, restOn)).lastIndexOf(true);
  expect(back([leave(ago(1), ago(1))])).toBe(0);
  expect(back([leave(ago(3), ago(1))])).toBe(2);
  expect(back([leave(ago(30), ago(1))])).toBe(4);
  expect(back([leave(ago(3), ago(1))], [addDays(today, 1), addDays(today, 2)])).toBe(4);
  expect(is(ago(1), [leave(ago(1), ago(1))])).toBe(false);
  expect(is(today, [{ ...leave(ago(1), ago(1)), kind: 'rest' }])).toBe(false);
});

test('a day of leave has no minutes; only what was promised is on the list', () => {
  const { rep, customerId, kinds } = withFriend();
  rep.promise.create(customerId, { body: '发报价', dueAt: at(today) });
  rep.timeOff.addLeave({ fromOn: today, toOn: addDays(today, 1), kind: 'leave' });
  rep.timeOff.addLeave({ fromOn: addDays(today, 2), toOn: addDays(today, 3), kind: 'rest' });
  expect(planMinutes(rep)).toBe(0);
  // Leave until Wednesday, off until Friday, and the weekend.
  expect(rep.plan.today().leave).toMatchObject({ backOn: '2026-03-16', isReturning: false });
  expect(kinds()).toEqual(['PROMISE']);
  expect(rep.timeOff.list().leaves).toMatchObject([
    { fromOn: today, kind: 'leave', pending: true },
    { fromOn: addDays(today, 2), kind: 'rest' },
  ]);
});

function withFriend() {
  const rep = createRep();
  rep.context.pulled('sop', {
    scopeId: rep.context.companyScopeId,
    code: 'NEW-14',
    name: '新客户',
    purpose: 'new',
    edition: 1,
    steps: newSteps,
  });
  const { customerId } = rep.customer.create({ fields: { name: '小陈', tier: 'N', addedOn: ago(3) } });
  rep.touch.log(customerId, {
    kind: 'chat',
    touchClass: 'care',
    body: '',
    replied: true,
    happenedAt: at(ago(2)),
  });
  return { rep, customerId, kinds: () => rep.plan.today().items.map(({ kind }) => kind) };
}

function planMinutes(rep: ReturnType<typeof createRep>): number {
  return rep.plan.today().availableMinutes;
}
