/** Whether a book fits into a day (rules.md R2): minutes its rhythm asks for per working day, and those there are. Pure. */
import type { Tier } from '../entity/book.ts';
import type { Settings } from '../setting.ts';
import { gapDays, patrolDays } from './rhythm.ts';

const daysOfWeek = 7;

export interface BookLoad {
  /** Minutes per working day for talks and looks by the rhythm of each tier; new friends have minutes of their own. */
  needed: number;
  /** Of the planned minutes, without what obligations and new friends take on average. */
  available: number;
  /** Active customers, and how many of such a mix fit; null without any. */
  customers: number;
  fits: number | null;
}

export function bookLoadOf(perTier: Readonly<Partial<Record<Tier, number>>>, settings: Settings): BookLoad {
  const ofLook = settings['minutes.PATROL'] / settings['patrol.names'];
  let perDay = 0;
  let customers = 0;
  for (const [tier, count] of Object.entries(perTier) as [Tier, number][]) {
    customers += count;
    if (tier === 'N') continue;
    perDay += (count * settings['minutes.GAP']) / gapDays(tier, settings);
    const look = patrolDays(tier, settings);
    if (look !== undefined) perDay += (count * ofLook) / look;
  }
  const needed = (perDay * daysOfWeek) / settings['day.workDays'];
  const taken = settings['book.obligationMinutes'] + settings['book.newMinutes'];
  const available = Math.max(0, settings['day.minutes'] - taken);
  return {
    needed,
    available,
    customers,
    fits: needed === 0 ? null : Math.floor((customers * available) / needed),
  };
}

export function isBookTooFull({ needed, available }: BookLoad): boolean {
  return needed > available;
}
