/**
 * How far SQLite has committed into the write-ahead log, as its index beside the log tells.
 * https://www.sqlite.org/walformat.html#the_wal_index_header
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import type { LogPlace } from './log-check.ts';

const headerBytes = 48;
const initializedAt = 12;
const framesAt = 16;
const saltsAt = 32;

export interface LogIndex {
  /** Undefined where the index cannot be read. */
  find(): LogPlace | undefined;
  /** Only after the connection is closed: closing the file takes SQLite's locks on it away with it. */
  close(): void;
}

export function openLogIndex(file: string): LogIndex {
  let handle: number | undefined;
  // Written twice, so that half a change is noticed.
  const bytes = Buffer.alloc(2 * headerBytes);
  return {
    find() {
      try {
        handle ??= openSync(`${file}-shm`, 'r');
        if (readSync(handle, bytes, 0, bytes.length, 0) < bytes.length) return undefined;
      } catch {
        return undefined;
      }
      const isWhole = bytes.compare(bytes, headerBytes, 2 * headerBytes, 0, headerBytes) === 0;
      if (!isWhole || bytes[initializedAt] !== 1) return undefined;
      const frames = endianness() === 'LE' ? bytes.readUInt32LE(framesAt) : bytes.readUInt32BE(framesAt);
      return { salts: bytes.toString('hex', saltsAt, saltsAt + 8), frames };
    },
    close() {
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
    },
  };
}
