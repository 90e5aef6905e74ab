import { derivedId } from '../../lib/derived-id.ts';
import type { PlannedItem } from './build.ts';

/** Equal for equal lists: what is on it, in which order, with which score (rules.md R19). 32 hex digits. */
export function listHash(
  items: readonly Pick<PlannedItem, 'kind' | 'customerId' | 'subject' | 'score'>[],
): string {
  return derivedId(
    ...items.map((item) => `${item.kind} ${item.customerId} ${item.subject} ${item.score}`),
  ).replaceAll('-', '');
}
