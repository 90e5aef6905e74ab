/** Whose posts to look at next (rules.md R2, R4): due by the rhythm of the tier, able to be answered at all. */
import { dateOf, dayMs } from '../calendar.ts';
import type { Tier } from '../entity/book.ts';
import { isOwnQuietAt, quietMinutesOf } from '../plan/quiet.ts';
import { patrolDays, silentUntil } from '../plan/rhythm.ts';
import type { Settings } from '../setting.ts';

export interface PatrolCustomer {
  id: string;
  /** The tier that counts today. */
  tier: Tier;
  patrolledAt: string | null;
  lastContactAt: string | null;
  unanswered: number;
  /** In the last `guard.weekDays`. */
  commentsInWeek: number;
  likesInWeek: number;
  /** Hours of their own in which they are left in peace. */
  quietFrom?: number | null;
  quietTo?: number | null;
}

export const patrolTiers = ['A', 'B', 'C'] as const;

/** The next names: by tier, then the longest not looked at (never first), then by id. */
export function patrolCard<C extends PatrolCustomer>(
  customers: readonly C[],
  now: number,
  settings: Settings,
): C[] {
  return customers
    .filter((customer) => isDue(customer, now, settings) && canAnswer(customer, now, settings))
    .filter((customer) => !isAsleep(customer, now))
    .toSorted(
      (a, b) =>
        a.tier.localeCompare(b.tier, 'en') ||
        compareText(a.patrolledAt ?? '', b.patrolledAt ?? '') ||
        compareText(a.id, b.id),
    )
    .slice(0, settings['patrol.names']);
}

/** Customers of each tier, and how many of them were looked at within the days of their rhythm. */
export function patrolCoverage(
  customers: readonly PatrolCustomer[],
  now: number,
  settings: Settings,
): { tier: (typeof patrolTiers)[number]; customers: number; looked: number }[] {
  return patrolTiers.map((tier) => {
    const own = customers.filter((customer) => customer.tier === tier);
    const due = own.filter((customer) => isDue(customer, now, settings));
    return { tier, customers: own.length, looked: own.length - due.length };
  });
}

/** In their own quiet hours nobody is looked at: what would follow has to wait (R3). */
export function isAsleep(
  { quietFrom = null, quietTo = null }: Pick<PatrolCustomer, 'quietFrom' | 'quietTo'>,
  now: number,
): boolean {
  return isOwnQuietAt(now, quietMinutesOf({ quietFrom, quietTo }));
}

function isDue({ tier, patrolledAt }: PatrolCustomer, now: number, settings: Settings): boolean {
  const days = patrolDays(tier, settings);
  if (days === undefined) return false;
  return patrolledAt === null || now - Date.parse(patrolledAt) >= days * dayMs;
}

/** A look is for nothing while neither a like nor a comment may follow, and while the customer wants silence. */
function canAnswer(customer: PatrolCustomer, now: number, settings: Settings): boolean {
  const silent = silentUntil(customer, settings);
  if (silent !== null && dateOf(now) <= silent) return false;
  return (
    customer.likesInWeek < settings['guard.likesPerWeek'] ||
    customer.commentsInWeek < settings['guard.commentsPerWeek']
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
