/** Open deals of a customer: said in one line, moved from stage to stage, won with an order or lost for a reason. */
import { z } from 'zod';
import { dealStages, lossReasons } from '../domain/entity/deal.ts';
import { base } from './base.ts';
import { orderFields } from './order.ts';

const fen = z.int().min(0).max(100_000_000_000);

export const dealFields = z.object({
  product: z.string().trim().min(1).max(200),
  amountFen: fen,
  /** Null: not known; the rule takes a share of the amount. */
  marginFen: fen.nullable(),
  stage: z.enum(dealStages),
  expectedOn: z.iso.date().nullable(),
});
export type DealFields = z.infer<typeof dealFields>;

export const dealView = dealFields.extend({
  id: z.guid(),
  /** 0–1, of its stage. */
  chance: z.number(),
  /** The day it was expected has passed. */
  isLate: z.boolean(),
  status: z.enum(['open', 'won', 'lost']),
  closedAt: z.string().nullable(),
  lossReason: z.enum(lossReasons).nullable(),
  pending: z.boolean(),
});
export type DealView = z.infer<typeof dealView>;

export const dealInsight = z.object({
  /** Open ones, the likeliest first; then those that were won or lost, the newest first. */
  open: z.array(dealView),
  closed: z.array(dealView),
  /** Margin × probability of the open ones (rules.md R1), in fen, and the share that stands for a margin nobody said. */
  expectedFen: z.int(),
  marginShare: z.number(),
});

const id = z.object({ id: z.guid() });

export const dealContract = {
  create: base.input(z.object({ customerId: z.guid(), deal: dealFields })).output(id),
  /** Writes only what really changes. */
  patch: base.input(id.extend({ deal: dealFields })).output(z.void()),
  setStage: base.input(id.extend({ stage: z.enum(dealStages) })).output(z.void()),
  /** With the order it became, in one go. */
  win: base.input(id.extend({ order: orderFields })).output(z.object({ orderId: z.guid() })),
  lose: base.input(id.extend({ reason: z.enum(lossReasons) })).output(z.void()),
  /** Open again; `orderId`: the order that was written with it goes. */
  reopen: base.input(id.extend({ orderId: z.guid().nullable() })).output(z.void()),
  delete: base.input(id).output(z.void()),
  restore: base.input(id).output(z.void()),
};
