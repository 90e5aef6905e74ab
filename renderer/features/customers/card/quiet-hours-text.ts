/** Quiet hours as people type them; stored as minutes of the day. */

/** Reads `22:00-09:00`, `22-9`, `22点到9点`; undefined where it is no span, or an empty one. */
export function parseQuietHours(text: string): { quietFrom: number; quietTo: number } | undefined {
  const typed = text.normalize('NFKC').replaceAll(/\s/g, '');
  const found = /^(\d{1,2})(?:[:点时](\d{2})?分?)?[-–—~到至](\d{1,2})(?:[:点时](\d{2})?分?)?$/.exec(typed);
  if (!found) return undefined;
  const [, fromHour, fromMinute = '0', toHour, toMinute = '0'] = found;
  const quietFrom = Number(fromHour) * 60 + Number(fromMinute);
  const quietTo = Number(toHour) * 60 + Number(toMinute);
  const isTime = (minute: string, at: number) => Number(minute) < 60 && at <= 1_440;
  if (!isTime(fromMinute, quietFrom) || !isTime(toMinute, quietTo) || quietFrom === quietTo) return undefined;
  return { quietFrom, quietTo };
}

export function quietHoursText(card: { quietFrom: number | null; quietTo: number | null }): string {
  const { quietFrom, quietTo } = card;
  if (quietFrom === null || quietTo === null) return '';
  const time = (at: number) =>
    `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  return `${time(quietFrom)}-${time(quietTo)}`;
}
