/** A campaign before it is planned (practice D08): who is kept out, for how long it goes, when a lead is asked. */
import { describe, expect, test } from 'vitest';
import { campaignDays, needsApproval, pickRecipients } from '#shared/domain/plan/campaign.ts';
import { plainDay } from '#shared/domain/plan/day-context.ts';
import { freshFacts } from '#shared/domain/plan/fresh-facts.ts';
import type { PlanCustomer } from '#shared/domain/plan/input.ts';
import { closedKey } from '#shared/domain/plan/subject.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { customer, morning, planInput, planOn } from './plan-fixture.ts';

const dayMs = 86_400_000;
const ago = (days: number) => new Date(morning - days * dayMs).toISOString();
const fresh = freshFacts();
const promo = (own: Partial<PlanCustomer['promo']>) => ({ promo: { ...fresh.promo, careSince: 3, ...own } });
/** Nothing stands against telling them. */
const friendly = {
  tier: 'B',
  trustStage: 'approved',
  lastInteractionAt: ago(2),
  lastContactAt: ago(5),
  ...promo({}),
} as const;
const input = planInput([]);
const pick = (customers: readonly PlanCustomer[], waiting: string[] = [], told: string[] = []) =>
  pickRecipients(customers, { contentId: 'offer', waiting: new Set(waiting), told: new Set(told) }, input);
const fateOf = (fields: Partial<PlanCustomer>) => {
  const { kept, removed } = pick([customer({ id: 'one', ...friendly, ...fields })]);
  return kept.length === 1 ? 'kept' : removed[0]!.code;
};

describe('[D08] whom the rules keep out', () => {
  test.each<[string, Partial<PlanCustomer>]>([
    ['kept', {}],
    ['PROMO_WEEK_CAP', promo({ inWeek: 1 })],
    ['PROMO_MONTH_CAP', promo({ inMonth: 2 })],
    ['PROMO_WEEK_CAP', promo({ householdInWeek: 1, householdId: 'home' })],
    ['CARE_FIRST', promo({ careSince: 2 })],
    ['PROMO_FROZEN', { stopAskedAt: ago(3), lastServiceAt: ago(1) }],
    ['NEW_FRIEND', { tier: 'N', addedOn: planOn }],
    ['NEW_FRIEND', { tier: 'A', addedOn: planOn }],
    ['TRUST_TOO_LOW', { trustStage: 'acquainted' }],
    ['NO_INTERACTION', { lastInteractionAt: ago(31) }],
    ['SERVICE_ONLY', { consent: 'service_only' }],
    ['NO_CONSENT', { consent: 'none' }],
    ['DO_NOT_CONTACT', { status: 'do_not_contact' }],
    ['DELETED_US', { status: 'deleted_us' }],
    ['WEEK_CAP', { counts: { ...fresh.counts, inWeek: 3 } }],
    ['BACK_OFF', { unanswered: 3 }],
    ['TOLD_ALREADY', { closed: new Set([closedKey('PROMO', 'offer')]) }],
  ])('%s', (code, fields) => {
    expect(fateOf(fields)).toBe(code);
  });

  test('what is over with the day keeps nobody out, what is behind it does', () => {
    const today = { lastContactAt: ago(0), counts: { ...fresh.counts, today: 1 } };
    expect(fateOf(today)).toBe('kept');
    expect(fateOf({ isOpenElsewhere: true })).toBe('kept');
    expect(fateOf({ ...today, ...promo({ inWeek: 1 }) })).toBe('PROMO_WEEK_CAP');
  });

  test('of a household one, who comes first; who waits already is none of them', () => {
    const home = promo({ householdId: 'home' });
    const { kept, removed } = pick(
      [
        customer({ id: 'b', ...friendly, ...home }),
        customer({ id: 'a', ...friendly, ...home, tier: 'A' }),
        customer({ id: 'c', ...friendly }),
        customer({ id: 'd', ...friendly }),
      ],
      ['c'],
      ['d'],
    );
    expect(kept).toEqual(['a']);
    expect(removed).toEqual([
      { customerId: 'c', code: 'WAITING_ALREADY' },
      { customerId: 'd', code: 'TOLD_ALREADY' },
      { customerId: 'b', code: 'SAME_HOUSEHOLD' },
    ]);
  });
});

describe('[D08] how long, and who decides', () => {
  const settings = { ...defaultSettings };
  test('5 a day, on working days', () => {
    const days = (customers: number, from: string, day = plainDay) =>
      campaignDays(customers, { planOn: from, settings, day });
    // 2026-03-10 is a Tuesday.
    expect(days(0, '2026-03-10')).toEqual({ days: 0, lastOn: '2026-03-10', perDay: 5 });
    expect(days(5, '2026-03-10')).toEqual({ days: 1, lastOn: '2026-03-10', perDay: 5 });
    expect(days(6, '2026-03-10')).toEqual({ days: 2, lastOn: '2026-03-11', perDay: 5 });
    expect(days(40, '2026-03-10')).toEqual({ days: 8, lastOn: '2026-03-19', perDay: 5 });
    expect(days(5, '2026-03-14')).toMatchObject({ days: 1, lastOn: '2026-03-16' });
    expect(days(5, '2026-03-10', { ...plainDay, blockRate: 'red' })).toMatchObject({ days: 3, perDay: 2 });
    expect(campaignDays(5, { planOn, settings: { ...settings, 'day.promos': 0 }, day: plainDay })).toBeNull();
  });

  test('above 50 a lead, small pieces of one offer counted together', () => {
    const asks = (recipients: number, unasked = 0) => needsApproval({ recipients, unasked }, settings);
    expect([asks(50), asks(51), asks(1, 50), asks(1, 49), asks(0, 80)]).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(needsApproval({ recipients: 3, unasked: 0 }, { ...settings, 'campaign.approvalAbove': 2 })).toBe(
      true,
    );
  });
});
