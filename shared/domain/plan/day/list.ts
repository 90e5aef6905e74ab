/** The list of a day while it is filled: minutes per lane, caps, and what each customer's card holds. In minutes × 10. */
import type { PlanInput, SettledItem } from '../input.ts';
import { mediumOfKind, classOfKind, isObligation } from '../kind.ts';
import type { Tier } from '../../entity/book.ts';
import type { HiddenCode } from '../hidden.ts';
import type { Scored } from '../order.ts';
import type { PlanStep } from '../sop/step.ts';
import { momentOfSubject } from '../subject.ts';
import { createCaps } from './cap.ts';
import { laneOf, type Lane } from './lane.ts';
import { cardCode, entryOf, type Entry } from './person.ts';

export interface DayList {
  readonly deciMinutes: number;
  used(lane: Lane): number;
  /** Counts what has been dealt with today. */
  settle(item: SettledItem, tier: Tier, step?: Pick<PlanStep, 'touchClass' | 'channel'>): void;
  /** Lists it whatever the day holds. `isInTime` false: it takes no minutes of lane 0 any more. */
  force(candidate: Scored, isInTime: boolean): void;
  /** Why its lane has no room for it at all, whoever comes before it. `limit`: minutes of the lane. */
  fullCode(candidate: Scored, limit: number): HiddenCode | null;
  /** Lists it, or says why not. `limit`: minutes of its lane. */
  tryTake(candidate: Scored, limit: number): HiddenCode | null;
  /** Takes it off again. */
  release(candidate: Scored): void;
  readonly taken: ReadonlySet<Scored>;
}

export function createDayList({ day, settings }: Pick<PlanInput, 'day' | 'settings'>): DayList {
  const deciMinutes = 10 * Math.max(0, settings['day.minutes'] - day.meetingMinutes);
  const used: Record<Lane, number> = { obligation: 0, new: 0, tierA: 0, rest: 0 };
  const caps = createCaps(day, settings);
  const cards = new Map<string, Entry[]>();
  const taken = new Set<Scored>();
  /** Households that are offered something today: one promo reaches all of them (R3). */
  const promoHouseholds = new Set<string>();
  let cardCount = 0;
  let patrolInA = 0;

  function put(customerId: string, entry: Entry): void {
    const present = cards.get(customerId);
    if (!present) cards.set(customerId, [entry]);
    else present.push(entry);
  }

  /** Names of a patrol and likes alone make no card (R7.5). */
  const makesCard = ({ kind }: Pick<Entry, 'kind'>) => kind !== 'PATROL' && kind !== 'LIKE';
  const hasCard = (customerId: string) => cards.get(customerId)?.some(makesCard) ?? false;

  function count(lane: Lane, candidate: Scored, sign: 1 | -1): void {
    used[lane] += sign * candidate.deciMinutes;
    if (lane === 'tierA' && candidate.kind === 'PATROL') patrolInA += sign * candidate.deciMinutes;
    caps.add(candidate, sign);
  }

  function add(lane: Lane, candidate: Scored): void {
    const { id } = candidate.customer;
    if (makesCard(candidate) && !hasCard(id)) cardCount++;
    put(id, entryOf(candidate));
    count(lane, candidate, 1);
    taken.add(candidate);
    const household = promoHouseholdOf(candidate);
    if (household) promoHouseholds.add(household);
  }

  function fullCode(candidate: Scored, limit: number): HiddenCode | null {
    const { kind, deciMinutes: minutes } = candidate;
    const lane = laneOfScored(candidate);
    if (used[lane] + minutes > limit) return 'DAY_FULL';
    const patrolLimit = limit * settings['day.patrolShare'];
    return lane === 'tierA' && kind === 'PATROL' && patrolInA + minutes > patrolLimit ? 'PATROL_FULL' : null;
  }

  return {
    deciMinutes,
    taken,
    used: (lane) => used[lane],
    settle({ customerId, kind, subject, deciMinutes: minutes }, tier, step) {
      const medium = step?.channel ?? mediumOfKind(kind);
      used[laneOf(kind, tier)] += minutes;
      caps.add({ kind, medium, touchClass: classOfKind(kind, step?.touchClass) }, 1);
      if (makesCard({ kind }) && !hasCard(customerId)) cardCount++;
      put(customerId, { kind, subject, medium, momentId: momentOfSubject(kind, subject) });
    },
    force(candidate, isInTime) {
      add('obligation', candidate);
      if (!isInTime) used.obligation -= candidate.deciMinutes;
    },
    fullCode,
    tryTake(candidate, limit) {
      const { customer } = candidate;
      const lane = laneOfScored(candidate);
      const laneCode = fullCode(candidate, limit);
      if (laneCode) return laneCode;
      const code = cardCode(entryOf(candidate), cards.get(customer.id) ?? [], customer, settings);
      if (code) return code;
      if (makesCard(candidate) && !hasCard(customer.id) && cardCount >= settings['day.cards'])
        return 'CARDS_FULL';
      const household = promoHouseholdOf(candidate);
      if (household && promoHouseholds.has(household)) return 'PROMO_WEEK_CAP';
      const full = caps.code(candidate);
      if (full) return full;
      add(lane, candidate);
      return null;
    },
    release(candidate) {
      const { id } = candidate.customer;
      const present = cards.get(id)!;
      const index = present.findIndex((o) => o.kind === candidate.kind && o.subject === candidate.subject);
      present.splice(index, 1);
      if (makesCard(candidate) && !hasCard(id)) cardCount--;
      count(laneOfScored(candidate), candidate, -1);
      taken.delete(candidate);
      const household = promoHouseholdOf(candidate);
      if (household) promoHouseholds.delete(household);
    },
  };
}

function promoHouseholdOf({ touchClass, customer }: Scored): string | null {
  return touchClass === 'promo' ? (customer.promo.householdId ?? null) : null;
}

export function laneOfScored({ kind, tier, step }: Scored): Lane {
  return laneOf(kind, tier, step?.enrolment.purpose === 'new');
}

/** What lanes A and BC hold: the discretionary part of the day. */
export function isDiscretionary(candidate: Scored): boolean {
  return !isObligation(candidate.kind) && laneOfScored(candidate) !== 'new';
}
