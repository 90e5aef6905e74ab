/** `POST /v1/content/save-offer`: an offer of the library, made, changed, taken away or put back. */
import { z } from 'zod';
import { tiers } from '../domain/entity/book.ts';
import { audience } from '../domain/segment/audience.ts';

const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'UNSTORABLE_TEXT');

export const offerFields = z
  .strictObject({
    title: text(200).refine((title) => title.trim() !== '', 'EMPTY'),
    body: text(5_000).refine((body) => body.trim() !== '', 'EMPTY'),
    /** First and last day; either may be open, not both: that would be a text and no offer. */
    fromOn: z.iso.date().nullable(),
    toOn: z.iso.date().nullable(),
    /** The tag of the customers it is meant for; empty: for everybody. */
    tag: text(50),
    /** Of these tiers, and buyers of this product; empty: whoever it is. Left out: as it is. */
    tiers: z.array(z.enum(tiers)).max(tiers.length).optional(),
    product: text(200).optional(),
    /** The saved segment it is for; null: whoever it is. Left out: as it is. */
    segment: audience.nullable().optional(),
  })
  .refine(({ fromOn, toOn }) => fromOn !== null || toOn !== null, 'NO_DAYS')
  .refine(({ fromOn, toOn }) => fromOn === null || toOn === null || fromOn <= toOn, 'DAYS_REVERSED');
export type OfferFields = z.infer<typeof offerFields>;

export const saveOfferRequest = z.strictObject({
  /** Null: a new one. */
  id: z.guid().nullable(),
  /** The version of the row that was seen; another one by now is STALE. Left out: whatever stands there. */
  seenVersion: z.int().optional(),
  /** Null: taken away. Of one that was taken away: put back with these fields. */
  offer: offerFields.nullable(),
});
export type SaveOfferRequest = z.infer<typeof saveOfferRequest>;

export const saveOfferResponse = z.object({ id: z.guid() });
