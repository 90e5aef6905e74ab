import { z } from 'zod';
import { isAnnualDate } from '../domain/annual-date.ts';
import { keyDateKinds } from '../domain/entity/care.ts';
import { base } from './base.ts';

const fields = z.object({
  kind: z.enum(keyDateKinds),
  /** Whose or what day; empty where the kind says it all. */
  label: z.string().trim().max(100),
  calendar: z.enum(['solar', 'lunar']),
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
  isLeapMonth: z.boolean(),
  /** Of the first time, in the calendar the date is in; null where it is not known. */
  year: z.int().min(1900).max(2100).nullable(),
});
const keyDateFields = fields.refine(isAnnualDate, { path: ['day'] });
export type KeyDateFields = z.infer<typeof keyDateFields>;

export const keyDateView = fields.extend({
  /** Null for the birthday of the profile, which is changed there. */
  id: z.guid().nullable(),
  /** When it comes round next, as a solar day and as the lunar date of that day. */
  nextOn: z.iso.date(),
  nextLunar: z.object({ month: z.int(), day: z.int(), isLeapMonth: z.boolean() }),
  /** How many years it will be then; null where nobody knows. */
  years: z.int().nullable(),
  pending: z.boolean(),
});
export type KeyDateView = z.infer<typeof keyDateView>;

const id = z.object({ id: z.guid() });

export const keyDateContract = {
  create: base.input(z.object({ customerId: z.guid(), date: keyDateFields })).output(id),
  /** Writes only what really changes. */
  patch: base.input(id.extend({ date: keyDateFields })).output(z.void()),
  delete: base.input(id).output(z.void()),
  restore: base.input(id).output(z.void()),
};
