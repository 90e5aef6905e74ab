/** When the next touch is due (rules.md R2), and how silence of the customer stretches it (R4). */
import { addDays, dateOf, daysBetween } from '../calendar.ts';
import type { Tier } from '../entity/book.ts';
import type { Settings } from '../setting.ts';
import { groupKey } from './group-key.ts';

const gapKey = groupKey('rhythm.gapDays.');
const patrolKey = groupKey('rhythm.patrolDays.');

export interface RhythmCustomer {
  tier: Tier;
  addedOn: string;
  lastContactAt: string | null;
  lastCommentAt: string | null;
  /** Touches known to be unanswered since the last answered one. */
  unanswered: number;
  /** The day a person set for the next touch, and when they set it. */
  nextOn?: string | null;
  nextSetAt?: string | null;
}

/** A new friend is N for 14 days from the day of adding; then C until the tiers are next worked out. */
export function tierOn(
  customer: Pick<RhythmCustomer, 'tier' | 'addedOn'>,
  on: string,
  settings: Settings,
): Tier {
  if (customer.tier !== 'N') return customer.tier;
  return daysBetween(customer.addedOn, on) < settings['rhythm.newDays'] ? 'N' : 'C';
}

/** Days between chats. Tier N follows its SOP; where that has no step left, the gap of C holds. */
export function gapDays(tier: Tier, settings: Settings): number {
  return settings[gapKey(tier === 'N' ? 'C' : tier)];
}

/** The gap with the back-off of R4: two unanswered in a row ×1.5, three ×2. */
export function stretchedGapDays(tier: Tier, unanswered: number, settings: Settings): number {
  const factor =
    unanswered >= settings['silence.quietAfter']
      ? settings['silence.quietFactor']
      : unanswered >= settings['silence.slowAfter']
        ? settings['silence.slowFactor']
        : 1;
  return Math.ceil(gapDays(tier, settings) * factor);
}

/** The last day of the silence after five unanswered touches in a row; null where none is to be kept. */
export function silentUntil(
  { unanswered, lastContactAt }: Pick<RhythmCustomer, 'unanswered' | 'lastContactAt'>,
  settings: Settings,
): string | null {
  if (unanswered < settings['silence.stopAfter'] || !lastContactAt) return null;
  return addDays(dateOf(lastContactAt), settings['silence.stopDays'] - 1);
}

/** The day a person set for the next touch, until a chat, call or visit after it was set; null where the rhythm counts. */
export function setDay({
  nextOn,
  nextSetAt,
  lastContactAt,
}: Pick<RhythmCustomer, 'nextOn' | 'nextSetAt' | 'lastContactAt'>): string | null {
  if (!nextOn || !nextSetAt) return null;
  return lastContactAt !== null && lastContactAt > nextSetAt ? null : nextOn;
}

/**
 * The day the gap asks for the next touch. A chat, call or visit resets it; a comment moves it to at least half a gap
 * after the comment; a like does not move it. A customer who was never touched is due from the day of adding. A day set
 * by hand counts instead.
 */
export function gapDueOn(customer: RhythmCustomer, on: string, settings: Settings): string {
  const byHand = setDay(customer);
  if (byHand !== null) return byHand;
  const { lastContactAt, lastCommentAt, unanswered, addedOn } = customer;
  const gap = stretchedGapDays(tierOn(customer, on, settings), unanswered, settings);
  let dueOn = lastContactAt ? addDays(dateOf(lastContactAt), gap) : addedOn;
  const silent = silentUntil(customer, settings);
  if (silent !== null && silent >= dueOn) dueOn = addDays(silent, 1);
  if (!lastCommentAt) return dueOn;
  const afterComment = addDays(dateOf(lastCommentAt), Math.ceil(gap * settings['rhythm.commentShare']));
  return afterComment > dueOn ? afterComment : dueOn;
}

/** Days between looks at a customer's Moments; undefined for tiers without a patrol of their own. */
export function patrolDays(tier: Tier, settings: Settings): number | undefined {
  return tier === 'N' || tier === 'NURTURE' ? undefined : settings[patrolKey(tier)];
}
