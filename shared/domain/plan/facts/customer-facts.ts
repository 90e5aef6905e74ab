/** The customers of a plan, from the rows. What no row answers yet has the value that changes nothing. */
import { inParts, type Steps } from '../../../lib/steps.ts';
import type { Settings } from '../../setting.ts';
import { noOutside, type PlanCustomer } from '../input.ts';
import { quietMinutesOf } from '../quiet.ts';
import { tierOn } from '../rhythm.ts';
import type { SopBank } from '../sop/bank.ts';
import { enrolmentsOf } from '../sop/starter.ts';
import { appointmentFacts } from './appointment.ts';
import { cardGapFacts } from './card-gap.ts';
import { closedFacts } from './closed-item.ts';
import { handoverOf } from './handover.ts';
import { householdFacts } from './household.ts';
import { keyDateFacts } from './key-date.ts';
import { momentFacts } from './moment.ts';
import { outsideFacts } from './outside.ts';
import { offerFacts } from './offer.ts';
import type { CustomerRow, PlanRows } from './plan-rows.ts';
import type { PlanWindows } from './plan-windows.ts';
import { promiseFacts } from './promise.ts';
import { purchaseFacts } from './purchase.ts';
import { segmentFacts } from './segment.ts';
import { signalFacts } from './signal.ts';
import { sopFacts } from './sop.ts';
import { surpriseFacts } from './surprise.ts';
import { noTouches, touchFacts } from './touch.ts';

interface Day {
  planOn: string;
  now: number;
  settings: Settings;
  bank: SopBank;
  windows: PlanWindows;
}

/** Customers between two pauses. */
const perStep = 500;

const none: readonly never[] = [];
const neverAsked: PlanCustomer['asks'] = {
  npsAt: null,
  npsScore: null,
  npsGivenOn: null,
  referralAt: null,
  surpriseAt: null,
  surpriseFenInYear: 0,
};
const nothing: ReadonlySet<string> = new Set();

export function* customerFacts(
  rows: PlanRows,
  { planOn, now, settings, bank, windows }: Day,
): Steps<PlanCustomer[]> {
  const touches = yield* touchFacts(rows.touches, windows);
  yield;
  const promises = promiseFacts(rows.promises);
  const signals = signalFacts(rows.signals, { now, settings });
  const keyDates = keyDateFacts(rows.keyDates, planOn);
  const appointments = appointmentFacts(rows.appointments, { planOn, settings });
  const households = householdFacts(rows.householdMembers, touches, signals);
  const purchases = purchaseFacts(rows.orderDays, settings);
  yield;
  const moments = yield* momentFacts(rows, settings);
  yield;
  const closed = closedFacts(rows.closedItems);
  const looks = new Map(rows.looks.map(({ customerId, at }) => [customerId, at]));
  const gifts = surpriseFacts(rows.surprises, windows);
  const scores = new Map(rows.npsScores.map((given) => [given.customerId, given]));
  const isIn = segmentFacts(rows, { planOn, now, settings, bank });
  const offers = offerFacts(rows, isIn);
  const cardGaps = cardGapFacts(rows, settings);
  const sops = sopFacts(rows.sopEnrolments);
  const outside = outsideFacts(rows.outsideContacts, planOn, windows);

  // Every field is written out: one shape for all of them, made in one step, is what 20,000 customers need.
  const customerOf = (row: CustomerRow): PlanCustomer => {
    const { id } = row;
    const touched = touches.get(id) ?? noTouches;
    const bought = purchases(id);
    const settled = closed.get(id);
    const told = signals.get(id);
    const shared = households.get(id);
    const gift = gifts.get(id);
    const given = scores.get(id);
    const elsewhere = outside.get(id);
    const gaps = cardGaps.get(id);
    const askedElsewhere = elsewhere?.asks;
    const customer: PlanCustomer = {
      id,
      bookId: row.bookId,
      tier: row.tier,
      trustStage: row.trustStage,
      source: row.source,
      intent: row.intent,
      intentAt: row.intentAt,
      status: row.status,
      consent: row.consent,
      addedOn: row.addedOn,
      isLegalHold: Boolean(row.isLegalHold),
      quietMinutes: quietMinutesOf(row),
      isOpenElsewhere: elsewhere?.isOpen ?? false,
      handover: handoverOf(row, settled?.keys ?? nothing, settled?.asked.greetedAt ?? null),
      lastContactAt: row.lastContactAt,
      lastCommentAt: row.lastCommentAt,
      nextOn: row.nextOn,
      nextSetAt: row.nextSetAt,
      lastInteractionAt: later(row.lastReplyAt, bought.at(-1)?.orderedOn ?? null),
      lastServiceAt: later(touched.lastServiceAt, elsewhere?.servedAt ?? null),
      lastItemKind: row.lastItemKind,
      recentTouches: touched.recentTouches + (elsewhere?.recent ?? 0),
      unanswered: row.unanswered,
      counts: touched.counts,
      promo: {
        inWeek: touched.promoInWeek,
        inMonth: touched.promoInMonth,
        householdInWeek: shared?.promoInWeek ?? 0,
        householdInMonth: shared?.promoInMonth ?? 0,
        householdId: shared?.householdId ?? null,
        householdFrozenAt: shared?.frozenAt ?? null,
        careSince: row.careSince,
        isAsked: told?.isAsked ?? false,
      },
      outside: elsewhere?.counts ?? noOutside,
      asks:
        settled || gift || given || askedElsewhere
          ? {
              // Who gave a score was asked, whether the list had it or not.
              npsAt: later(
                later(settled?.asked.npsAt ?? null, given?.givenOn ?? null),
                askedElsewhere?.npsAt ?? null,
              ),
              npsScore: given?.score ?? null,
              npsGivenOn: given?.givenOn ?? null,
              referralAt: later(settled?.asked.referralAt ?? null, askedElsewhere?.referralAt ?? null),
              surpriseAt: later(gift?.lastGivenAt ?? null, askedElsewhere?.surpriseAt ?? null),
              surpriseFenInYear: gift?.fenInYear ?? 0,
            }
          : neverAsked,
      complaintAt: later(told?.complaintAt ?? null, elsewhere?.complaintAt ?? null),
      stopAskedAt: later(told?.stopAskedAt ?? null, elsewhere?.stopAskedAt ?? null),
      promises: promises.get(id) ?? none,
      replies: told?.replies ?? none,
      services: told?.services ?? none,
      appointments: appointments.get(id) ?? none,
      keyDates: keyDates(id, row.birthdayOn),
      moments: moments.get(id) ?? none,
      purchases: bought,
      enrolments: none,
      sopRecords: sops.get(id) ?? none,
      offers: offers(row, tierOn(row, planOn, settings)),
      surprises: gift?.ideas ?? none,
      cardGaps: gaps?.gaps ?? none,
      triageDueOn: gaps?.triageDueOn ?? null,
      patrolledAt: looks.get(id) ?? null,
      closed: settled?.keys ?? nothing,
    };
    customer.enrolments = enrolmentsOf(customer, planOn, bank, settings, (segment) => isIn(row, segment));
    return customer;
  };
  yield;
  const customers: PlanCustomer[] = [];
  yield* inParts(rows.customers, perStep, (row) => customers.push(customerOf(row)));
  return customers;
}

function later(at: string | null, on: string | null): string | null {
  if (at === null || on === null) return at ?? on;
  return at > on ? at : on;
}
