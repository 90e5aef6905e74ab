/** A field and its value in words, for a person who decides between two of them. Pure: `t` is given. */
import { dateText, fullText } from '../../components/time-format.ts';

type Translate = (key: string | string[], options?: Record<string, unknown>) => string;

interface Field {
  entity: string;
  field: string;
}

/** What was changed: of a customer the field alone, else with what it belongs to. */
export function fieldText({ entity, field }: Field, t: Translate): string {
  const known = field === 'deletedAt' ? 'field:deletedAt' : `field:of.${entity}.${field}`;
  const name = t([known, 'conflicts:unknownField']);
  if (entity === 'customer') return name;
  const of = t(`field:entity.${entity}`, { defaultValue: '' });
  return of === '' ? name : t('conflicts:fieldOf', { entity: of, field: name });
}

const minutesOfDay = new Set(['quietFrom', 'quietTo']);

export function valueText(
  { entity, field, value }: Field & { value: unknown },
  t: Translate,
  language: string,
  nowMs: number,
): string {
  const choice = (one: string) => t(`field:choice.${entity}.${field}.${one}`, { defaultValue: one });
  if (value === null || value === undefined || value === '') return t('conflicts:value.empty');
  if (field === 'deletedAt') return t('conflicts:value.deleted');
  if (field.endsWith('Id')) return t('conflicts:value.otherCustomer');
  if (typeof value === 'boolean') return t(value ? 'conflicts:value.yes' : 'conflicts:value.no');
  if (typeof value === 'string' && field.endsWith('At') && !Number.isNaN(Date.parse(value)))
    return fullText(value, language);
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return dateText(value, language, nowMs);
  if (typeof value === 'number' && field.endsWith('Fen'))
    return new Intl.NumberFormat(language, { style: 'currency', currency: 'CNY' }).format(value / 100);
  if (typeof value === 'number' && minutesOfDay.has(field))
    return `${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}`;
  if (typeof value === 'string') return choice(value);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.length === 0 ? t('conflicts:value.empty') : value.map(choice).join(' · ');
  return typeof value === 'number' ? String(value) : t('conflicts:value.list');
}
