/** What may still be spent on surprises (rules.md R4): per rep and month, per customer and year, and how far apart. */
import { addDays, dateOf, dayMs } from '../calendar.ts';
import type { Settings } from '../setting.ts';

const fenPerYuan = 100;

export interface GivenSurprises {
  /** Given by this rep this calendar month, and to this customer this calendar year, in fen. */
  fenInMonth: number;
  fenInYear: number;
  lastAt: string | null;
}

export interface SurpriseBudget {
  monthFen: number;
  monthLeftFen: number;
  yearFen: number;
  yearLeftFen: number;
  /** The day from which the next one may be given; null where today is as good. */
  nextOn: string | null;
}

export function surpriseBudget(given: GivenSurprises, now: number, settings: Settings): SurpriseBudget {
  const monthFen = settings['surprise.monthYuan'] * fenPerYuan;
  const yearFen = settings['surprise.yearYuan'] * fenPerYuan;
  const { lastAt } = given;
  const gap = settings['surprise.gapDays'];
  const isTooSoon = lastAt !== null && now - Date.parse(lastAt) < gap * dayMs;
  return {
    monthFen,
    monthLeftFen: Math.max(0, monthFen - given.fenInMonth),
    yearFen,
    yearLeftFen: Math.max(0, yearFen - given.fenInYear),
    nextOn: isTooSoon ? addDays(dateOf(lastAt), gap) : null,
  };
}

export const surpriseRefusals = ['SURPRISE_GAP', 'SURPRISE_MONTH', 'SURPRISE_YEAR'] as const;

/** Why a gift at that price may not be given now. */
export function surpriseRefusal(
  { nextOn, monthLeftFen, yearLeftFen }: SurpriseBudget,
  priceFen: number,
): (typeof surpriseRefusals)[number] | null {
  if (nextOn !== null) return 'SURPRISE_GAP';
  if (priceFen > monthLeftFen) return 'SURPRISE_MONTH';
  return priceFen > yearLeftFen ? 'SURPRISE_YEAR' : null;
}
