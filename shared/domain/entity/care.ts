/** Entities of a book that the day plan listens to: what is agreed, what is coming, what the customer let us know. */
import { z } from 'zod';
import type { CustomerId, HouseholdId } from '../id.ts';
import { added, boolean, choice, date, id, instant, integer, json, nullable, text } from './column.ts';
import { customerStatuses } from './book.ts';
import { defineEntity, type Row } from './entity.ts';

/** A meeting with a customer. Reminders the day before and two hours before; a no-show gets a recovery step. */
export const appointment = defineEntity({
  name: 'appointment',
  scope: 'book',
  write: 'patch',
  since: 2,
  columns: {
    customerId: id<CustomerId>(),
    title: text(200, { patch: true }),
    place: text(200, { patch: true }),
    startAt: instant({ patch: true }),
    minutes: integer(0, 1_440, { patch: true }),
    status: choice(['planned', 'kept', 'no_show', 'cancelled'], { patch: true }),
    closedAt: nullable(instant({ patch: true })),
  },
});

export const keyDateKinds = ['birthday', 'anniversary', 'other'] as const;

/** A day of the year that matters to a customer, in the solar or the lunar calendar (农历). */
export const keyDate = defineEntity({
  name: 'key_date',
  scope: 'book',
  write: 'patch',
  since: 2,
  columns: {
    customerId: id<CustomerId>(),
    kind: choice(keyDateKinds, { patch: true }),
    /** Whose or what day: 女儿, 结婚纪念日. Empty where the kind says it all. */
    label: text(100, { patch: true }),
    calendar: choice(['solar', 'lunar'], { patch: true }),
    month: integer(1, 12, { patch: true }),
    day: integer(1, 31, { patch: true }),
    /** A day of a leap month (闰月); in years without that leap month the ordinary month counts. */
    isLeapMonth: boolean({ patch: true }),
    /** Of the first time, where known; in the calendar the date is in. */
    year: nullable(integer(1900, 2100, { patch: true })),
  },
});

/**
 * `message`: waits for an answer. `ask`: asked about a product by themselves (客户主动问). `service`: wants something
 * done. `stop`: 别发了. `blocked_us`, `deleted_us`: found out by the rep.
 */
export const signalKinds = [
  'message',
  'ask',
  'service',
  'complaint',
  'stop',
  'blocked_us',
  'deleted_us',
] as const;

/** Something that came from the customer and that the rules listen to (rules.md R3–R5). */
export const signal = defineEntity({
  name: 'signal',
  scope: 'book',
  write: 'patch',
  since: 2,
  columns: {
    customerId: id<CustomerId>(),
    kind: choice(signalKinds),
    body: text(2_000, { patch: true }),
    happenedAt: instant(),
    /** By when an answer is expected; null where none is. */
    dueAt: nullable(instant({ patch: true })),
    /** When it was answered or settled; null = open. */
    closedAt: nullable(instant({ patch: true })),
    /** The customer's status before, where the signal changed it: what taking it back goes back to. */
    formerStatus: nullable(choice(customerStatuses)),
  },
});

/** A small gift or gesture: thought of, given or dropped. Counts against the budget of R4 once given. */
export const surprise = defineEntity({
  name: 'surprise',
  scope: 'book',
  write: 'patch',
  since: 2,
  columns: {
    customerId: id<CustomerId>(),
    body: text(500, { patch: true }),
    /** What it costs in fen (1/100 元). */
    priceFen: integer(0, 10_000_000, { patch: true }),
    status: choice(['idea', 'given', 'dropped'], { patch: true }),
    givenAt: nullable(instant({ patch: true })),
  },
});

export const sopLeaveReasons = ['goal', 'refused', 'decided'] as const;

/**
 * What was written down about a customer and a SOP (rules.md R8): that the rep began it by hand, or that it was left. What begins
 * by itself needs no row (plan/sop/starter.ts); leaving it makes one that names the day it began.
 */
export const sopEnrolment = defineEntity({
  name: 'sop_enrolment',
  scope: 'book',
  write: 'patch',
  since: 4,
  columns: {
    customerId: id<CustomerId>(),
    /** Of the SOP; its edition is the one that takes in who starts on this day (plan/sop/bank.ts). */
    code: text(50),
    startedOn: date(),
    byHand: boolean(),
    leftAt: nullable(instant({ patch: true })),
    leftReason: nullable(choice(sopLeaveReasons, { patch: true })),
    leftNote: text(500, { patch: true }),
  },
});

export const patrolOutcomes = ['nothing', 'liked', 'event'] as const;
export type PatrolOutcome = (typeof patrolOutcomes)[number];

/** One look at one customer's feed (巡圈). */
export const patrol = defineEntity({
  name: 'patrol',
  scope: 'book',
  write: 'insert',
  since: 2,
  columns: {
    customerId: id<CustomerId>(),
    happenedAt: instant(),
    outcome: choice(patrolOutcomes),
  },
});

/** That a customer belongs to a household. Members share the promo counters (rules.md R3, R4), also across books. */
export const householdMember = defineEntity({
  name: 'household_member',
  scope: 'book',
  write: 'insert',
  since: 2,
  columns: {
    customerId: id<CustomerId>(),
    householdId: id<HouseholdId>(),
    /** Their part in it: 妻子, 儿子; may be empty. */
    relation: text(50),
  },
});

const instants = json(z.array(z.iso.datetime({ precision: 3 })).max(200));

/**
 * What other books did for the same person or household and heard from them, as times without text: the server writes it
 * into each book that knows the person, so that the fatigue guard works on the device. One row a customer.
 */
export const outsideContact = defineEntity({
  name: 'outside_contact',
  scope: 'book',
  write: 'command',
  since: 2,
  columns: {
    customerId: id<CustomerId>(),
    /** Proactive conversations with the same person in other books, of the last 30 days. */
    talkAts: instants,
    /** Promo touches to the same person, and to others of the household, in other books. */
    promoAts: instants,
    householdPromoAts: instants,
    /** Comments and likes for the same person in other books. */
    commentAts: added(4, [], instants),
    likeAts: added(4, [], instants),
    /** The newest day on which another rep's started list holds an open proactive item for the person. */
    openOn: nullable(date()),
    /** The last “别发了” and complaint of the same person in other books, and the last service there after these. */
    stopAskedAt: added(4, null, nullable(instant())),
    complaintAt: added(4, null, nullable(instant())),
    servedAt: added(4, null, nullable(instant())),
    /** The last “别发了”, complaint or block of others of the household in other books, or block of the person there. */
    householdFrozenAt: added(4, null, nullable(instant())),
    /** The last asks, by whoever had this book or another with the same person; the last gift in other books. */
    npsAskedAt: added(4, null, nullable(instant())),
    referralAskedAt: added(4, null, nullable(instant())),
    surprisedAt: added(4, null, nullable(instant())),
  },
});

export type Surprise = Row<typeof surprise>;
export type Patrol = Row<typeof patrol>;
