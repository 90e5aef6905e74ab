/** What a card says in one part of a merge, in words. Pure: `t` is given. */
import type { MergeSide } from '#shared/contract/merge.ts';
import { partOf, type MergePart } from '#shared/domain/merge/part.ts';
import { birthdayText } from '../card/birthday-text.ts';
import { quietHoursText } from '../card/quiet-hours-text.ts';

type Translate = (key: string | string[], options?: Record<string, unknown>) => string;

/** Empty where the card says nothing. */
export function sideValue(side: MergeSide, part: MergePart, t: Translate): string {
  if (part === 'birthday') return birthdayText(side.birthdayOn);
  if (part === 'quiet') return quietHoursText(side);
  if (part === 'legalHold') return t(side.isLegalHold ? 'merge.yes' : 'merge.no');
  if (part === 'intent')
    return [t(`customers:intent.${side.intent}`), side.intentProduct, side.intentNote]
      .filter((text) => text !== '')
      .join(' · ');
  return partOf(part)
    .fields.filter((field) => field !== 'triagedAt' && field !== 'nextSetAt')
    .map((field) => fieldWords(field, side[field], t))
    .filter((text) => text !== '')
    .join(' · ');
}

function fieldWords(field: string, value: unknown, t: Translate): string {
  if (value === null || value === undefined || value === '') return '';
  const word = (one: string) => t(`field:choice.customer.${field}.${one}`, { defaultValue: one });
  if (Array.isArray(value)) return value.map((one) => word(String(one))).join(' · ');
  return typeof value === 'string' || typeof value === 'number' ? word(String(value)) : '';
}
