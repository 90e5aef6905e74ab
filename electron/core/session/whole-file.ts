/** Small JSON files that are there as a whole or not at all. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { z } from 'zod';
import { CoreError } from '../core-error.ts';

/** Written beside the target, flushed, then renamed over it. Throws STORAGE. */
export function writeWhole(file: string, value: unknown): void {
  const draft = `${file}.new`;
  asStorage(() => {
    const handle = openSync(draft, 'w', 0o600);
    try {
      writeSync(handle, JSON.stringify(value));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  });
}

/** Undefined where there is no file; throws REFUSED FILE_DAMAGED where it holds something else. */
export function readWhole<S extends z.ZodType>(file: string, schema: S): z.output<S> | undefined {
  if (!existsSync(file)) return undefined;
  const text = asStorage(() => readFileSync(file, 'utf8'));
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new CoreError('REFUSED', 'FILE_DAMAGED', { cause: error });
  }
}

/** Turns a failing file system into STORAGE with the system's code. */
export function asStorage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
      throw new CoreError('STORAGE', error.code, { cause: error });
    }
    throw error;
  }
}
