/** Orders written down by hand (C06, C11). */
import { z } from 'zod';
import { base } from './base.ts';

export const orderFields = z.object({
  product: z.string().trim().min(1).max(200),
  quantity: z.int().min(1).max(1_000_000),
  /** Fen; below 0: paid back. */
  paidFen: z.int().min(-100_000_000_000).max(100_000_000_000),
  /** Fen; 0 where it is not known. */
  marginFen: z.int().min(-100_000_000_000).max(100_000_000_000),
  orderedOn: z.iso.date(),
  /** As the shop has it, empty where there is none; absent: stays as it is. */
  orderNo: z.string().trim().max(100).optional(),
});
export type OrderFields = z.infer<typeof orderFields>;

const id = z.object({ id: z.guid() });

export const orderContract = {
  create: base.input(z.object({ customerId: z.guid(), order: orderFields })).output(id),
  /** Writes only what really changes. */
  patch: base.input(id.extend({ order: orderFields })).output(z.void()),
  delete: base.input(id).output(z.void()),
  restore: base.input(id).output(z.void()),
};
