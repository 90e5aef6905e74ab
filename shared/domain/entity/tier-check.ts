/** What the tiers of a book were last worked out from (rules.md R1). */
import { z } from 'zod';
import type { CustomerId } from '../id.ts';
import { choice, date, id, integer, json, nullable } from './column.ts';
import { defineEntity, type Row } from './entity.ts';

export const valueTiers = ['A', 'B', 'C'] as const;
export type ValueTier = (typeof valueTiers)[number];

/** Why a customer was not ranked: new, five touches without an answer, half a year without interest. */
export const apartReasons = ['NEW', 'NO_ANSWER', 'NO_INTEREST'] as const;
export type ApartReason = (typeof apartReasons)[number];

/** As many Mondays as `tier.demotionWeeks` may ask for. */
export const keptRanks = 52;

/** `rank`: the percentile rank within the book, 0–100. `value`: what was ranked. */
const part = z.strictObject({ rank: z.int().min(0).max(100), value: z.int() });
const parts = z.strictObject({
  /** In fen: of 365 days; of the open deals times their probability. */
  margin: part,
  deal: part,
  /** Answers, messages and kept appointments of 90 days. */
  engagement: part,
  /** Friends brought who bought, of 365 days. */
  referrals: part,
  /** The weight of the source, 0–100. */
  source: z.int(),
});

/** The last check of a customer's tier: the server writes it every Monday. One row a customer, with a derived id. */
export const tierCheck = defineEntity({
  name: 'tier_check',
  scope: 'book',
  write: 'command',
  since: 4,
  columns: {
    customerId: id<CustomerId>(),
    /** The Monday. */
    checkedOn: date(),
    /** Where this Monday and the ones before it without a gap ranked the customer by value, the newest first. */
    ranks: json(z.array(z.enum(valueTiers)).max(keptRanks)),
    /** Set where the customer was not ranked for a rule's reason. */
    apart: nullable(choice(apartReasons)),
    /** The place among those who were ranked, and how many they were; null where `ranks` is empty. */
    place: nullable(integer(1, 10_000_000)),
    placeOf: nullable(integer(1, 10_000_000)),
    score: nullable(integer(0, 1_000)),
    parts: nullable(json(parts)),
  },
});

export type TierCheck = Row<typeof tierCheck>;
