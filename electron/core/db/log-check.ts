/**
 * Finds damage in a write-ahead log that SQLite passes over in silence: it takes the first frame that does not fit for
 * the end of the log, and what was committed after it is gone. https://www.sqlite.org/fileformat2.html#walformat
 */
import { existsSync, readFileSync } from 'node:fs';

const headerBytes = 32;
const frameHeaderBytes = 24;

/** How far a log had come: which one it is, by its salts in hexadecimal, and how many frames were committed. */
export interface LogPlace {
  salts: string;
  frames: number;
}

/**
 * True where the log holds less than it is known to have held. Where nothing is known of this log: where it holds a
 * commit that could not be reached any more. A transaction that was being written when the program died is no damage:
 * the frame that was to end it stands there torn, or behind frames that were written over what it had begun.
 */
export function isLogDamaged(file: string, known?: LogPlace): boolean {
  const log = `${file}-wal`;
  if (!existsSync(log)) return false;
  const bytes = readFileSync(log);
  if (bytes.length < headerBytes) return false;
  const read = readerOf(bytes);
  const sum = checksum(read, 0, 24, [0, 0]);
  // Written and flushed before the first frame, so a torn header stands before a log without one.
  if (!isSum(bytes, 24, sum)) return bytes.length > headerBytes;
  const chain = chainOf(bytes, read, sum);
  if (known?.salts === bytes.toString('hex', 16, 24)) return chain.committed < known.frames;
  return hasCommitAfter(bytes, read, chain.end);
}

type Sum = readonly [number, number];
type Read = (at: number) => number;

/** The checksums are made of words in the byte order of the machine that wrote the log. */
function readerOf(bytes: Buffer): Read {
  const isBigEndian = (bytes.readUInt32BE(0) & 1) === 1;
  return isBigEndian ? (at) => bytes.readUInt32BE(at) : (at) => bytes.readUInt32LE(at);
}

const frameBytes = (bytes: Buffer) => frameHeaderBytes + bytes.readUInt32BE(8);

/** Where the frames end that follow from one another, and how many of them the last commit makes valid. */
function chainOf(bytes: Buffer, read: Read, header: Sum): { end: number; committed: number } {
  const size = frameBytes(bytes);
  let sum = header;
  let end = headerBytes;
  let committed = 0;
  for (; end + size <= bytes.length; end += size) {
    sum = sumOfFrame(read, end, size, sum);
    if (!isOfThisLog(bytes, end) || !isSum(bytes, end + 16, sum)) break;
    if (isCommit(bytes, end)) committed = (end - headerBytes) / size + 1;
  }
  return { end, committed };
}

/** Whole frames count only: such a one follows from the frame before it as that one tells its sum. */
function hasCommitAfter(bytes: Buffer, read: Read, broken: number): boolean {
  const size = frameBytes(bytes);
  for (let at = broken + size; at + size <= bytes.length; at += size) {
    if (!isOfThisLog(bytes, at) || !isCommit(bytes, at)) continue;
    const before = at - size;
    const told = [bytes.readUInt32BE(before + 16), bytes.readUInt32BE(before + 20)] as const;
    if (isSum(bytes, at + 16, sumOfFrame(read, at, size, told))) return true;
  }
  return false;
}

function sumOfFrame(read: Read, at: number, size: number, before: Sum): Sum {
  return checksum(read, at + frameHeaderBytes, size - frameHeaderBytes, checksum(read, at, 8, before));
}

/** A frame that ends a transaction names the size it left the file with. */
function isCommit(bytes: Buffer, frame: number): boolean {
  return bytes.readUInt32BE(frame + 4) !== 0;
}

/** Frames of an earlier use of the file carry other salts. */
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
