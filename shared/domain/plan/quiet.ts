/** Hours in which a customer is left alone (rules.md R3): 21:00–08:30, and hours of their own. */
import { minuteOf } from '../calendar.ts';
import type { Settings } from '../setting.ts';

interface Span {
  /** Minutes of the day; `from` may lie after `to`, over midnight. */
  from: number;
  to: number;
}

const minutesOfDay = 1_440;

/** Most customers have no hours of their own. */
const leftByCommon = new WeakMap<Settings, boolean>();

/** True where some minute of the day is left. A day's list is worked off over hours, so it does not ask what time it is. */
export function hasReachableMinute(own: Span | null, settings: Settings): boolean {
  if (own) return isMinuteLeft(own, settings);
  let isLeft = leftByCommon.get(settings);
  if (isLeft === undefined) leftByCommon.set(settings, (isLeft = isMinuteLeft(null, settings)));
  return isLeft;
}

function isMinuteLeft(own: Span | null, settings: Settings): boolean {
  const spans = spansOf(own, settings);
  const ends = [0, ...spans.map(({ to }) => to % minutesOfDay)];
  return ends.some((minute) => !spans.some((span) => isIn(span, minute)));
}

/** True at an instant at which nothing may be pushed. */
export function isQuietAt(now: number, own: Span | null, settings: Settings): boolean {
  return spansOf(own, settings).some((span) => isIn(span, minuteOf(now)));
}

/** True in the hours this customer alone is left in peace; those of everybody are a matter of the rep's own day. */
export function isOwnQuietAt(now: number, own: Span | null): boolean {
  return own !== null && isIn(own, minuteOf(now));
}

/** Both of them are set, or neither. */
export function quietMinutesOf({
  quietFrom,
  quietTo,
}: {
  quietFrom: number | null;
  quietTo: number | null;
}): Span | null {
  return quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo };
}

function spansOf(own: Span | null, settings: Settings): Span[] {
  const common = { from: settings['quiet.fromMinute'], to: settings['quiet.toMinute'] };
  return own ? [common, own] : [common];
}

function isIn({ from, to }: Span, minute: number): boolean {
  if (from === to) return false;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}
