import { z } from 'zod';
import { exportAllowance, exportFormats } from '../protocol/export.ts';
import { base } from './base.ts';
import { customerFilter } from '../domain/list-view.ts';

export const exportInput = z.object({
  format: z.enum(exportFormats),
  /** In the order of the file; those that are not on the device (any more) are left out. */
  customerIds: z.array(z.guid()).min(1).max(60_000),
  /** What the list was filtered by, for the audit log; no text of it leaves the device. */
  filter: customerFilter,
  /** The customers were picked one by one in that list. */
  picked: z.boolean().default(false),
  language: z.enum(['zh-CN', 'en']),
});
export type ExportInput = z.infer<typeof exportInput>;

export const exportFile = z.object({
  fileName: z.string(),
  bytes: z.instanceof(Blob),
  rows: z.int(),
  /** Left today after this one; null: no limit. */
  rowsLeft: z.int().nullable(),
  exportId: z.guid(),
});

/** Online only: the server grants, counts and logs each export (rules.md R17). */
export const exportContract = {
  allowance: base.output(exportAllowance),
  /** REFUSED EXPORT_LIMIT: more rows than are left today. NOT_FOUND: none of the customers is on the device. */
  run: base.input(exportInput).output(exportFile),
};
