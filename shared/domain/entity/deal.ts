/** An open deal (商机): what a customer may buy soon, and how far that has come (rules.md R1). */
import type { CustomerId } from '../id.ts';
import { choice, date, id, instant, integer, nullable, text } from './column.ts';
import { defineEntity, type Row } from './entity.ts';

/** 有意向, 介绍过, 体验过, 谈过价格, 口头定了: in this order. */
export const dealStages = ['interested', 'shown', 'tried', 'quoted', 'agreed'] as const;
export type DealStage = (typeof dealStages)[number];

export const dealStatuses = ['open', 'won', 'lost'] as const;

/** Why a deal was lost (C12). */
export const lossReasons = [
  'product',
  'price',
  'policy',
  'trust',
  'timing',
  'competitor',
  'service',
] as const;
export type LossReason = (typeof lossReasons)[number];

const mostFen = 100_000_000_000;

export const deal = defineEntity({
  name: 'deal',
  scope: 'book',
  write: 'patch',
  since: 4,
  columns: {
    customerId: id<CustomerId>(),
    product: text(200, { patch: true }),
    /** What they would pay, in fen; of it the margin, null where it is not known. */
    amountFen: integer(0, mostFen, { patch: true }),
    marginFen: nullable(integer(0, mostFen, { patch: true })),
    stage: choice(dealStages, { patch: true }),
    /** The last day on which it is expected; null where nobody can say. */
    expectedOn: nullable(date({ patch: true })),
    /** `won`: an order was written with it. */
    status: choice(dealStatuses, { patch: true }),
    closedAt: nullable(instant({ patch: true })),
    /** Set exactly where it was lost. */
    lossReason: nullable(choice(lossReasons, { patch: true })),
  },
});

export type Deal = Row<typeof deal>;
