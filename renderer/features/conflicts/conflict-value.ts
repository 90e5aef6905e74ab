/** A field's value in words, for a person who decides between two of them. Pure: `t` is given. */
import { dateText, fullText } from '../../components/time-format.ts';

type Translate = (key: string, options?: Record<string, unknown>) => string;

const choices = new Set(['gender', 'tier', 'trustStage', 'source', 'status', 'consent']);

export function valueText(
  { entity, field, value }: { entity: string; field: string; value: unknown },
  t: Translate,
  language: string,
  nowMs: number,
): string {
  if (value === null || value === undefined || value === '') return t('conflicts:value.empty');
  if (field === 'deletedAt') return t('conflicts:value.deleted');
  if (entity === 'customer' && choices.has(field) && typeof value === 'string')
    return t(`customers:${field}.${value}`, { defaultValue: value });
  if (entity === 'contact_point' && field === 'kind' && typeof value === 'string')
    return t(`customers:contactKind.${value}`, { defaultValue: value });
  if (entity === 'promise' && field === 'status' && typeof value === 'string')
    return t(`conflicts:promiseStatus.${value}`, { defaultValue: value });
  if (typeof value === 'boolean') return t(value ? 'conflicts:value.yes' : 'conflicts:value.no');
  if (typeof value === 'string' && field.endsWith('At') && !Number.isNaN(Date.parse(value)))
    return fullText(value, language);
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return dateText(value, language, nowMs);
  if (typeof value === 'number' && field.endsWith('Fen'))
    return new Intl.NumberFormat(language, { style: 'currency', currency: 'CNY' }).format(value / 100);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
