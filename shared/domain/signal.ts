/** What the rules make of a signal from the customer (rules.md R3–R5). */
import { addDays, dateOf, minuteOf, startOfDate } from './calendar.ts';
import type { customerStatuses } from './entity/book.ts';
import type { signalKinds } from './entity/care.ts';
import type { Settings } from './setting.ts';

type SignalKind = (typeof signalKinds)[number];

/** Somebody waits for an answer; the others are told once and need none. */
export function isAnswered(kind: SignalKind): boolean {
  return kind === 'message' || kind === 'service' || kind === 'complaint';
}

/** The status a customer has after such a signal; null where it changes none. */
export function statusAfter(kind: SignalKind): (typeof customerStatuses)[number] | null {
  return kind === 'blocked_us' || kind === 'deleted_us' ? kind : null;
}

/**
 * By when an answer is expected: so many minutes after it came, and not in the hours in which nobody is contacted: then
 * it is the end of those hours. Null where nobody waits.
 */
export function answerDueAt(kind: SignalKind, now: number, settings: Settings): string | null {
  if (!isAnswered(kind)) return null;
  const minutes = settings[kind === 'message' ? 'signal.messageMinutes' : 'signal.serviceMinutes'];
  const due = now + minutes * 60_000;
  const { 'quiet.fromMinute': from, 'quiet.toMinute': to } = settings;
  const minute = minuteOf(due);
  const isOverMidnight = from > to;
  const isQuiet = isOverMidnight ? minute >= from || minute < to : minute >= from && minute < to;
  if (!isQuiet) return new Date(due).toISOString();
  const on = dateOf(due);
  const morning = isOverMidnight && minute >= from ? addDays(on, 1) : on;
  return new Date(Date.parse(startOfDate(morning)) + to * 60_000).toISOString();
}
