import { addDays, daysBetween } from '#shared/domain/calendar.ts';

/** By when a deal is expected, in words: the last day of this week, of this month, of the next one; in 90 days. */
export const dealTimes = ['week', 'month', 'nextMonth', 'quarter'] as const;
export type DealTime = (typeof dealTimes)[number];

const quarterDays = 90;
/** 1970-01-01 was a Thursday. */
const thursday = 3;

export function dealDay(time: DealTime, today: string): string {
  switch (time) {
    case 'week': {
      const weekday = (daysBetween('1970-01-01', today) + thursday) % 7;
      return addDays(today, 6 - weekday);
    }
    case 'month':
      return endOfMonth(today, 0);
    case 'nextMonth':
      return endOfMonth(today, 1);
    case 'quarter':
      return addDays(today, quarterDays);
  }
}

function endOfMonth(on: string, later: number): string {
  const [year, month] = on.split('-').map(Number);
  return new Date(Date.UTC(year!, month! + later, 0)).toISOString().slice(0, 10);
}
