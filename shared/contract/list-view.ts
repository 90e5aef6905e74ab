/** Saved views of the customer list, and changing many customers at once. */
import { z } from 'zod';
import { tiers } from '../domain/entity/book.ts';
import { customerFilter, customerSort, listColumns, sortsAtMost } from '../domain/list-view.ts';
import { base } from './base.ts';

const viewFields = z.object({
  name: z.string().trim().min(1).max(50),
  filter: customerFilter,
  sorts: z.array(customerSort).min(1).max(sortsAtMost),
  columns: z.array(z.enum(listColumns)),
});
export type ListViewFields = z.infer<typeof viewFields>;

export const listViewContract = {
  /** In their order, each with how many customers it shows now. */
  list: base.output(z.array(viewFields.extend({ id: z.guid(), count: z.int(), pending: z.boolean() }))),
  /** Without an id a new one; REFUSED NAME_TAKEN where another view has the name. */
  save: base.input(viewFields.extend({ id: z.guid().optional() })).output(z.object({ id: z.guid() })),
  delete: base.input(z.object({ id: z.guid() })).output(z.void()),
  restore: base.input(z.object({ id: z.guid() })).output(z.void()),
};

export const bulkChange = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('addTag'),
    name: z.string().trim().min(1).max(50),
    reason: z.string().trim().max(200).default(''),
    expiresOn: z.iso.date().nullable().optional(),
  }),
  z.object({ do: z.literal('removeTag'), name: z.string().trim().min(1).max(50) }),
  /** The day of the next touch by hand, as customer.setNext. */
  z.object({ do: z.literal('setNext'), on: z.iso.date(), reason: z.string().trim().max(200).default('') }),
  z.object({ do: z.literal('setTier'), tier: z.enum(tiers), reason: z.string().trim().min(1).max(200) }),
]);
export type BulkChange = z.input<typeof bulkChange>;

const bulkInput = z.object({ ids: z.array(z.guid()).min(1).max(50_000), change: bulkChange });
const bulkPreview = z.object({
  /** Customers that will be another than before. */
  changed: z.int(),
  /** Those that are so already. */
  same: z.int(),
  /** Those no longer on the device, or deleted. */
  missing: z.int(),
  /** Tags of an exclusive group that give way, with how many customers each. */
  replaced: z.array(z.object({ name: z.string(), customers: z.int() })),
  /** For setNext: customers due on that day afterwards, and talks a day holds (R7); null for the other changes. */
  day: z.object({ due: z.int(), most: z.int() }).nullable(),
});

export const bulkContract = {
  preview: base.input(bulkInput).output(bulkPreview),
  /** REFUSED as customer.addTag. `undoId`: to take it back until the program ends; null where nothing was changed. */
  apply: base.input(bulkInput).output(bulkPreview.extend({ undoId: z.guid().nullable() })),
  /** What somebody changed again since stays as it is. NOT_FOUND after it was used, or after a restart. */
  undo: base.input(z.object({ undoId: z.guid() })).output(z.object({ changed: z.int() })),
};
