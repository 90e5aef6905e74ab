import { describe, expect, test } from 'vitest';
import { buildPlan } from '#shared/domain/plan/build.ts';
import type { PlanCustomer } from '#shared/domain/plan/input.ts';
import { hasReachableMinute, isQuietAt } from '#shared/domain/plan/quiet.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { addDays } from '#shared/domain/calendar.ts';
import { customer, daysAgo, planInput, planOn, todayAt } from './plan-fixture.ts';

const due = { tier: 'A', lastContactAt: daysAgo(30) } as const;
const hiddenOf = (fields: Partial<PlanCustomer>) => {
  const who = customer({ ...due, ...fields });
  return buildPlan(planInput([who])).hiddenCandidates.map(({ kind, code }) => `${kind} ${code}`);
};

describe('[R3] the hard filter drops every proactive task, and says why', () => {
  test.each([
    [{ status: 'do_not_contact' }, 'DO_NOT_CONTACT'],
    [{ status: 'blocked_us' }, 'BLOCKED_US'],
    [{ status: 'deleted_us' }, 'DELETED_US'],
    [{ isLegalHold: true }, 'LEGAL_HOLD'],
    [{ consent: 'none' }, 'NO_CONSENT'],
    [{ isOpenElsewhere: true }, 'OPEN_ELSEWHERE'],
    [{ quietMinutes: { from: 0, to: 1_440 } }, 'QUIET_HOURS'],
    [{ lastContactAt: todayAt('08:10'), keyDates: [{ id: 'birthday', on: planOn }] }, 'TOUCHED_TODAY'],
  ] as const)('%o: %s', (fields, code) => {
    const codes = hiddenOf(fields as Partial<PlanCustomer>);
    expect(codes).toEqual([expect.stringMatching(new RegExp(` ${code}$`))]);
  });

  test('a hand-over waits 24 hours, then the hello is an obligation', () => {
    const handed = (receivedAt: string) => {
      const who = customer({ ...due, handover: { receivedAt, isGreeted: false } });
      const plan = buildPlan(planInput([who]));
      return {
        listed: plan.items.map(({ kind }) => kind),
        hidden: plan.hiddenCandidates.map(({ code }) => code),
      };
    };
    expect(handed('2026-03-09T00:51:00.000Z')).toEqual({
      listed: [],
      hidden: ['HANDOVER_WAIT', 'HANDOVER_WAIT'],
    });
    expect(handed('2026-03-09T00:50:00.000Z')).toEqual({ listed: ['HANDOVER'], hidden: ['ONE_PER_DAY'] });
  });

  test('who agreed to service only gets no promo, no score and no referral ask, but care and service', () => {
    const fields: Partial<PlanCustomer> = {
      consent: 'service_only',
      purchases: [
        { orderedOn: addDays(planOn, -200), repurchaseDays: 170 },
        { orderedOn: addDays(planOn, -30), repurchaseDays: null },
      ],
      offers: [{ id: 'spring' }],
    };
    expect(hiddenOf(fields)).toEqual(['NPS SERVICE_ONLY', 'PROMO SERVICE_ONLY', 'REFERRAL SERVICE_ONLY']);
  });

  test('a card may be completed whatever the customer wants', () => {
    const who = customer({ status: 'do_not_contact', cardGaps: ['city'] });
    expect(buildPlan(planInput([who])).items.map(({ kind }) => kind)).toEqual(['CARD_FIX']);
  });

  test('service the customer asked for is never filtered', () => {
    const waiting = [{ id: 'w', dueAt: todayAt('18:00') }];
    for (const bar of [
      { status: 'blocked_us' },
      { consent: 'none' },
      { isLegalHold: true },
      { lastContactAt: todayAt('08:10') },
      { isOpenElsewhere: true },
    ] as const) {
      const who = customer({
        ...bar,
        promises: waiting,
        replies: waiting,
        services: [{ ...waiting[0]!, isComplaint: true }],
        appointments: waiting.map((one) => ({ ...one, startAt: one.dueAt, stage: 'sameDay' as const })),
      });
      const kinds = buildPlan(planInput([who])).items.map(({ kind }) => kind);
      expect(kinds.sort()).toEqual(['APPT', 'PROMISE', 'REPLY', 'SERVICE']);
    }
  });
});

describe('[R3] quiet hours', () => {
  const at = (time: `${number}:${number}`, own: { from: number; to: number } | null = null) =>
    isQuietAt(Date.parse(todayAt(time)), own, defaultSettings);

  test('21:00–08:30 for everybody, and hours of their own', () => {
    expect([at('08:29'), at('08:30'), at('20:59'), at('21:00'), at('23:00'), at('03:00')]).toEqual([
      true,
      false,
      false,
      true,
      true,
      true,
    ]);
    expect([at('12:59', { from: 780, to: 900 }), at('13:00', { from: 780, to: 900 })]).toEqual([false, true]);
  });

  test('a day of which no minute is left is no day for the customer', () => {
    expect(hasReachableMinute(null, defaultSettings)).toBe(true);
    expect(hasReachableMinute({ from: 510, to: 1_260 }, defaultSettings)).toBe(false);
    expect(hasReachableMinute({ from: 510, to: 1_259 }, defaultSettings)).toBe(true);
    expect(hasReachableMinute({ from: 1_200, to: 1_199 }, defaultSettings)).toBe(true);
  });
});
