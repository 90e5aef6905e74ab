/** Why another like would be too much now (rules.md R4). */
import type { HiddenCode } from '../plan/hidden.ts';
import { isSocialHourFull } from '../plan/guard/account.ts';
import type { Settings } from '../setting.ts';

export interface LikeCounts {
  /** Of this customer, in the last `guard.weekDays` and the last `guard.atOnceMinutes`. */
  inWeek: number;
  atOnce: number;
  /** Likes and comments of this account in the last hour. */
  socialInHour: number;
}

export function likeCode(
  { inWeek, atOnce, socialInHour }: LikeCounts,
  settings: Settings,
): Extract<HiddenCode, 'LIKE_CAP' | 'LIKE_PACE' | 'ACCOUNT_LIMIT'> | null {
  if (isSocialHourFull(socialInHour, settings)) return 'ACCOUNT_LIMIT';
  if (inWeek >= settings['guard.likesPerWeek']) return 'LIKE_CAP';
  return atOnce >= settings['guard.likesAtOnce'] ? 'LIKE_PACE' : null;
}
