/** Safety of the account itself, conservative (rules.md R4): friend adds, likes and comments per hour, block rate. */
import { dayMs } from '../../calendar.ts';
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
export function friendAddLimit(ageDays: number, settings: Settings): AddLimit {
  const stage =
    ageDays < settings['account.youngDays']
      ? 'young'
      : ageDays <= settings['account.matureDays']
        ? 'growing'
        : 'mature';
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

/** Promo in a group chat: at most one in 7 days, none in the group's first 7. */
export function isGroupPromoAllowed(
  group: { startedAt: string; lastPromoAt: string | null },
  now: number,
  settings: Settings,
): boolean {
  const isPast = (at: string, days: number) => now - Date.parse(at) >= days * dayMs;
  return (
    isPast(group.startedAt, settings['group.newDays']) &&
    (group.lastPromoAt === null || isPast(group.lastPromoAt, settings['group.promoDays']))
  );
}
