/** Looking through customers' posts (巡圈), ten names at a time. */
import { z } from 'zod';
import { momentKinds, tiers } from '../domain/entity/book.ts';
import { patrolOutcomes } from '../domain/entity/care.ts';
import { patrolTiers } from '../domain/patrol/patrol-card.ts';
import { stagedIds } from './attachment.ts';
import { base } from './base.ts';

export const patrolName = z.object({
  customerId: z.guid(),
  name: z.string(),
  addressAs: z.string(),
  tier: z.enum(tiers),
  tags: z.array(z.string()),
  lastEvent: z
    .object({ id: z.guid(), body: z.string(), kind: z.enum(momentKinds), postedAt: z.string() })
    .nullable(),
  patrolledAt: z.string().nullable(),
  /** The look of today; null while it is still to be taken. */
  look: z.object({ id: z.guid(), outcome: z.enum(patrolOutcomes) }).nullable(),
  /** Why a like would be refused now; null where it would not. */
  likeRefusal: z.enum(['LIKE_CAP', 'LIKE_PACE', 'ACCOUNT_LIMIT']).nullable(),
});

export const patrolCardView = z.object({
  /**
   * One card of at most `patrol.names`, in the order to look at: the first of today's list with somebody left to look at,
   * the looked at included; the next who are due where the list has nobody left.
   */
  names: z.array(patrolName),
  /** Which card of today's list it is, from 1, of how many, and how many names are left on all; 0 beyond the list. */
  card: z.int(),
  cards: z.int(),
  left: z.int(),
  /** Names of the list who are in quiet hours of their own now: they come when these are over. */
  asleep: z.int(),
  /** Of all customers of a tier, those looked at within the days of its rhythm (R2). */
  coverage: z.array(z.object({ tier: z.enum(patrolTiers), customers: z.int(), looked: z.int() })),
  /** Likes and comments of this account in the last hour, and how many there may be. */
  socialInHour: z.int(),
  socialPerHour: z.int(),
  /** The company's rows by which the page guesses the kind of a post and knows a sad one. */
  settings: z.array(z.object({ key: z.string(), value: z.json() })),
});
export type PatrolCardView = z.infer<typeof patrolCardView>;

export const patrolContract = {
  card: base.output(patrolCardView),
  /**
   * One look. `liked` logs a like in the same mutation: REFUSED LIKE_CAP, LIKE_PACE or ACCOUNT_LIMIT where R4 does not
   * allow one more. `moment` goes with the outcome `event` and logs what was posted. The open PATROL item of today for
   * this customer is done with it.
   */
  log: base
    .input(
      z.object({
        customerId: z.guid(),
        outcome: z.enum(patrolOutcomes),
        moment: z
          .object({
            kind: z.enum(momentKinds),
            body: z.string().trim().max(20_000),
            postedAt: z.iso.datetime({ precision: 3 }),
            /** Screenshots of it; one of these, or words. */
            attachments: stagedIds.optional(),
          })
          .refine(({ body, attachments }) => body !== '' || (attachments?.length ?? 0) > 0, {
            path: ['body'],
          })
          .optional(),
      }),
    )
    .output(z.object({ id: z.guid(), momentId: z.guid().nullable() })),
  /** Takes a look back with all that was written by it. */
  undo: base.input(z.object({ id: z.guid() })).output(z.void()),
};
