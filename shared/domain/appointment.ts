/** When the rep is reminded of an appointment (rules.md R5 APPT): the day before, two hours before, after a no-show. */
import { addDays, dateOf, startOfDate } from './calendar.ts';
import type { Settings } from './setting.ts';

const hourMs = 3_600_000;

export type AppointmentStage = 'dayBefore' | 'sameDay' | 'noShow';

interface Planned {
  startAt: string;
  status: 'planned' | 'kept' | 'no_show' | 'cancelled';
  closedAt: string | null;
}

/**
 * What is due on a day, and when. A planned appointment is confirmed the day before and again two hours before it
 * begins; afterwards it waits for its outcome. Who did not come is asked how they are within a day, or not at all.
 */
export function appointmentDue(
  { startAt, status, closedAt }: Planned,
  on: string,
  settings: Settings,
): { stage: AppointmentStage; dueAt: string } | null {
  if (status === 'no_show' && closedAt !== null) {
    if (dateOf(closedAt) > on || addDays(dateOf(closedAt), settings['appointment.recoverDays']) < on)
      return null;
    const dueMs = Date.parse(closedAt) + settings['appointment.recoverHours'] * hourMs;
    return { stage: 'noShow', dueAt: new Date(dueMs).toISOString() };
  }
  if (status !== 'planned') return null;
  const startOn = dateOf(startAt);
  if (startOn > addDays(on, 1)) return null;
  if (startOn > on) {
    const dueMs = Date.parse(startOfDate(on)) + settings['appointment.dayBeforeMinute'] * 60_000;
    return { stage: 'dayBefore', dueAt: new Date(dueMs).toISOString() };
  }
  const remindMs = Date.parse(startAt) - settings['appointment.remindHours'] * hourMs;
  return { stage: 'sameDay', dueAt: new Date(remindMs).toISOString() };
}
