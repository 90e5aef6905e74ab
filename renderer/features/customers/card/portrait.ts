import { portraitOf, type Portrait } from '#shared/domain/card/completeness.ts';
import { reachableOn } from '#shared/domain/card/presence.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';

/** The portrait as the card has it. */
export function portraitOfCard(card: CustomerCard): Portrait {
  const nodes = reachableOn(card.presence, card.contactPoints);
  return portraitOf({
    addressAs: card.addressAs !== '',
    gender: card.gender !== null,
    birthday: card.birthdayOn !== null || card.keyDates.some(({ kind }) => kind === 'birthday'),
    city: card.city !== '',
    job: card.company !== '' || card.jobTitle !== '',
    phone: card.contactPoints.some(({ kind }) => kind === 'phone'),
    wechat: nodes.includes('wechat') || nodes.includes('wecom'),
    source: card.source !== 'unknown',
    intent: card.intent > 0 || card.triagedAt !== null,
    personaKind: card.personaKind !== null,
    need: card.needs.length > 0,
    interest: card.interests.length > 0,
    people: card.relations.length + card.household.length > 0,
    tag: card.tags.length > 0,
  });
}
