/** The lines with which a running server answers its console, and where it can be reached. */
import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { z } from 'zod';

export const commandRequest = z.strictObject({
  name: z.string(),
  values: z.record(z.string(), z.string()),
});

export const controlLine = z.union([
  z.object({ say: z.string() }),
  /** Progress: shown, but no part of the answer. */
  z.object({ tell: z.string() }),
  /** The last line: whether all is well. */
  z.object({ end: z.boolean() }),
  z.object({ error: z.string(), isUsage: z.boolean() }),
]);
export type ControlLine = z.infer<typeof controlLine>;

/** A socket inside the data folder, whose rights guard it; on Windows a pipe named after the folder. */
export function controlAddress(dataDir: string): string {
  if (process.platform === 'win32') {
    const name = createHash('sha256').update(dataDir.toLowerCase()).digest('hex').slice(0, 32);
    return `\\\\.\\pipe\\rapport-${name}`;
  }
  const file = join(dataDir, 'control.sock');
  const shorter = relative(process.cwd(), file);
  // The system takes about a hundred bytes.
  return shorter.length < file.length ? shorter : file;
}
