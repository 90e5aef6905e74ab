import { z } from 'zod';
import { autopsyFindings } from '../domain/autopsy.ts';
import { touchClasses, touchKinds } from '../domain/entity/book.ts';
import { signalKinds } from '../domain/entity/care.ts';
import { base } from './base.ts';

export const signalView = z.object({
  id: z.guid(),
  kind: z.enum(signalKinds),
  body: z.string(),
  happenedAt: z.string(),
  /** By when an answer is expected; null where none is. */
  dueAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  pending: z.boolean(),
});

/** What was done in the days before a block, a deletion, a complaint or a 别发了, newest first, and which rules it broke. */
export const autopsy = z.object({
  kind: z.enum(signalKinds),
  at: z.string(),
  days: z.int(),
  counts: z.object({
    touches: z.int(),
    care: z.int(),
    service: z.int(),
    promo: z.int(),
    unanswered: z.int(),
  }),
  findings: z.array(z.object({ code: z.enum(autopsyFindings), count: z.int(), limit: z.int() })),
  touches: z.array(
    z.object({
      id: z.guid(),
      at: z.string(),
      kind: z.enum(touchKinds),
      touchClass: z.enum(touchClasses),
      body: z.string(),
      replied: z.boolean().nullable(),
      quality: z.int().nullable(),
      authorName: z.string().nullable(),
    }),
  ),
});
export type Autopsy = z.infer<typeof autopsy>;

/** How many left the rep for every 1,000 proactive touches of the last 7 days (rules.md R4). */
export const blockRateView = z.object({
  level: z.enum(['ok', 'amber', 'red']),
  customers: z.int(),
  touches: z.int(),
  /** Null below `leastTouches`. */
  perThousand: z.number().nullable(),
  halved: z.object({ since: z.string(), until: z.string(), needsSignOff: z.boolean() }).nullable(),
  limits: z.object({ amber: z.number(), red: z.number(), leastTouches: z.number() }),
});
export type BlockRateView = z.infer<typeof blockRateView>;

const id = z.object({ id: z.guid() });

export const signalContract = {
  /** `blocked_us` and `deleted_us` change the customer's status in the same mutation. `dueAt`: by the rules, where absent. */
  log: base
    .input(
      z.object({
        customerId: z.guid(),
        kind: z.enum(signalKinds),
        body: z.string().max(2_000),
        dueAt: z.iso.datetime({ precision: 3 }).optional(),
      }),
    )
    .output(id),
  /** Answered or settled, or open again. */
  setClosed: base.input(id.extend({ closed: z.boolean() })).output(z.void()),
  /** With the status it changed, where nobody changed that since. */
  delete: base.input(id).output(z.void()),
  restore: base.input(id).output(z.void()),
  /** Of the rep's own books. */
  blockRate: base.output(blockRateView),
  /** Of the newest block, deletion, complaint or 别发了; null where there is none. */
  autopsy: base.input(z.object({ customerId: z.guid() })).output(autopsy.nullable()),
};
