/** The text of a cell as a person reads it, without exponents, rounding noise or time zones. */
import type { Cell, CellValue } from 'exceljs';

/** Whole numbers with every digit (phone numbers), others as Excel shows them: at most 15 significant digits. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  if (Number.isInteger(value)) return BigInt(value).toString();
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(20).replace(/\.?0+$/, '') : text;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Excel's dates have no zone; exceljs puts them into UTC. */
export function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  const rounded = new Date(Math.round(value.getTime() / 1000) * 1000);
  const day = `${String(rounded.getUTCFullYear()).padStart(4, '0')}-${two(rounded.getUTCMonth() + 1)}-${two(rounded.getUTCDate())}`;
  const seconds = rounded.getUTCSeconds();
  const time = `${two(rounded.getUTCHours())}:${two(rounded.getUTCMinutes())}${seconds ? `:${two(seconds)}` : ''}`;
  if (rounded.getUTCFullYear() < 1900) return time;
  return time === '00:00' ? day : `${day} ${time}`;
}

function valueText(value: CellValue, format: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') {
    const text = numberText(value);
    return format && /^0+$/.test(format) ? text.padStart(format.length, '0') : text;
  }
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return dateText(value);
  if ('richText' in value) return value.richText.map((run) => run.text).join('');
  if ('hyperlink' in value) return valueText(value.text, format);
  if ('error' in value) return value.error;
  return valueText(value.result, format);
}

export const cellText = (cell: Cell): string => valueText(cell.value, cell.numFmt);
