/**
 * Finds damage in a write-ahead log that SQLite passes over in silence: it takes the first frame that does not fit for
 * the end of the log, and what was committed after it is gone. https://www.sqlite.org/fileformat2.html#walformat
 */
import { existsSync, readFileSync } from 'node:fs';

const headerBytes = 32;
const frameHeaderBytes = 24;

/** True where the log holds a commit that could not be reached any more. */
export function isLogDamaged(file: string): boolean {
  const log = `${file}-wal`;
  if (!existsSync(log)) return false;
  const bytes = readFileSync(log);
  if (bytes.length < headerBytes) return false;
  const read = readerOf(bytes);
  const sum = checksum(read, 0, 24, [0, 0]);
  // Written and flushed before the first frame, so a torn header stands before a log without one.
  if (!isSum(bytes, 24, sum)) return bytes.length > headerBytes;
  return hasCommitAfter(bytes, endOfChain(bytes, read, sum));
}

type Sum = readonly [number, number];
type Read = (at: number) => number;

/** The checksums are made of words in the byte order of the machine that wrote the log. */
function readerOf(bytes: Buffer): Read {
  const isBigEndian = (bytes.readUInt32BE(0) & 1) === 1;
  return isBigEndian ? (at) => bytes.readUInt32BE(at) : (at) => bytes.readUInt32LE(at);
}

const frameBytes = (bytes: Buffer) => frameHeaderBytes + bytes.readUInt32BE(8);

/** Where the frames end that follow from one another. */
function endOfChain(bytes: Buffer, read: Read, header: Sum): number {
  const size = frameBytes(bytes);
  let sum = header;
  let at = headerBytes;
  for (; at + size <= bytes.length; at += size) {
    sum = checksum(read, at, 8, sum);
    sum = checksum(read, at + frameHeaderBytes, size - frameHeaderBytes, sum);
    if (!isOfThisLog(bytes, at) || !isSum(bytes, at + 16, sum)) break;
  }
  return at;
}

/** Frames of an earlier use of the file carry other salts; a frame that ends a transaction names the size it left. */
function hasCommitAfter(bytes: Buffer, from: number): boolean {
  const size = frameBytes(bytes);
  for (let at = from; at + frameHeaderBytes <= bytes.length; at += size) {
    if (isOfThisLog(bytes, at) && bytes.readUInt32BE(at + 4) !== 0) return true;
  }
  return false;
}

function isOfThisLog(bytes: Buffer, frame: number): boolean {
  return bytes.compare(bytes, 16, 24, frame + 8, frame + 16) === 0;
}

function isSum(bytes: Buffer, at: number, [a, b]: Sum): boolean {
  return bytes.readUInt32BE(at) === a && bytes.readUInt32BE(at + 4) === b;
}

function checksum(read: Read, from: number, length: number, start: Sum): Sum {
  let [a, b] = start;
  for (let at = from; at < from + length; at += 8) {
    a = (a + read(at) + b) >>> 0;
    b = (b + read(at + 4) + a) >>> 0;
  }
  return [a, b];
}
