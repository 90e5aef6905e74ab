/** A number of the rules as it is shown and typed: times of day as 08:30, everything else as a plain number. */
import type { SettingUnit } from '#shared/domain/setting-unit.ts';
import { plainNumber } from '../../../components/read-number.ts';

export function numberText(value: number, unit: SettingUnit): string {
  if (unit !== 'clock') return String(value);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(value / 60))}:${two(value % 60)}`;
}

/** Undefined where it is no number, or out of its range. Full-width digits and colons of a Chinese keyboard count. */
export function numberOf(
  text: string,
  unit: SettingUnit,
  { min, max }: { min: number; max: number },
): number | undefined {
  const value = unit === 'clock' ? minutesOf(text.normalize('NFKC').trim()) : plainNumber(text);
  return value !== undefined && value >= min && value <= max ? value : undefined;
}

function minutesOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  return hours === undefined || Number(minutes) > 59 ? undefined : Number(hours) * 60 + Number(minutes);
}
