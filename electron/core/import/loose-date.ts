/** Birthdays in the forms people and programs write them. Returns `yyyy-MM-dd` or `--MM-dd`, or undefined. */

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Which of the first two numbers of `1/2/1990` is the month, where a whole column makes it plain. */
export type DateOrder = 'month-first' | 'day-first' | undefined;

const slashed = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[T\s].*)?$/;

/** February 29 is accepted without a year. */
export function calendarDate(year: number | undefined, month: number, day: number): string | undefined {
  const days = new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > days) return undefined;
  if (year !== undefined && (year < 1800 || year > 2200)) return undefined;
  const start = year === undefined ? '-' : String(year);
  return `${start}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Years that programs write where the user gave none. */
const knownYear = (year: number): number | undefined => (year === 1604 || year === 0 ? undefined : year);

function monthNumber(name = ''): number {
  return monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function fromNumbers(text: string): string | undefined {
  const full =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T\s].*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})(?:T.*)?$/.exec(text);
  if (full) return calendarDate(knownYear(Number(full[1])), Number(full[2]), Number(full[3]));
  const yearless =
    /^--(\d{2})-?(\d{2})(?:T.*)?$/.exec(text) ?? /^(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]$/.exec(text);
  return yearless ? calendarDate(undefined, Number(yearless[1]), Number(yearless[2])) : undefined;
}

function fromEnglish(text: string): string | undefined {
  const american = /^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/.exec(text);
  if (american) return calendarDate(Number(american[3]), monthNumber(american[1]), Number(american[2]));
  const british = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]([A-Za-z]{3,9})\.?,?[\s-](\d{4})$/.exec(text);
  return british ? calendarDate(Number(british[3]), monthNumber(british[2]), Number(british[1])) : undefined;
}

function fromSlashed(text: string, order: DateOrder): string | undefined {
  const match = slashed.exec(text);
  if (!match) return undefined;
  const [first, second, year] = [Number(match[1]), Number(match[3]), Number(match[4])];
  if (order === 'month-first') return calendarDate(year, first, second);
  if (order === 'day-first') return calendarDate(year, second, first);
  if (first === second || second > 12) return calendarDate(year, first, second);
  return first > 12 ? calendarDate(year, second, first) : undefined;
}

/**
 * `1/2/1990` is ambiguous unless `order` is known, and `1/2/26` has no century: both give undefined, so the caller
 * keeps the text instead of inventing a day. Full-width digits count as digits.
 */
export function parseDate(text: string, order?: DateOrder): string | undefined {
  const plain = text.normalize('NFKC').trim();
  return fromNumbers(plain) ?? fromSlashed(plain, order) ?? fromEnglish(plain);
}

/** A day as Excel counts it (45678 → 2025-01-21); only for whole numbers that can be a living person's birthday. */
export function parseExcelSerial(text: string): string | undefined {
  const plain = text.normalize('NFKC').trim();
  if (!/^\d{4,5}(\.0+)?$/.test(plain)) return undefined;
  const serial = Number(plain);
  if (serial < 3_000 || serial > 60_000) return undefined;
  const day = new Date(Date.UTC(1899, 11, 30 + serial));
  return calendarDate(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}

export function detectDateOrder(values: string[]): DateOrder {
  let month = 0;
  let day = 0;
  for (const value of values) {
    const match = slashed.exec(value.normalize('NFKC').trim());
    if (!match) continue;
    if (Number(match[1]) > 12) day += 1;
    if (Number(match[3]) > 12) month += 1;
  }
  if (month > 0 && day === 0) return 'month-first';
  return day > 0 && month === 0 ? 'day-first' : undefined;
}
