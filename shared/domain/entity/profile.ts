/** Entities of the card: what the customer wants and likes, who is around them, and what was changed for a reason. */
import { z } from 'zod';
import type { BookId, CustomerId, Id } from '../id.ts';
import { contactKinds } from './book.ts';
import { boolean, choice, date, id, instant, integer, json, nullable, text } from './column.ts';
import { defineEntity, type Row } from './entity.ts';

/** Where a fact about the customer was learned; `originId` is the row of that entity, null for the others. */
export const origins = ['rep', 'note', 'touch', 'moment', 'signal', 'triage', 'import'] as const;
export type Origin = (typeof origins)[number];

/** A concern of the customer, in their words, open until something answers it (C13). */
export const need = defineEntity({
  name: 'need',
  scope: 'book',
  write: 'patch',
  since: 3,
  columns: {
    customerId: id<CustomerId>(),
    body: text(500, { patch: true }),
    status: choice(['open', 'answered'], { patch: true }),
    answeredAt: nullable(instant({ patch: true })),
    origin: choice(origins),
    originId: nullable(id<Id<string>>()),
  },
});

export const interestKinds = ['hobby', 'family', 'work', 'health', 'travel', 'product', 'other'] as const;
export type InterestKind = (typeof interestKinds)[number];

/**
 * One sighting of a topic the customer cares about. Sightings of one topic (see `interestTopic`) together are the
 * interest; its strength is computed from them and falls with time (C10), so nothing is counted on two devices at odds.
 */
export const interest = defineEntity({
  name: 'interest',
  scope: 'book',
  write: 'insert',
  since: 3,
  columns: {
    customerId: id<CustomerId>(),
    topic: text(50),
    kind: choice(interestKinds),
    seenAt: instant(),
    origin: choice(origins),
    originId: nullable(id<Id<string>>()),
  },
});

/** Somebody around the customer: 女儿 小雨. Customers who live together are a household (`household_member`). */
export const relation = defineEntity({
  name: 'relation',
  scope: 'book',
  write: 'patch',
  since: 3,
  columns: {
    customerId: id<CustomerId>(),
    /** What they are to the customer: 女儿, 先生, 闺蜜. */
    role: text(50, { patch: true }),
    /** May be empty where only the role is known. */
    name: text(100, { patch: true }),
    remark: text(500, { patch: true }),
    /** Where they are a customer of the same book themselves. */
    otherId: nullable(id<CustomerId>({ patch: true })),
  },
});

export const endorsementKinds = ['nps', 'referral'] as const;

/**
 * That the customer stands up for us (rules.md R14, R16): a score of 0 to 10 for “would you recommend us”, or a friend
 * they brought, who has bought something or has not yet.
 */
export const endorsement = defineEntity({
  name: 'endorsement',
  scope: 'book',
  write: 'patch',
  since: 4,
  columns: {
    customerId: id<CustomerId>(),
    kind: choice(endorsementKinds),
    /** Null for a friend. */
    score: nullable(integer(0, 10, { patch: true })),
    isPaid: boolean({ patch: true }),
    /** What they said with the score, or who the friend is. */
    body: text(500, { patch: true }),
    happenedOn: date({ patch: true }),
  },
});

/** What is kept for life or decides what may be offered: changed with a reason, and the change stays in the history. */
export const changedFields = [
  'trustStage',
  'source',
  'tier',
  'grade',
  'merge',
  'dealStage',
  'dealEnd',
] as const;

/** That such a field was changed; written together with the change. `merge`: another card became part of this one. `dealStage`, `dealEnd`: how far a deal came, and what it became (`won`, or `lost` with a tab and why); the reason is its product. */
export const cardChange = defineEntity({
  name: 'card_change',
  scope: 'book',
  write: 'insert',
  since: 3,
  columns: {
    customerId: id<CustomerId>(),
    field: choice(changedFields),
    fromValue: text(500),
    toValue: text(500),
    /** In the person's words; may be empty where the signs alone say why. */
    reason: text(500),
    /** The signs that held then (rules.md R16); of a deal its id. */
    signs: json(z.array(z.string().max(50)).max(20)),
    happenedAt: instant(),
  },
});

/** That the person looked at a masked phone number or WeChat id. The server notes it in the audit log (rules.md R17). */
export const contactReveal = defineEntity({
  name: 'contact_reveal',
  scope: 'user',
  write: 'insert',
  since: 3,
  columns: {
    bookId: id<BookId>(),
    customerId: id<CustomerId>(),
    contactPointId: id<Id<'contact_point'>>(),
    kind: choice(contactKinds),
    revealedAt: instant(),
  },
});

export type CardChange = Row<typeof cardChange>;
export type Endorsement = Row<typeof endorsement>;
export type Need = Row<typeof need>;
export type Interest = Row<typeof interest>;
export type Relation = Row<typeof relation>;
