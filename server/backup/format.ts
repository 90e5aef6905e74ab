/**
 * The backup file: zstd of lines of JSON. A head; for each table a line with its columns, then one line per row, its
 * values as PostgreSQL's own text or null; an end mark with the row counts and the SHA-256 of all lines before it.
 */
import { z } from 'zod';

export const formatName = 'rapport-backup';
export const formatVersion = 1;

export const backupHead = z.object({
  format: z.literal(formatName),
  version: z.int(),
  takenAt: z.iso.datetime({ precision: 3 }),
  serverEpoch: z.string(),
  /** Names of the migrations the rows' schema was made by. */
  migrations: z.array(z.string()).min(1),
  companies: z.array(z.object({ id: z.guid(), slug: z.string() })),
});
export type BackupHead = z.infer<typeof backupHead>;

export const tableLine = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
export type TableLine = z.infer<typeof tableLine>;

export const endLine = z.object({
  end: z.literal(true),
  rows: z.record(z.string(), z.int().min(0)),
  sha256: z.string(),
});
export type EndLine = z.infer<typeof endLine>;

/** A row is at most a few megabytes (a push is); a longer line is none of ours. */
export const maxLineBytes = 64 * 1024 * 1024;
