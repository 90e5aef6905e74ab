/** `GET /v1/export/allowance` and `POST /v1/export/begin`: customers leave for a file only with the server's yes. */
import { z } from 'zod';

export const exportFormats = ['csv', 'xlsx', 'vcard'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Rows one may still export today (Shanghai); null: no limit. */
export const exportAllowance = z.object({ rowsLeft: z.int().min(0).nullable(), perDay: z.int().nullable() });
export type ExportAllowance = z.infer<typeof exportAllowance>;

export const exportRequest = z.strictObject({
  format: z.enum(exportFormats),
  rows: z.int().min(1).max(1_000_000),
  /** Which filter was set, without any text of a customer: `tiers=A,B tags=2 search where=city,orders`. */
  filter: z
    .string()
    .max(200)
    .regex(/^[\w=, -]*$/),
});
export type ExportRequest = z.infer<typeof exportRequest>;

export const exportResponse = z.discriminatedUnion('granted', [
  z.object({
    granted: z.literal(true),
    /** Stands in every row of the file and in the audit log. */
    exportId: z.guid(),
    at: z.string(),
    rowsLeft: z.int().min(0).nullable(),
  }),
  /** More rows than are left today; nothing is counted. */
  z.object({ granted: z.literal(false), rowsLeft: z.int().min(0) }),
]);
