/** Who has more on the desk than the day holds: raised to the lead (rules.md R7.1, R11). Pure. */
import type { RepFigures } from './review-figure.ts';

export interface WorkloadLine {
  personId: string;
  name: string;
  /** The newest day on which obligations went beyond their share, with its minutes; null where there is none. */
  overload: { on: string; planned: number; available: number; over: number; days: number } | null;
  /** Share of “no time” among the skips, where it says that the list is too long; 0–1. */
  noTimeShare: number | null;
}

/** “No time” beyond this share of the skips is about the list, not about the person (R11). */
const noTimeLimit = 0.2;
/** Fewer skips than this say nothing. */
const leastSkips = 5;

export function workloadLines(reps: readonly RepFigures[]): WorkloadLine[] {
  return reps.flatMap(({ personId, name, days, totals }) => {
    const over = days.filter(({ overloadMinutes }) => overloadMinutes > 0);
    const [newest] = over;
    const share = totals.skipped >= leastSkips ? (totals.skipReasons.no_time ?? 0) / totals.skipped : 0;
    if (!newest && share <= noTimeLimit) return [];
    return [
      {
        personId,
        name,
        overload: newest
          ? {
              on: newest.on,
              planned: newest.plannedMinutes,
              available: newest.availableMinutes,
              over: newest.overloadMinutes,
              days: over.length,
            }
          : null,
        noTimeShare: share > noTimeLimit ? share : null,
      },
    ];
  });
}
