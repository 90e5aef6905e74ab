/** What holds whatever the book (rules.md R19), on random books with full counters; the seed of a failure is printed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, startOfDate } from '#shared/domain/calendar.ts';
import { consents, customerStatuses, sources, tiers, trustStages } from '#shared/domain/entity/book.ts';
import { planItemKinds } from '#shared/domain/entity/user.ts';
import { assess } from '#shared/domain/plan/assess.ts';
import { buildPlan, type BuiltPlan, type PlannedItem } from '#shared/domain/plan/build.ts';
import { plainDay } from '#shared/domain/plan/day-context.ts';
import { fillLanes } from '#shared/domain/plan/day/fill-lane.ts';
import { createDayList, laneOfScored } from '#shared/domain/plan/day/list.ts';
import { byScore, type Scored } from '#shared/domain/plan/order.ts';
import { finish } from '#shared/lib/steps.ts';
import { freshFacts } from '#shared/domain/plan/fresh-facts.ts';
import { hiddenCodes } from '#shared/domain/plan/hidden.ts';
import type { PlanCustomer, PlanInput } from '#shared/domain/plan/input.ts';
import { isAsked, isObligation } from '#shared/domain/plan/kind.ts';
import { reasonCodes } from '#shared/domain/plan/reason.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import { enrolmentsOf } from '#shared/domain/plan/sop/starter.ts';
import { defaultSettings as s } from '#shared/domain/setting.ts';
import { daysAgo, newSteps, planInput, planOn, todayAt } from './plan-fixture.ts';

const bank = sopBankOf(
  [
    { code: 'NEW-14', steps: newSteps },
    { code: 'REWARM', steps: newSteps.slice(2) },
  ],
  s,
);

const past = (most: number) => fc.integer({ min: 0, max: most }).map((days) => daysAgo(days));
const upTo = (max: number) => fc.integer({ min: 0, max });
const rarely = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });
const waiting = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    dueAt: fc.integer({ min: -3, max: 30 }).map((days) => startOfDate(addDays(planOn, -days))),
  }),
  { maxLength: 1, selector: ({ id }) => id },
);
const moment = fc.record({
  id: fc.uuid(),
  postedAt: fc
    .integer({ min: 0, max: 90 })
    .map((hours) => new Date(Date.parse(todayAt('08:00')) - hours * 3_600_000).toISOString()),
  isSad: fc.boolean(),
  isLiked: fc.boolean(),
  isCommented: fc.boolean(),
  isTalkedOf: fc.boolean(),
});

const facts = fc.record({
  id: fc.uuid(),
  bookId: fc.constant('book'),
  tier: fc.constantFrom(...tiers),
  trustStage: fc.constantFrom(...trustStages),
  source: fc.constantFrom(...sources),
  intent: upTo(3),
  intentAt: fc.option(past(200)),
  status: fc.oneof(
    { weight: 8, arbitrary: fc.constant('active' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...customerStatuses) },
  ),
  consent: fc.oneof(
    { weight: 8, arbitrary: fc.constant('full' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...consents) },
  ),
  addedOn: fc.integer({ min: -2, max: 60 }).map((days) => addDays(planOn, -days)),
  isOpenElsewhere: fc.constantFrom(false, false, false, true),
  handover: rarely(fc.record({ receivedAt: past(3), isGreeted: fc.boolean() })),
  lastContactAt: fc.option(past(100)),
  lastCommentAt: fc.option(past(60)),
  lastInteractionAt: fc.option(past(60)),
  lastItemKind: fc.option(fc.constantFrom(...planItemKinds)),
  recentTouches: upTo(3),
  unanswered: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: upTo(6) }),
  counts: fc.record({
    today: fc.constantFrom(0, 0, 0, 1),
    inWeek: upTo(4),
    inMonth: upTo(9),
    todayMoments: fc.constant([]),
    commentsInWeek: upTo(2),
    likesInWeek: upTo(4),
    likesAtOnce: upTo(2),
  }),
  promo: fc.record({
    inWeek: fc.constantFrom(0, 0, 1),
    inMonth: upTo(2),
    householdInWeek: fc.constantFrom(0, 0, 1),
    householdInMonth: fc.constantFrom(0, 0, 1),
    careSince: upTo(6),
    isAsked: fc.boolean(),
  }),
  asks: fc.record({
    npsAt: fc.option(past(120)),
    npsScore: fc.option(upTo(10)),
    referralAt: fc.option(past(120)),
    surpriseAt: fc.option(past(120)),
    surpriseFenInYear: upTo(20_000),
  }),
  complaintAt: rarely(past(60)),
  promises: waiting,
  replies: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: waiting }),
  keyDates: fc.uniqueArray(
    fc.integer({ min: -1, max: 3 }).map((days) => ({ id: 'birthday', on: addDays(planOn, days) })),
    { maxLength: 1 },
  ),
  moments: fc.uniqueArray(moment, { maxLength: 2, selector: ({ id }) => id }),
  purchases: fc
    .array(upTo(100), { maxLength: 3 })
    .map((days) =>
      days.toSorted((a, b) => b - a).map((ago) => ({ orderedOn: addDays(planOn, -ago), repurchaseDays: 30 })),
    ),
  offers: fc.constantFrom([], [], [{ id: 'spring' }]),
  surprises: fc.constantFrom([], [], [], [{ id: 'tea', fen: 5_000 }]),
  cardGaps: fc.constantFrom([], [], ['city']),
  patrolledAt: fc.oneof(fc.constant(undefined), past(30)),
});
const anyCustomer: fc.Arbitrary<PlanCustomer> = facts.map((own) => {
  const customer = { ...freshFacts(), ...own };
  return { ...customer, enrolments: enrolmentsOf(customer, planOn, bank, s) };
});
const anyBook = fc.uniqueArray(anyCustomer, { maxLength: 220, selector: ({ id }) => id, size: 'max' });
const anyDay = fc.record({
  blockRate: fc.constantFrom('ok' as const, 'amber' as const, 'red' as const),
  meetingMinutes: fc.constantFrom(0, 0, 60, 200),
  isReturning: fc.constantFrom(false, false, true),
});

const check = (of: (plan: BuiltPlan, input: PlanInput) => void) =>
  fc.assert(
    fc.property(anyBook, anyDay, (book, day) => {
      const input = planInput(book, { day: { ...plainDay, ...day } });
      of(buildPlan(input), input);
    }),
    { numRuns: 60, interruptAfterTimeLimit: 20_000 },
  );

const sum = (items: readonly PlannedItem[]) => items.reduce((total, item) => total + item.deciMinutes, 0);
const keyOf = (item: { kind: string; customerId: string; subject: string }) =>
  `${item.kind} ${item.customerId} ${item.subject}`;

describe('[R19] whatever the book', () => {
  test('[R3] every customer and every candidate is on the list or hidden with a code', () => {
    check((plan, input) => {
      const listed = new Set(plan.items.map(({ customerId }) => customerId));
      for (const { id } of input.customers) expect(listed.has(id)).toBe(!plan.hidden.has(id));
      for (const code of plan.hidden.values()) expect(hiddenCodes).toContain(code);
      const { fit, dropped } = assess(input);
      const all = [...fit, ...dropped.map(({ candidate }) => candidate)].map(({ customer, ...one }) =>
        keyOf({ ...one, customerId: customer.id }),
      );
      expect([...plan.items, ...plan.hiddenCandidates].map(keyOf).sort()).toEqual(all.sort());
      for (const { code } of plan.hiddenCandidates) expect(hiddenCodes).toContain(code);
    });
  });

  test('[R7.1] an obligation that may be done is never dropped; only after a leave it may wait, and says so', () => {
    check((plan, input) => {
      const listed = new Set(plan.items.map(keyOf));
      const waits = new Set(plan.hiddenCandidates.filter(({ code }) => code === 'RETURN_LIMIT').map(keyOf));
      if (!input.day.isReturning) expect(waits.size).toBe(0);
      for (const { customer, kind, subject } of assess(input).fit) {
        if (!isObligation(kind)) continue;
        const key = keyOf({ kind, customerId: customer.id, subject });
        expect(listed.has(key) || waits.has(key)).toBe(true);
      }
      const due = input.customers.flatMap(({ promises }) =>
        promises.filter(({ dueAt }) => dueAt < todayAt('23:59')),
      );
      expect(
        plan.items.filter(({ kind }) => kind === 'PROMISE').length +
          plan.hiddenCandidates.filter(({ kind }) => kind === 'PROMISE').length,
      ).toBe(due.length);
      for (const { kind, code } of plan.hiddenCandidates)
        if (isAsked(kind)) expect(code).toBe('RETURN_LIMIT');
    });
  });

  test('[R7.2–R7.5] no list breaks the minutes of a lane or a cap of the day', () => {
    check((plan, input) => {
      const total = plan.availableMinutes * 10;
      const obligations = plan.items.filter(({ kind }) => isObligation(kind));
      const inTime = obligations.filter(({ reasons }) => reasons[0]!.code !== 'overload');
      const others = plan.items.filter(({ kind }) => !isObligation(kind));
      const isNew = ({ kind, tier, subject }: PlannedItem) =>
        tier === 'N' || (kind === 'SOP_SOFT' && /^\d+$/.test(subject));
      const fresh = others.filter(isNew);
      const rest = others.filter((item) => !isNew(item));
      const ofA = rest.filter(({ tier }) => tier === 'A');
      const left = Math.max(0, total - sum(inTime) - sum(fresh));
      const tiny = 1e-6;
      expect(sum(inTime)).toBeLessThanOrEqual(total * s['day.obligationShare'] + tiny);
      expect(sum(fresh)).toBeLessThanOrEqual(total * s['day.newShare'] + tiny);
      expect(sum(ofA)).toBeLessThanOrEqual(left * s['day.tierAShare'] + tiny);
      expect(sum(ofA.filter(({ kind }) => kind === 'PATROL'))).toBeLessThanOrEqual(
        left * s['day.tierAShare'] * s['day.patrolShare'] + tiny,
      );
      expect(sum(rest)).toBeLessThanOrEqual(left + tiny);
      if (input.day.isReturning)
        expect(sum(plan.items)).toBeLessThanOrEqual(total * s['day.returnShare'] + tiny);

      const count = (...kinds: string[]) => others.filter(({ kind }) => kinds.includes(kind)).length;
      const promoCap = input.day.blockRate === 'red' ? 2 : s['day.promos'];
      expect(count('MOMENT_COMMENT')).toBeLessThanOrEqual(s['day.comments']);
      expect(
        count('GAP', 'TO_CHAT', 'KEYDATE', 'NPS', 'REPURCHASE', 'REFERRAL', 'PROMO', 'SURPRISE'),
      ).toBeLessThanOrEqual(s['day.chats']);
      expect(count('PROMO', 'REFERRAL')).toBeLessThanOrEqual(promoCap);
      expect(count('NPS')).toBeLessThanOrEqual(s['day.npsAsks']);
      expect(count('REFERRAL')).toBeLessThanOrEqual(s['day.referrals']);
      expect(count('SURPRISE')).toBeLessThanOrEqual(s['day.surprises']);
      expect(count('CARD_FIX')).toBeLessThanOrEqual(s['day.cardFixes']);
      const cards = new Set(
        plan.items
          .filter(({ kind }) => kind !== 'PATROL' && kind !== 'LIKE')
          .map(({ customerId }) => customerId),
      );
      const forced = new Set(obligations.map(({ customerId }) => customerId));
      expect(cards.size).toBeLessThanOrEqual(Math.max(s['day.cards'], forced.size));
      // Of everything the customers will notice that day, obligations included.
      const touches = plan.items.filter(({ kind }) => kind !== 'PATROL' && kind !== 'CARD_FIX');
      expect(count('PROMO', 'REFERRAL')).toBeLessThanOrEqual(s['day.promoShare'] * touches.length + 1e-6);
      expect(plan.isCareLow).toBe(plan.careShare !== null && plan.careShare < s['day.careShare']);
    });
  });

  test('[R4, R7.7] no customer gets more than the guard allows: one conversation, likes, comments, three actions', () => {
    check((plan, input) => {
      const byId = new Map(input.customers.map((customer) => [customer.id, customer]));
      for (const [id, items] of Map.groupBy(plan.items, ({ customerId }) => customerId)) {
        const { counts, moments, consent, status, promo, enrolments } = byId.get(id)!;
        /** A like that a SOP asks for is no conversation either. */
        const isLike = ({ kind, subject }: PlannedItem) =>
          kind === 'LIKE' ||
          (kind === 'SOP_SOFT' &&
            enrolments.some(
              ({ code, startedOn, steps }) =>
                subject.startsWith(`${code} ${startedOn} `) &&
                steps[Number(subject.split(' ').at(-1))]?.channel === 'like',
            ));
        const own = items.filter(({ kind }) => !isAsked(kind) && kind !== 'PATROL' && kind !== 'CARD_FIX');
        const talks = own.filter((item) => !isLike(item) && !isObligation(item.kind));
        const events = new Set(
          talks.map(({ kind, subject }) =>
            kind === 'MOMENT_COMMENT' || kind === 'TO_CHAT' ? subject : kind,
          ),
        );
        expect(events.size).toBeLessThanOrEqual(own.some(({ kind }) => isObligation(kind)) ? 0 : 1);
        const of = (kind: string) => own.filter((item) => item.kind === kind);
        expect(counts.likesInWeek + of('LIKE').length).toBeLessThanOrEqual(
          Math.max(counts.likesInWeek, s['guard.likesPerWeek']),
        );
        expect(counts.commentsInWeek + of('MOMENT_COMMENT').length).toBeLessThanOrEqual(
          Math.max(counts.commentsInWeek, s['guard.commentsPerWeek']),
        );
        for (const { subject } of [...of('LIKE'), ...of('MOMENT_COMMENT')]) {
          const post = moments.find((one) => one.id === subject)!;
          const hours = (input.now - Date.parse(post.postedAt)) / 3_600_000;
          expect(hours).toBeLessThanOrEqual(post.isSad ? s['post.sadDays'] * 24 : s['post.openHours']);
        }
        if (of('PROMO').length + of('REFERRAL').length > 0) {
          expect(promo.inWeek + promo.householdInWeek).toBe(0);
          expect(promo.careSince).toBeGreaterThanOrEqual(s['promo.careBefore']);
          expect(consent).toBe('full');
        }
        if (own.length > 0) {
          expect(status).toBe('active');
          expect(consent).not.toBe('none');
        }
        const forced = items.filter(({ kind }) => isObligation(kind)).length;
        const actions = items.filter(({ kind }) => kind !== 'PATROL').length;
        expect(actions).toBeLessThanOrEqual(Math.max(s['day.cardActions'], forced));
      }
    });
  });

  test('[R6, R7.10] scores are whole numbers; every item has one to three reasons the page can say', () => {
    check(({ items }) => {
      for (const { score, reasons } of items) {
        expect(Number.isInteger(score)).toBe(true);
        expect(reasons.length).toBeGreaterThan(0);
        expect(reasons.length).toBeLessThanOrEqual(3);
        for (const { code } of reasons) expect(reasonCodes).toContain(code);
      }
    });
  });

  test('the order of the input is nothing: same list, same hash, same reasons', () => {
    fc.assert(
      fc.property(anyBook, fc.integer(), (book, seed) => {
        const input = planInput(book);
        const plan = buildPlan(input);
        const shuffled = [...input.customers].sort((a, b) => mixed(a.id, seed) - mixed(b.id, seed));
        const again = buildPlan({ ...input, customers: shuffled });
        expect(again.listHash).toBe(plan.listHash);
        expect(again.items).toEqual(plan.items);
        expect(again.hiddenCandidates).toEqual(plan.hiddenCandidates);
        expect([...again.hidden].sort()).toEqual([...plan.hidden].sort());
      }),
      { numRuns: 60, interruptAfterTimeLimit: 20_000 },
    );
  });

  test('[R7.2–R7.4] filled in groups of a score, a lane holds what it holds filled one by one, and refuses for the same reasons', () => {
    fc.assert(
      fc.property(anyBook, upTo(900), (book, most) => {
        const input = planInput(book);
        const waiting = assess(input).fit.filter(({ kind }) => !isObligation(kind));
        const limitOf = (lane: string) => (lane === 'tierA' ? most / 2 : most);
        const grouped = createDayList(input);
        const codes = new Map<Scored, string>();
        finish(fillLanes(grouped, waiting, limitOf, (candidate, code) => codes.set(candidate, code)));
        const single = createDayList(input);
        for (const lane of ['new', 'tierA', 'rest']) {
          const own = waiting.filter((candidate) => laneOfScored(candidate) === lane).sort(byScore);
          for (const candidate of own) {
            const code = single.tryTake(candidate, limitOf(lane));
            expect(codes.get(candidate) ?? null).toBe(code);
          }
        }
        expect(grouped.taken).toEqual(single.taken);
      }),
      { numRuns: 60, interruptAfterTimeLimit: 10_000 },
    );
  });
});

function mixed(text: string, seed: number): number {
  let value = seed | 0;
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 0x01000193);
  return value;
}
