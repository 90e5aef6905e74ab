/** How the server knows that two customers of different books are one person: the same mobile or the same WeChat id. */
import type { ContactPoint } from './entity/book.ts';
import { isSharedNumber, normalisePhone } from './phone.ts';

/** Undefined for what does not tell people apart: other kinds, a landline, “同手机”. */
export function personKeyOf({ kind, value }: Pick<ContactPoint, 'kind' | 'value'>): string | undefined {
  if (kind !== 'phone' && kind !== 'wechat') return undefined;
  const digits = normalisePhone(value);
  // Many are found in WeChat by their mobile number.
  if (kind === 'phone' || mobile.test(digits))
    return isSharedNumber(digits, value) ? undefined : `phone ${digits}`;
  const id = value.normalize('NFKC').trim().toLowerCase();
  return wechatId.test(id) ? `wechat ${id}` : undefined;
}

const mobile = /^1\d{10}$/;
const wechatId = /^[a-z0-9][a-z0-9_-]{5,}$/;

/** Members of one household are not one person, but share what is offered (rules.md R3, R4). */
export function householdKeyOf(householdId: string): string {
  return `${householdPrefix}${householdId}`;
}

export const householdPrefix = 'household ';
