/** What comes up during the day (rules.md R7.8): what may be inserted, and what gives way to it. */
import { minuteOf } from '../calendar.ts';
import type { Settings } from '../setting.ts';
import type { PlannedItem } from './build.ts';
import { isSocialHourFull } from './guard/account.ts';
import type { HiddenCode } from './hidden.ts';
import { isObligation, mediumOfKind } from './kind.ts';
import { byDueFirst, byScore, type Scored } from './order.ts';
import { isQuietAt } from './quiet.ts';
import { momentOfSubject } from './subject.ts';

/** What of a listed item says whether it gives way. */
export type RunningItem = Pick<PlannedItem, 'customerId' | 'kind' | 'subject' | 'score' | 'deciMinutes'>;

/** The started day as it stands. */
export interface RunningDay<T extends RunningItem = PlannedItem> {
  now: number;
  unfinished: readonly T[];
  /** Planned minutes × 10 that no item of the list takes. */
  spareDeciMinutes: number;
  /** Events inserted so far today. */
  unaskedInserts: number;
  /** Likes and comments of this account in the last hour. */
  socialInHour: number;
}

export interface Insertions<T extends RunningItem = PlannedItem> {
  inserted: Scored[];
  /** “已让位”: they stay known and come back on another day. */
  displaced: T[];
  held: { candidate: Scored; code: HiddenCode }[];
}

const askedFor: ReadonlySet<string> = new Set(['REPLY', 'SERVICE', 'PROMISE']);
const events: ReadonlySet<string> = new Set(['MOMENT_COMMENT', 'TO_CHAT', 'LIKE']);

/** An insert nobody asked for: it counts against `day.unaskedInserts`. */
export function isUnasked(kind: string): boolean {
  return events.has(kind);
}

/**
 * A talk of our own making that gives way when the same customer's new event is taken up instead: there is one proactive
 * conversation a day (R4). What answers the same post belongs to that conversation and stays.
 */
export function isOwnTalk(item: Pick<RunningItem, 'customerId' | 'kind' | 'subject'>, event: Event): boolean {
  if (item.customerId !== event.customerId || isObligation(item.kind) || !isTalk(item.kind)) return false;
  return isTalk(event.kind) && momentOfSubject(item.kind, item.subject) !== event.momentId;
}

interface Event {
  customerId: string;
  kind: Scored['kind'];
  momentId: string;
}

function isTalk(kind: Scored['kind']): boolean {
  return ['chat', 'comment'].includes(mediumOfKind(kind));
}

/** @param fresh candidates that passed filter and guard and are not on the list */
export function insertionsOf<T extends RunningItem>(
  day: RunningDay<T>,
  fresh: readonly Scored[],
  settings: Settings,
): Insertions<T> {
  const result: Insertions<T> = { inserted: [], displaced: [], held: [] };
  let givingWay = day.unfinished.filter(({ kind }) => !isObligation(kind)).sort(byLowest);
  let spare = day.spareDeciMinutes;
  let unasked = day.unaskedInserts;
  let social = day.socialInHour;
  const lowest = Math.min(Infinity, ...day.unfinished.map(({ score }) => score));

  const codeOf = (candidate: Scored): HiddenCode | null => {
    if (isLunch(day.now, settings)) return 'LUNCH_HOLD';
    if (askedFor.has(candidate.kind)) return null;
    if (!events.has(candidate.kind) || candidate.score <= lowest) return 'BELOW_LIST';
    if (isQuietAt(day.now, candidate.customer.quietMinutes, settings)) return 'QUIET_HOURS';
    if (isSocial(candidate.kind) && isSocialHourFull(social, settings)) return 'ACCOUNT_LIMIT';
    return unasked >= settings['day.unaskedInserts'] ? 'INSERT_LIMIT' : null;
  };

  const inOrder = [
    ...fresh.filter(({ kind }) => askedFor.has(kind)).sort(byDueFirst),
    ...fresh.filter(({ kind }) => !askedFor.has(kind)).sort(byScore),
  ];
  for (const candidate of inOrder) {
    const code = codeOf(candidate);
    if (code) {
      result.held.push({ candidate, code });
      continue;
    }
    const isAskedFor = askedFor.has(candidate.kind);
    const own = isAskedFor ? [] : ownTalksOf(candidate, givingWay);
    if (own.some(({ score }) => score >= candidate.score)) {
      result.held.push({ candidate, code: 'ONE_PER_DAY' });
      continue;
    }
    const others = givingWay.filter((item) => !own.includes(item));
    const room = spare + own.reduce((sum, { deciMinutes }) => sum + deciMinutes, 0);
    const victims = victimsOf(candidate, others, room, isAskedFor);
    if (victims === undefined) {
      result.held.push({ candidate, code: 'BELOW_LIST' });
      continue;
    }
    const out = [...own, ...others.slice(0, victims)];
    givingWay = givingWay.filter((item) => !out.includes(item));
    result.displaced.push(...out);
    for (const { deciMinutes } of out) spare += deciMinutes;
    spare -= candidate.deciMinutes;
    result.inserted.push(candidate);
    if (!isAskedFor) unasked++;
    if (isSocial(candidate.kind)) social++;
  }
  return result;
}

function ownTalksOf<T extends RunningItem>({ customer, kind, moment }: Scored, items: readonly T[]): T[] {
  if (!moment) return [];
  return items.filter((item) => isOwnTalk(item, { customerId: customer.id, kind, momentId: moment.id }));
}

/**
 * How many of the lowest tasks give way so that it fits; an event displaces only what scores less, and where that is not
 * enough it does not come in (undefined). What was asked for comes in anyhow.
 */
function victimsOf(
  candidate: Scored,
  givingWay: readonly RunningItem[],
  spare: number,
  isAskedFor: boolean,
): number | undefined {
  let room = spare;
  for (const [count, out] of givingWay.entries()) {
    if (room >= candidate.deciMinutes) return count;
    if (!isAskedFor && out.score >= candidate.score) return undefined;
    room += out.deciMinutes;
  }
  return room >= candidate.deciMinutes || isAskedFor ? givingWay.length : undefined;
}

/** 12:00–13:30: nothing is pushed. */
export function isLunch(now: number, settings: Settings): boolean {
  const minute = minuteOf(now);
  return minute >= settings['day.lunchFromMinute'] && minute < settings['day.lunchToMinute'];
}

function isSocial(kind: Scored['kind']): boolean {
  return ['like', 'comment'].includes(mediumOfKind(kind));
}

function byLowest(a: RunningItem, b: RunningItem): number {
  return a.score - b.score || (a.customerId < b.customerId ? 1 : -1);
}
