/** Small JSON files that are there as a whole or not at all. */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import type { z } from 'zod';
import { CoreError } from '../core-error.ts';

/**
 * Written beside the target, flushed, then renamed over it. `padTo`: blanks follow until the file has so many bytes, so
 * that {@link overwriteWhole} finds room on a full disk. Throws STORAGE.
 */
export function writeWhole(file: string, value: unknown, padTo = 0): void {
  const draft = `${file}.new`;
  asStorage(() => {
    const handle = openSync(draft, 'w', 0o600);
    try {
      writeAll(handle, padded(JSON.stringify(value), padTo));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  });
}

/**
 * Puts a value over the bytes of an existing file, in place, so that nothing of what stood there is left and no room
 * is needed. False where the file was too small for it and the disk gives no more: it is then blank. Throws STORAGE
 * where the old bytes may still be there.
 */
export function overwriteWhole(file: string, value: unknown): boolean {
  return asStorage(() => {
    const handle = openSync(file, 'r+');
    try {
      const { size } = fstatSync(handle);
      const text = padded(JSON.stringify(value), size);
      const fits = text.length <= size;
      writeAll(handle, fits ? text : padded('', size));
      fsyncSync(handle);
      return fits || tryWrite(handle, text);
    } finally {
      closeSync(handle);
    }
  });
}

function tryWrite(handle: number, bytes: Buffer): boolean {
  try {
    writeAll(handle, bytes);
    fsyncSync(handle);
    return true;
  } catch {
    return false;
  }
}

/** A short write is gone on with; the rest of a failing one is thrown. */
function writeAll(handle: number, bytes: Buffer): void {
  let at = 0;
  while (at < bytes.length) at += writeSync(handle, bytes, at, bytes.length - at, at);
}

function padded(text: string, size: number): Buffer {
  const bytes = Buffer.from(text);
  return bytes.length >= size ? bytes : Buffer.concat([bytes, Buffer.alloc(size - bytes.length, ' ')]);
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
