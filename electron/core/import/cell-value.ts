/** One cell → the values in it: several phones, Google's ` ::: `, Excel's ways to protect digits. */
import { isEmail, isPhone } from './cell-kind.ts';
import { withoutGuard } from '#shared/domain/formula-text.ts';
import { cleanText } from './record-draft.ts';

/** `="13800138000"` and `'13800138000` are how people keep Excel from rounding; full-width spaces go. */
export function cellText(cell: string): string {
  const text = cleanText(cell);
  return /^="(.*)"$/s.exec(text)?.[1]?.replaceAll('""', '"') ?? withoutGuard(text);
}

/** Google joins several values of one cell with ` ::: `. */
export const splitJoined = (text: string): string[] =>
  text.includes(':::') ? text.split(/\s*:::\s*/).filter((part) => part !== '') : [text];

/** `1.3800138000E+10` has all its digits and is written out; `1.38E+10` has lost some and stays as given. */
function expandExponent(text: string): string {
  const match = /^(\d)(?:\.(\d+))?E\+?(\d{1,2})$/i.exec(text);
  if (!match) return text;
  const decimals = match[2] ?? '';
  const exponent = Number(match[3]);
  if (exponent > 20 || decimals.length < exponent) return text;
  const rest = decimals.slice(exponent);
  return /^0*$/.test(rest) ? `${match[1]}${decimals.slice(0, exponent)}` : text;
}

export function splitPhones(text: string): string[] {
  return splitJoined(text).flatMap((part) => {
    const plain = expandExponent(part.normalize('NFKC').trim()).replace(/^(\d{7,})\.0+$/, '$1');
    const several = plain.split(/\s*[;,、|/\n]\s*/).filter((piece) => piece !== '');
    return several.length > 1 && several.every(isPhone) ? several : [plain];
  });
}

export function splitEmails(text: string): string[] {
  return splitJoined(text).flatMap((part) => {
    const several = part.split(/[\s;,；，、|]+/).filter((piece) => piece !== '');
    return several.length > 1 && several.every(isEmail) ? several : [part];
  });
}

/** Google marks its own groups with `* `; `* myContacts` is on every contact and says nothing. */
export function splitTags(text: string): string[] {
  const parts = text.includes(':::') ? splitJoined(text) : text.split(/[;；,，、|\n]/);
  return parts
    .filter((part) => !/^\s*\* my ?contacts\s*$/i.test(part))
    .map((part) => part.replace(/^\s*\* /, ''));
}
