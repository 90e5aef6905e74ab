import type { Settings } from './setting.ts';

/** True on the first days of the week, from Monday, on which there is work at all; days off of a person come on top. */
export function isWorkday(on: string, settings: Settings): boolean {
  const weekday = new Date(`${on}T00:00:00.000Z`).getUTCDay();
  return (weekday || 7) <= settings['day.workDays'];
}
