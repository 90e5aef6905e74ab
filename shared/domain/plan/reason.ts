/**
 * Reason chips: why an item is on the list, at most three (rules.md R7.10). The page translates a chip by its code;
 * {@link reasonCodes} is the complete list.
 */
import { dateOf, daysBetween } from '../calendar.ts';
import type { ReasonChip } from '../entity/user.ts';
import type { Candidate } from './candidate.ts';

export const reasonCodes = [
  /** Beyond the share of the day that obligations may take. */
  'overload',
  /** Something was promised; `dueAt` is the instant. */
  'promise',
  /** Due on an earlier day; `days` ≥ 1. */
  'overdueDays',
  'dueToday',
  /** Day `day` (0 = day of adding) of a new customer. */
  'newDay',
  /** The tier that counts today; `tier`. */
  'tier',
  /** Intent seen lately; `level` 1–3. */
  'intent',
  /** Days since the last chat, call or visit; `days` ≥ 0. */
  'lastTouchDays',
  'neverTouched',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

const most = 3;

export function reasonsOf(candidate: Candidate, on: string, overload: boolean): ReasonChip[] {
  const chips: ReasonChip[] = [];
  const add = (code: ReasonCode, params: ReasonChip['params'] = {}) => chips.push({ code, params });
  const addDue = () =>
    candidate.overdueDays > 0 ? add('overdueDays', { days: candidate.overdueDays }) : add('dueToday');

  if (overload) add('overload');
  switch (candidate.kind) {
    case 'PROMISE':
      add('promise', { dueAt: candidate.dueAt ?? '' });
      addDue();
      add('tier', { tier: candidate.tier });
      break;
    case 'SOP_HARD':
    case 'SOP_SOFT':
      add('newDay', { day: daysBetween(candidate.customer.addedOn, on) });
      addDue();
      if (candidate.intent > 0) add('intent', { level: candidate.intent });
      break;
    case 'GAP':
      add('tier', { tier: candidate.tier });
      addDue();
      if (candidate.intent > 1) add('intent', { level: candidate.intent });
      addLastTouch(candidate, on, add);
      break;
  }
  return chips.slice(0, most);
}

function addLastTouch(
  { customer }: Candidate,
  on: string,
  add: (code: ReasonCode, params?: ReasonChip['params']) => void,
): void {
  if (!customer.lastContactAt) add('neverTouched');
  else add('lastTouchDays', { days: Math.max(0, daysBetween(dateOf(customer.lastContactAt), on)) });
}
