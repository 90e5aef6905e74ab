import { z } from 'zod';
import { signalKinds } from '../domain/entity/care.ts';
import { autopsy } from '../protocol/autopsy.ts';
import { blockRateView } from '../protocol/block-rate.ts';
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
  /** Other words, or another time by which an answer is expected; what it is stays. */
  patch: base
    .input(
      id.extend({ body: z.string().trim().max(2_000), dueAt: z.iso.datetime({ precision: 3 }).nullable() }),
    )
    .output(z.void()),
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
