/** Desktop notices of what falls due: bundled, seldom, and never with customer text (design.md; rules.md R8). */
import { dayMs, minuteOf } from './calendar.ts';
import { isQuietAt } from './plan/quiet.ts';
import type { Settings } from './setting.ts';

export const noticeKinds = ['promise', 'appointment', 'reply'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** `at`: when it is due; of an appointment, when it begins. */
export interface DueThing {
  kind: NoticeKind;
  id: string;
  customerId: string;
  at: string;
}

/** What was told already, so that nothing is told twice. */
export interface NoticeMemory {
  lastAt: string | null;
  told: readonly string[];
}

/** Counts and, where all of it concerns one customer, whose card to open. No words of anybody. */
export interface Notice {
  counts: Record<NoticeKind, number>;
  customerId: string | null;
}

/**
 * What to say now; null in quiet hours, over lunch, within `notice.everyMinutes` of the last one, or where nothing is
 * due. What comes up meanwhile waits and is said together. A promise is told `notice.leadMinutes` before its time, an
 * appointment `notice.appointmentMinutes` before it begins and not after, an answer once its time has passed; what has
 * been due for more than a day is the list's business.
 */
export function noticeOf(
  things: readonly DueThing[],
  { lastAt, told }: NoticeMemory,
  { now, settings }: { now: number; settings: Settings },
): { notice: Notice; ids: string[] } | null {
  if (isQuietAt(now, null, settings) || isLunch(now, settings)) return null;
  if (lastAt !== null && now - Date.parse(lastAt) < settings['notice.everyMinutes'] * 60_000) return null;
  const known = new Set(told);
  const due = things.filter((thing) => !known.has(thing.id) && isDue(thing, now, settings));
  if (due.length === 0) return null;
  const counts = { promise: 0, appointment: 0, reply: 0 };
  for (const { kind } of due) counts[kind] += 1;
  const customers = new Set(due.map(({ customerId }) => customerId));
  const [customerId] = customers;
  return {
    notice: { counts, customerId: customers.size === 1 ? customerId! : null },
    ids: due.map(({ id }) => id),
  };
}

/** From and up to when rows can matter, for the query. */
export function noticeWindow(now: number, settings: Settings): { after: string; before: string } {
  const lead = Math.max(settings['notice.leadMinutes'], settings['notice.appointmentMinutes']);
  return {
    after: new Date(now - dayMs).toISOString(),
    before: new Date(now + lead * 60_000).toISOString(),
  };
}

function isDue({ kind, at }: DueThing, now: number, settings: Settings): boolean {
  const due = Date.parse(at);
  if (now - due > dayMs) return false;
  if (kind === 'reply') return due <= now;
  if (kind === 'appointment') return due > now && due - now <= settings['notice.appointmentMinutes'] * 60_000;
  return due - now <= settings['notice.leadMinutes'] * 60_000;
}

function isLunch(now: number, settings: Settings): boolean {
  const minute = minuteOf(now);
  return minute >= settings['day.lunchFromMinute'] && minute < settings['day.lunchToMinute'];
}
