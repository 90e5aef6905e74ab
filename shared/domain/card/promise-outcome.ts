/** How a promise was kept (D15). */
import { dateOf } from '../calendar.ts';
import type { Promised } from '../entity/book.ts';

export const promiseOutcomes = ['open', 'overdue', 'early', 'kept', 'late', 'cancelled'] as const;
export type PromiseOutcome = (typeof promiseOutcomes)[number];

/** `early`: on a day before the one it was due; `late`: after its time. */
export function promiseOutcome(
  { status, dueAt, closedAt }: Pick<Promised, 'status' | 'dueAt' | 'closedAt'>,
  now: number,
): PromiseOutcome {
  if (status === 'cancelled') return 'cancelled';
  if (status === 'open' || closedAt === null) return Date.parse(dueAt) <= now ? 'overdue' : 'open';
  if (closedAt > dueAt) return 'late';
  return dateOf(closedAt) < dateOf(dueAt) ? 'early' : 'kept';
}
