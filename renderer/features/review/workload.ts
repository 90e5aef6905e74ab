/** Who has more on the desk than the day holds: raised to the lead (rules.md R2, R7.1, R11). Pure. */
import { isBookTooFull } from '#shared/domain/plan/book-load.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import type { ReviewBook } from '#shared/protocol/review.ts';
import type { RepFigures } from './review-figure.ts';

export interface WorkloadLine {
  personId: string;
  name: string;
  /** The newest day on which obligations went beyond their share, with its minutes; null where there is none. */
  overload: { on: string; planned: number; available: number; over: number; days: number } | null;
  /** Share of “no time” among the skips, where it says that the list is too long; 0–1. */
  noTimeShare: number | null;
  /** A book whose rhythm asks for more than the working days hold, as it is now; null where it fits. */
  book: ReviewBook | null;
}

/** Fewer skips than this say nothing. */
const leastSkips = 5;

/** Reps with days first, in their order; then those of whom only the book is known. */
export function workloadLines(
  reps: readonly RepFigures[],
  books: readonly ReviewBook[] = [],
  /** “No time” beyond this share of the skips is about the list, not about the person (R11). */
  noTimeLimit = defaultSettings['execution.noTimeShare'],
): WorkloadLine[] {
  const full = new Map(books.filter(isBookTooFull).map((book) => [book.personId, book]));
  const lines = reps.flatMap(({ personId, name, days, totals }): WorkloadLine[] => {
    const over = days.filter(({ overloadMinutes }) => overloadMinutes > 0);
    const [newest] = over;
    const share = totals.skipped >= leastSkips ? (totals.skipReasons.no_time ?? 0) / totals.skipped : 0;
    const book = full.get(personId) ?? null;
    full.delete(personId);
    if (!newest && !book && share <= noTimeLimit) return [];
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
        book,
      },
    ];
  });
  const others = [...full.values()].map((book) => ({
    personId: book.personId,
    name: book.name,
    overload: null,
    noTimeShare: null,
    book,
  }));
  return [...lines, ...others];
}
