/** Safety of the account itself, conservative (rules.md R4): friend adds, likes and comments per hour, block rate. */
import { addDays, dateOf, dayMs, msOf, startOfDate } from '../../calendar.ts';
import type { Settings } from '../../setting.ts';
import type { BlockRate } from '../day-context.ts';

export interface AddLimit {
  /** Friends added by us, and by them, per day. */
  active: number;
  passive: number;
  /** Null: no limit of its own. */
  passivePerHour: number | null;
}

/** @param ageDays days since the account was opened */
export function addStageOf(ageDays: number, settings: Settings): 'young' | 'growing' | 'mature' {
  if (ageDays < settings['account.youngDays']) return 'young';
  return ageDays <= settings['account.matureDays'] ? 'growing' : 'mature';
}

/** @param ageDays days since the account was opened */
export function friendAddLimit(ageDays: number, settings: Settings): AddLimit {
  const stage = addStageOf(ageDays, settings);
  return {
    active: settings[`account.activeAdds.${stage}`],
    passive: settings[`account.passiveAdds.${stage}`],
    passivePerHour: stage === 'young' ? settings['account.passivePerHour.young'] : null,
  };
}

export function isSocialHourFull(socialInHour: number, settings: Settings): boolean {
  return socialInHour >= settings['account.socialPerHour'];
}

/** Blocks per 1,000 proactive touches of 7 days; too few touches say nothing. */
export function blockRateOf(week: { blocks: number; touches: number }, settings: Settings): BlockRate {
  if (week.touches < settings['block.leastTouches']) return 'ok';
  const rate = (1_000 * week.blocks) / week.touches;
  return rate >= settings['block.red'] ? 'red' : rate >= settings['block.amber'] ? 'amber' : 'ok';
}

/** Why nothing may be offered in a group now, and from when on it may be. */
export interface GroupRefusal {
  code: 'GROUP_NEW' | 'GROUP_PROMO';
  until: string;
}

/** Promo in a group chat: at most one in 7 days, none in the group's first 7; null where it is allowed. */
export function groupRefusal(
  group: { startedAt: string; lastPromoAt: string | null },
  now: number,
  settings: Settings,
): GroupRefusal | null {
  const from = (at: string, days: number) => msOf(at) + days * dayMs;
  const grown = from(group.startedAt, settings['group.newDays']);
  const rested = group.lastPromoAt === null ? 0 : from(group.lastPromoAt, settings['group.promoDays']);
  if (now >= grown && now >= rested) return null;
  const code = grown >= rested ? 'GROUP_NEW' : 'GROUP_PROMO';
  return { code, until: new Date(Math.max(grown, rested)).toISOString() };
}

const hourMs = 3_600_000;

/**
 * From when on one more friend may be added; null: now.
 * @param doneAts of that direction; those before today do not matter
 */
export function nextAddAt(
  doneAts: readonly string[],
  most: { perDay: number; perHour: number | null },
  now: number,
): string | null {
  const today = dateOf(now);
  const isDayFull = doneAts.filter((at) => dateOf(at) === today).length >= most.perDay;
  // Where none is allowed in an hour either, the day has to end first.
  if (isDayFull || most.perHour === 0) return startOfDate(addDays(today, 1));
  if (most.perHour === null) return null;
  const inHour = doneAts.filter((at) => now - msOf(at) < hourMs).toSorted();
  const first = inHour[inHour.length - most.perHour];
  return first === undefined ? null : new Date(msOf(first) + hourMs).toISOString();
}
