/** The dates behind the chips of the composer: when a next step is due. */
import { addDays, dateOf, startOfDate } from '#shared/domain/calendar.ts';

export const quickDates = ['tomorrow', 'dayAfter', 'nextMonday', 'inAWeek'] as const;
export type QuickDate = (typeof quickDates)[number];

const hourMs = 3_600_000;
/** A next step without a time is due at the end of the working day. */
const dueHour = 18;

export function quickDate(choice: QuickDate, now: number): string {
  const today = dateOf(now);
  if (choice === 'tomorrow') return addDays(today, 1);
  if (choice === 'dayAfter') return addDays(today, 2);
  if (choice === 'inAWeek') return addDays(today, 7);
  const weekday = new Date(`${today}T00:00:00.000Z`).getUTCDay();
  return addDays(today, weekday === 0 ? 1 : 8 - weekday);
}

/** The chips worth showing: on a Saturday, Sunday or Monday the next Monday is one of the other days. */
export function offeredDates(now: number): { choice: QuickDate; on: string }[] {
  const all = quickDates.map((choice) => ({ choice, on: quickDate(choice, now) }));
  return all.filter(
    ({ choice, on }) => choice !== 'nextMonday' || all.filter((each) => each.on === on).length === 1,
  );
}

/** The instant a step due on a date falls due, in the company's zone. */
export function dueAtOn(on: string, hour = dueHour): string {
  return new Date(Date.parse(startOfDate(on)) + hour * hourMs).toISOString();
}

/** The instant of a wall-clock time `yyyy-MM-ddTHH:mm` in the company's zone. */
export function instantOfWallClock(text: string): string {
  const [on = '', time = ''] = text.split('T');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(Date.parse(startOfDate(on)) + hours * hourMs + minutes * 60_000).toISOString();
}

/** The wall-clock time of an instant in the company's zone, `yyyy-MM-ddTHH:mm`. */
export function wallClockOf(at: string): string {
  const on = dateOf(at);
  const minutes = Math.floor((Date.parse(at) - Date.parse(startOfDate(on))) / 60_000);
  const two = (count: number) => String(count).padStart(2, '0');
  return `${on}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
