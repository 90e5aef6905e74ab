/**
 * The day with which the form of the next touch begins: of a day that is over nothing can be kept, so it is the first that can
 * be set.
 */
export function nextDayStart(nextTouchOn: string | null, today: string): string {
  return nextTouchOn !== null && nextTouchOn > today ? nextTouchOn : today;
}
