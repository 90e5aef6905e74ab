/** What the rep may choose from when the file was read wrongly. */
import { offeredEncodings, type ImportInspection } from '#shared/contract/import.ts';

/** The candidates first, best first, then every other encoding core can read. */
export function encodingOptions(encoding: NonNullable<ImportInspection['encoding']>): string[] {
  return [...new Set([...encoding.candidates, encoding.name, ...offeredEncodings])];
}

const delimiterNames = new Map([
  [',', 'comma'],
  ['\t', 'tab'],
  [';', 'semicolon'],
  ['|', 'pipe'],
  ['，', 'fullComma'],
  ['；', 'fullSemicolon'],
]);

/** Undefined for a sign that has no name of its own. */
export function delimiterName(sign: string): string | undefined {
  return delimiterNames.get(sign);
}

export function offeredDelimiters(current: string): string[] {
  return [...new Set([...delimiterNames.keys(), current])];
}
