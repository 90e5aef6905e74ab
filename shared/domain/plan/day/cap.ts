/** The caps of a whole day (rules.md R7.5): what counts against which, and what is said when one is reached. */
import type { PlanItemKind } from '../../entity/user.ts';
import type { Settings } from '../../setting.ts';
import type { DayContext, UsedToday } from '../day-context.ts';
import { promoCap } from '../guard/promo.ts';
import type { HiddenCode } from '../hidden.ts';
import { isObligation, type Medium, type PlanClass } from '../kind.ts';

type Counter = keyof UsedToday | 'cardFixes';

interface Counted {
  kind: PlanItemKind;
  medium: Medium;
  touchClass: PlanClass;
}

const codes = {
  comments: 'COMMENTS_FULL',
  chats: 'CHATS_FULL',
  promos: 'PROMO_FULL',
  npsAsks: 'NPS_FULL',
  referrals: 'REFERRAL_FULL',
  surprises: 'SURPRISE_FULL',
  cardFixes: 'CARD_FIX_FULL',
} as const satisfies Record<Counter, HiddenCode>;

/** Obligations count against none of these: they are listed in any case and take nobody's place. */
function countersOf({ kind, medium, touchClass }: Counted): Counter[] {
  if (isObligation(kind)) return [];
  const counters: Counter[] = [];
  if (medium === 'comment') counters.push('comments');
  if (medium === 'chat') counters.push('chats');
  if (touchClass === 'promo') counters.push('promos');
  if (kind === 'NPS') counters.push('npsAsks');
  if (kind === 'REFERRAL') counters.push('referrals');
  if (kind === 'SURPRISE') counters.push('surprises');
  if (kind === 'CARD_FIX') counters.push('cardFixes');
  return counters;
}

export interface Caps {
  /** The first cap that has no room for it. */
  code(item: Counted): HiddenCode | null;
  add(item: Counted, sign: 1 | -1): void;
}

export function createCaps({ used, blockRate }: DayContext, settings: Settings): Caps {
  const counts: Record<Counter, number> = { ...used, cardFixes: 0 };
  const limits: Readonly<Record<Counter, number>> = {
    comments: settings['day.comments'],
    chats: settings['day.chats'],
    promos: promoCap(settings['day.promos'], blockRate, settings),
    npsAsks: settings['day.npsAsks'],
    referrals: settings['day.referrals'],
    surprises: settings['day.surprises'],
    cardFixes: settings['day.cardFixes'],
  };
  return {
    code(item) {
      const full = countersOf(item).find((counter) => counts[counter] >= limits[counter]);
      return full ? codes[full] : null;
    },
    add(item, sign) {
      for (const counter of countersOf(item)) counts[counter] += sign;
    },
  };
}
