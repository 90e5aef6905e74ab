/** Whole months from one date (`yyyy-MM-dd`) to another; 0 when the second is not later. */
export function wholeMonths(fromOn: string, toOn: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = fromOn.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = toOn.split('-').map(Number);
  // Added on the 31st, a month is full on the last day of a shorter month.
  const lastDay = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  const complete = toDay >= Math.min(fromDay, lastDay) ? 0 : 1;
  return Math.max(0, (toYear - fromYear) * 12 + toMonth - fromMonth - complete);
}
