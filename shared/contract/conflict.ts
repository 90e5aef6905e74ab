/** Values that came too late (待裁定), and how they are settled. */
import { z } from 'zod';
import { base } from './base.ts';

export const conflictView = z.object({
  id: z.guid(),
  customerId: z.guid().nullable(),
  customerName: z.string().nullable(),
  entity: z.string(),
  /** The row the field belongs to. */
  rowId: z.guid(),
  field: z.string(),
  /** The values are shown masked until `customer.reveal` of the row has noted the look (rules.md R17); null: in plain. */
  maskedAs: z.enum(['phone', 'wechat']).nullable(),
  keptValue: z.json(),
  /** Who wrote the kept value, and when by that device's clock; null where it is not known. */
  keptByName: z.string().nullable(),
  keptAt: z.string().nullable(),
  lateValue: z.json(),
  lateByName: z.string().nullable(),
  lateAt: z.string(),
});
export const conflictContract = {
  list: base.input(z.object({ customerId: z.guid().optional() })).output(z.array(conflictView)),
  /**
   * `take` sets the late values, of several for one field the last one; `dismiss` keeps the present ones. Those that are
   * closed already stay as they are. `left`: those that could not be settled here, because their row or they themselves
   * are no longer on the device, or only a newer program knows the field; they stay as they are too. `undoId`: for `undo`; null where nothing was decided.
   */
  resolve: base
    .input(z.object({ ids: z.array(z.guid()).min(1).max(500), action: z.enum(['take', 'dismiss']) }))
    .output(z.object({ left: z.int(), undoId: z.guid().nullable() })),
  /**
   * Takes a decision of this run of the program back: the conflicts are open again, the fields have their former values.
   * What was decided or written since stays. NOT_FOUND for one that is not known any more.
   */
  undo: base.input(z.object({ undoId: z.guid() })).output(z.object({ reopened: z.int() })),
};
