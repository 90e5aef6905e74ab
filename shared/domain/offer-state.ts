/** Where an offer stands on a day. Pure. */
import type { ContentItem } from './entity/company.ts';

export const offerStates = ['planned', 'running', 'ended'] as const;
export type OfferState = (typeof offerStates)[number];

type Days = Pick<ContentItem, 'kind' | 'offerFromOn' | 'offerToOn'>;

const order: readonly (OfferState | null)[] = ['running', 'planned', null, 'ended'];

/** What runs now in front, then what will; otherwise in the order they came. */
export function offersFirst<T extends Days>(items: readonly T[], today: string): T[] {
  const place = (item: T) => order.indexOf(offerStateOf(item, today));
  return items.toSorted((a, b) => place(a) - place(b));
}

/** Null for a text that is no offer: one without days is copied by hand only. */
export function offerStateOf({ kind, offerFromOn, offerToOn }: Days, today: string): OfferState | null {
  if (kind !== 'promo' || (offerFromOn === null && offerToOn === null)) return null;
  if (offerFromOn !== null && offerFromOn > today) return 'planned';
  return offerToOn !== null && offerToOn < today ? 'ended' : 'running';
}
