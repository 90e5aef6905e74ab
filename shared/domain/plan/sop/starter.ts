/**
 * The SOPs a customer is on (rules.md R8): those that began by themselves, by the trigger each has, and those the rep began.
 * What began by itself is worked out from its facts every day, so device and server agree without writing anything.
 */
import { addDays, dateOf, daysBetween } from '../../calendar.ts';
import type { SopTrigger } from '../../entity/company.ts';
import type { Segment } from '../../segment/segment.ts';
import type { Settings } from '../../setting.ts';
import type { PlanCustomer } from '../input.ts';
import { closedKey, stepSubject } from '../subject.ts';
import { takesIn, type SopBank, type SopEdition } from './bank.ts';
import type { SopEnrolment } from './enrolment.ts';

/** What somebody wrote down about a customer and a SOP: begun by hand, or left (also one that began by itself). */
export interface SopRecord {
  code: string;
  startedOn: string;
  isByHand: boolean;
  isLeft: boolean;
}

export type SopCustomer = Pick<
  PlanCustomer,
  | 'tier'
  | 'trustStage'
  | 'addedOn'
  | 'purchases'
  | 'asks'
  | 'unanswered'
  | 'lastContactAt'
  | 'handover'
  | 'keyDates'
  | 'sopRecords'
  | 'closed'
>;

const none: readonly never[] = [];
const isUnknown = () => false;

/**
 * @param customer of `closed` see `PlanCustomer.closed`
 * @param isIn whether the customer is in a saved segment today; where nobody can say, SOPs for some alone are left out
 */
export function enrolmentsOf(
  customer: SopCustomer,
  on: string,
  bank: SopBank,
  settings: Settings,
  isIn: (segment: Segment) => boolean = isUnknown,
): readonly SopEnrolment[] {
  const { byTrigger } = bank;
  const given = customer.sopRecords ?? none;
  // One that was left and taken back is as if nothing had been written.
  const records = given.length === 0 ? given : given.filter(({ isByHand, isLeft }) => isByHand || isLeft);
  let enrolments: SopEnrolment[] | undefined;
  const add = (edition: SopEdition, startedOn: string, isByHand: boolean): void => {
    const sop = { code: edition.code, startedOn, isByHand };
    const done = closedSteps(customer.closed, sop, edition.steps.length);
    const left = isByHand ? none : edition.elsewhere;
    const { code, purpose, steps } = edition;
    const closed = done.length === 0 ? left : [...done, ...left];
    const trigger: SopTrigger = isByHand ? 'hand' : edition.trigger;
    (enrolments ??= []).push({ code, purpose, trigger, startedOn, steps, closed, exit: null });
  };
  const start = (trigger: SopTrigger, startedOn: string): void => {
    for (const edition of byTrigger[trigger]) {
      if (!takesIn(edition, startedOn)) continue;
      if (edition.segment && !isIn(edition.segment)) continue;
      if (records.some((record) => record.code === edition.code && record.startedOn === startedOn)) continue;
      add(edition, startedOn, false);
    }
  };
  if (customer.tier === 'N') start('newCustomer', customer.addedOn);
  else startLater(customer, on, byTrigger.newCustomer, settings, start);
  const bought = customer.purchases.at(-1)?.orderedOn;
  if (bought !== undefined) start('order', bought);
  if (customer.unanswered >= settings['silence.stopAfter'] && customer.lastContactAt !== null) {
    const startedOn = addDays(dateOf(customer.lastContactAt), settings['silence.stopDays']);
    if (startedOn <= on) start('silence', startedOn);
  }
  const { handover } = customer;
  if (handover?.isGreeted && byTrigger.handover.length > 0)
    start('handover', handover.greetedOn ?? dateOf(handover.receivedAt));
  if (customer.keyDates.length > 0 && byTrigger.keyDate.length > 0)
    startKeyDates(customer, on, byTrigger.keyDate, start);
  if (byTrigger.referral.length > 0) {
    const startedOn = referralStart(customer, settings);
    if (startedOn !== undefined && startedOn <= on) start('referral', startedOn);
  }
  for (const { code, startedOn, isLeft } of records) {
    if (isLeft || startedOn > on) continue;
    const edition = bank.find(code, startedOn);
    if (edition) add(edition, startedOn, true);
  }
  return enrolments ?? none;
}

/** A SOP for new customers that is longer than they count as new goes on to its end. */
function startLater(
  { addedOn }: SopCustomer,
  on: string,
  editions: readonly SopEdition[],
  settings: Settings,
  start: (trigger: SopTrigger, startedOn: string) => void,
): void {
  const newDays = settings['rhythm.newDays'];
  for (const { lengthDays } of editions) {
    if (lengthDays <= newDays || daysBetween(addedOn, on) > lengthDays) continue;
    start('newCustomer', addedOn);
    return;
  }
}

/** Days before the key date, as many as each SOP says; two dates of one day are one. */
function startKeyDates(
  { keyDates }: SopCustomer,
  on: string,
  editions: readonly SopEdition[],
  start: (trigger: SopTrigger, startedOn: string) => void,
): void {
  const days = new Set<string>();
  for (const { leadDays } of editions) {
    const until = addDays(on, leadDays);
    for (const date of keyDates) if (date.on <= until) days.add(addDays(date.on, -leadDays));
  }
  for (const startedOn of days) if (startedOn <= on) start('keyDate', startedOn);
}

/**
 * The day from which a recommendation may be asked for (R4): the last order of somebody who bought often enough, or the day of a
 * high score, where the last question lies far enough behind it.
 */
function referralStart({ trustStage, purchases, asks }: SopCustomer, settings: Settings): string | undefined {
  if (trustStage !== 'committed') return undefined;
  const bought = purchases.length >= settings['referral.purchases'] ? purchases.at(-1)!.orderedOn : '';
  const isGlad = asks.npsScore !== null && asks.npsScore >= settings['referral.nps'];
  const scored = isGlad ? (asks.npsGivenOn ?? '').slice(0, 10) : '';
  const startedOn = bought > scored ? bought : scored;
  if (startedOn === '') return undefined;
  const askedOn = asks.referralAt === null ? null : dateOf(asks.referralAt);
  const isAsked =
    askedOn !== null && askedOn < startedOn && daysBetween(askedOn, startedOn) < settings['referral.gapDays'];
  return isAsked ? undefined : startedOn;
}

function closedSteps(
  closed: ReadonlySet<string>,
  sop: { code: string; startedOn: string; isByHand: boolean },
  count: number,
): readonly number[] {
  if (closed.size === 0) return none;
  const isClosed = (number: number) => {
    const subject = stepSubject(sop, number);
    return closed.has(closedKey('SOP_HARD', subject)) || closed.has(closedKey('SOP_SOFT', subject));
  };
  return Array.from({ length: count }, (_, number) => number).filter(isClosed);
}
