/** Birthdays as people type them; the stored form is `yyyy-MM-dd`, or `--MM-dd` where the year is unknown. */

/** Reads `1990-5-1`, `1990年5月1日`, `19900501`, `5-1`, `5月1日`, `--05-01`; undefined where it is no date. */
export function parseBirthday(text: string): string | undefined {
  const typed = text.normalize('NFKC').trim();
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(typed);
  const [year, month, day] = compact
    ? [compact[1], compact[2], compact[3]]
    : (/^(?:(\d{4})[-/.年\s]+|--?)?(\d{1,2})[-/.月\s]+(\d{1,2})日?$/.exec(typed) ?? []).slice(1, 4);
  if (month === undefined || day === undefined) return undefined;
  // 2000 was a leap year, so 29 February without a year is a date.
  const date = new Date(Date.UTC(Number(year ?? 2000), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  return `${year ?? '-'}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** The form it is edited in: without the dashes that stand for the unknown year. */
export function birthdayText(birthdayOn: string | null): string {
  return birthdayOn?.replace(/^--/, '') ?? '';
}
