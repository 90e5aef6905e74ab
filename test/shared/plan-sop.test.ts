import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { buildPlan } from '#shared/domain/plan/build.ts';
import { plainDay } from '#shared/domain/plan/day-context.ts';
import { sopDayOf } from '#shared/domain/plan/sop/collision.ts';
import { scheduleOf, type SopEnrolment } from '#shared/domain/plan/sop/enrolment.ts';
import { fidelityOf, meanFidelity } from '#shared/domain/plan/sop/fidelity.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import { enrolmentsOf } from '#shared/domain/plan/sop/starter.ts';
import { planStepOf } from '#shared/domain/plan/sop/step.ts';
import { closedKey, stepOfSubject, stepSubject } from '#shared/domain/plan/subject.ts';
import { defaultSettings as s } from '#shared/domain/setting.ts';
import { customer, daysAgo, newSteps, planInput, planOn } from './plan-fixture.ts';

const stepAt = (offsetDays: number, hard = false, touchClass: 'care' | 'service' | 'promo' = 'care') =>
  planStepOf({ offsetDays, title: '', body: '', touchClass, hard, minutes: 5 }, s);
const enrolment = (fields: Partial<SopEnrolment>): SopEnrolment => ({
  code: 'X',
  purpose: 'care',
  startedOn: planOn,
  steps: [stepAt(0)],
  closed: [],
  exit: null,
  ...fields,
});
const silent = { lastContactAt: null, lastCommentAt: null };
const dayOf = (enrolments: SopEnrolment[], on = planOn) => {
  const day = sopDayOf(enrolments, silent, on, s, plainDay);
  const names = (steps: typeof day.open) =>
    steps.map((one) => `${one.enrolment.code}${one.number} ${one.dueOn}`);
  return { open: names(day.open), shifted: names(day.shifted), waiting: names(day.waiting) };
};

describe('[R8] fidelity of a step', () => {
  const step = { ...stepAt(0), needsEvidence: true };
  const start = Date.parse(`${planOn}T00:00:00.000+08:00`);
  const at = (hours: number, ms = 0) => ({
    doneAt: new Date(start + hours * 3_600_000 + ms).toISOString(),
    touchClass: 'care' as const,
    hasEvidence: true,
  });
  const of = (done: Parameters<typeof fidelityOf>[2]) => fidelityOf(step, planOn, done, s);

  test('1 in the window, 0.5 up to 48 hours late, then 0', () => {
    expect([of(at(0)), of(at(48)), of(at(48, 1)), of(at(96)), of(at(96, 1))]).toEqual([1, 1, 0.5, 0.5, 0]);
    expect(of(at(0, -1))).toBe(0);
    expect(of({ ...at(0), doneAt: null })).toBe(0);
  });
  test('0.25 with the wrong class or without the evidence it asks for', () => {
    expect(of({ ...at(1), touchClass: 'promo' })).toBe(0.25);
    expect(of({ ...at(1), hasEvidence: false })).toBe(0.25);
    expect(fidelityOf({ ...step, needsEvidence: false }, planOn, { ...at(1), hasEvidence: false }, s)).toBe(
      1,
    );
  });
  test('a window may open before the day', () => {
    expect(fidelityOf({ ...step, windowHours: [24, 48] }, planOn, at(-24), s)).toBe(1);
    expect(fidelityOf({ ...step, windowHours: [24, 48] }, planOn, at(-24, -1), s)).toBe(0);
  });
  test('the mean is that of the steps whose time has come', () => {
    expect(meanFidelity([1, 0.5, 0])).toBe(0.5);
    expect(meanFidelity([])).toBeNull();
  });
});

describe('[R8] several SOPs of one customer', () => {
  const service = enrolment({ code: 'S', purpose: 'service' });
  const fresh = enrolment({ code: 'N', purpose: 'new' });
  const deal = enrolment({ code: 'D', purpose: 'deal' });
  const care = enrolment({ code: 'C', purpose: 'care' });
  const promo = enrolment({ code: 'P', purpose: 'promo' });
  const tomorrow = addDays(planOn, 1);

  test.each([
    ['S', 'N', service, fresh],
    ['N', 'D', fresh, deal],
    ['D', 'C', deal, care],
    ['C', 'P', care, promo],
  ])('%s comes before %s, which moves one day', (first, second, a, b) => {
    for (const both of [
      [a, b],
      [b, a],
    ]) {
      expect(dayOf(both)).toEqual({
        open: [`${first}0 ${planOn}`, `${second}0 ${tomorrow}`],
        shifted: [`${second}0 ${planOn}`],
        waiting: [],
      });
    }
  });

  test('steps on different days do not meet', () => {
    const later = enrolment({ code: 'C', purpose: 'care', steps: [stepAt(1)] });
    expect(dayOf([service, later]).open).toEqual([`S0 ${planOn}`, `C0 ${tomorrow}`]);
  });

  test('one per purpose, two in total; the others wait and say so on the list', () => {
    const younger = enrolment({ code: 'S2', purpose: 'service', startedOn: tomorrow });
    expect(dayOf([younger, service]).waiting).toEqual([`S20 ${tomorrow}`]);
    expect(dayOf([care, deal, service]).waiting).toEqual([`C0 ${planOn}`]);
    const plan = buildPlan(planInput([customer({ enrolments: [care, deal, service] })]));
    expect(plan.items.map(({ subject }) => subject)).toEqual([`S ${planOn} 0`]);
    expect(plan.hiddenCandidates.map(({ subject, code }) => [subject, code])).toEqual([
      [`C ${planOn} 0`, 'SOP_LIMIT'],
      [`D ${planOn} 0`, 'SOP_SHIFTED'],
    ]);
  });

  test('a check-in of service that lost its day is told and passed over; steps of other SOPs stay', () => {
    const steps = [stepAt(2, true), stepAt(14)];
    const on = (days: number, purpose: SopEnrolment['purpose']) => {
      const own = enrolment({ code: 'X', purpose, steps, startedOn: addDays(planOn, -days) });
      const plan = buildPlan(planInput([customer({ enrolments: [own], lastContactAt: daysAgo(40) })]));
      const told = plan.hiddenCandidates.map(({ kind, code }) => `${kind} ${code}`);
      return [...plan.items.map(({ kind }) => kind), ...told];
    };
    expect(on(5, 'service')).toEqual(['SOP_HARD']);
    expect(on(6, 'service')).toEqual(['SOP_HARD STEP_MISSED']);
    expect(on(14, 'service')).toEqual(['SOP_SOFT', 'SOP_HARD STEP_MISSED']);
    expect(on(14, 'deal')).toEqual(['SOP_HARD']);
  });

  test.each(['goal', 'refused', 'blocked', 'decided'] as const)(
    'one that was left (%s) asks for nothing',
    (exit) => {
      expect(dayOf([enrolment({ exit })]).open).toEqual([]);
    },
  );
});

describe('[R8] starters and their subjects', () => {
  const bank = sopBankOf(
    [
      { code: 'NEW-14', steps: newSteps },
      { code: 'REWARM', steps: newSteps.slice(0, 3) },
    ],
    s,
  );
  const codesOf = (fields: Parameters<typeof customer>[0]) =>
    enrolmentsOf(customer(fields), planOn, bank, s).map(({ code, startedOn }) => `${code} ${startedOn}`);

  test('a new friend, a purchase, a silence that has passed', () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ tier: 'N', addedOn: planOn })).toEqual([`NEW-14 ${planOn}`]);
    const purchases = [{ orderedOn: '2026-03-08', repurchaseDays: null }];
    expect(codesOf({ purchases })).toEqual(['AFTERSALE 2026-03-08']);
    expect(codesOf({ unanswered: 5, lastContactAt: daysAgo(59) })).toEqual([]);
    expect(codesOf({ unanswered: 5, lastContactAt: daysAgo(60) })).toEqual([`REWARM ${planOn}`]);
  });

  test('[R2] after a purchase: use on day 2, result on day 14, next need on day 60', () => {
    const bought = enrolmentsOf(
      customer({ purchases: [{ orderedOn: '2026-01-01', repurchaseDays: null }] }),
      planOn,
      bank,
      s,
    );
    expect(scheduleOf(bought[0]!, s, plainDay)).toEqual(['2026-01-03', '2026-01-15', '2026-03-02']);
  });

  test('[R2] the score is asked for on day 30 by the NPS ask, not by the step of the same day', () => {
    const own = sopBankOf(
      [{ code: 'AFTERSALE', steps: [newSteps[2]!, { ...newSteps[3]!, offsetDays: 30 }] }],
      s,
    );
    const who = customer({
      purchases: [{ orderedOn: addDays(planOn, -30), repurchaseDays: null }],
      lastContactAt: daysAgo(20),
    });
    const [aftersale] = enrolmentsOf(who, planOn, own, s);
    expect(aftersale!.closed).toEqual([1]);
    const plan = buildPlan(planInput([{ ...who, enrolments: [aftersale!] }]));
    expect(plan.items.map(({ kind }) => kind)).toEqual(['NPS']);
  });

  test('REWARM goes from a like over a comment to a light question', () => {
    const [rewarm] = enrolmentsOf(customer({ unanswered: 5, lastContactAt: daysAgo(62) }), planOn, bank, s);
    expect(rewarm!.steps.map(({ channel }) => channel)).toEqual(['like', 'comment', 'chat']);
  });

  test('a step closed on an earlier list stays closed, for this enrolment only', () => {
    const purchases = [{ orderedOn: '2026-03-06', repurchaseDays: null }];
    const closedFor = (startedOn: string) =>
      new Set([closedKey('SOP_SOFT', stepSubject({ code: 'AFTERSALE', startedOn }, 0))]);
    const of = (startedOn: string) =>
      enrolmentsOf(customer({ purchases, closed: closedFor(startedOn) }), planOn, bank, s)[0]!.closed;
    expect([of('2026-03-06'), of('2025-03-06')]).toEqual([[0], []]);
  });

  test('the subject of a step names SOP, enrolment and number; NEW-14 has the number alone', () => {
    expect(stepSubject({ code: 'NEW-14', startedOn: planOn }, 3)).toBe('3');
    expect(stepOfSubject('3')).toEqual({ code: 'NEW-14', startedOn: null, number: 3 });
    const subject = stepSubject({ code: 'HIGH-TICKET', startedOn: planOn }, 2);
    expect(stepOfSubject(subject)).toEqual({ code: 'HIGH-TICKET', startedOn: planOn, number: 2 });
  });

  test('the steps are those pinned at enrolment, whatever was published since', () => {
    const pinned = enrolment({ purpose: 'new', code: 'NEW-14', steps: [stepAt(0, true)] });
    const plan = buildPlan(
      planInput([customer({ tier: 'N', addedOn: planOn, lastContactAt: null, enrolments: [pinned] })]),
    );
    expect(plan.items.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual(['SOP_HARD 0']);
  });
});
