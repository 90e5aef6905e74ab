/** Reads a zip's central directory, so that sizes are known before anything is unpacked. */
import { inflateRawSync } from 'node:zlib';
import { ImportError } from './import-error.ts';
import { importLimits } from './import-limit.ts';

export interface ZipEntry {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  offset: number;
}

const broken = (detail: string): ImportError => new ImportError('BROKEN', detail);

function endRecord(buffer: Buffer): number {
  const lowest = Math.max(0, buffer.length - 65_557);
  for (let at = buffer.length - 22; at >= lowest; at -= 1) {
    if (buffer.readUInt32LE(at) === 0x06054b50) return at;
  }
  throw broken('the file is cut off: it has no zip directory');
}

/** Sizes of 4 GB and more stand in an extra field; some writers put small ones there too. */
function zip64Sizes(extra: Buffer, entry: ZipEntry): void {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let field = at + 4;
    const next = (value: number): number => {
      if (value !== 0xffffffff || field + 8 > extra.length) return value;
      field += 8;
      return Number(extra.readBigUInt64LE(field - 8));
    };
    entry.unpacked = next(entry.unpacked);
    entry.packed = next(entry.packed);
    entry.offset = next(entry.offset);
  }
}

export function readZipDirectory(bytes: Uint8Array): ZipEntry[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < 22) throw broken('the file is cut off');
  const end = endRecord(buffer);
  const count = buffer.readUInt16LE(end + 10);
  if (count > importLimits.zipEntries) throw new ImportError('TOO_LARGE', `${count} entries`);
  let at = buffer.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== 0x02014b50)
      throw broken('damaged zip directory');
    const nameLength = buffer.readUInt16LE(at + 28);
    const extraLength = buffer.readUInt16LE(at + 30);
    const extraAt = at + 46 + nameLength;
    const entry: ZipEntry = {
      name: buffer
        .toString('utf8', at + 46, extraAt)
        .replaceAll('\\', '/')
        .replace(/^\/+/, ''),
      method: buffer.readUInt16LE(at + 10),
      packed: buffer.readUInt32LE(at + 20),
      unpacked: buffer.readUInt32LE(at + 24),
      offset: buffer.readUInt32LE(at + 42),
    };
    zip64Sizes(buffer.subarray(extraAt, extraAt + extraLength), entry);
    entries.push(entry);
    at = extraAt + extraLength + buffer.readUInt16LE(at + 32);
  }
  return entries;
}

/** Refuses by what the directory declares; `unpackEntry` holds each entry to its declaration. */
export function checkZipSizes(entries: ZipEntry[], fileBytes: number): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (unpacked > importLimits.unpackedBytes) throw new ImportError('TOO_LARGE', `${unpacked} bytes unpacked`);
  if (unpacked > importLimits.ratioFromBytes && unpacked / fileBytes > importLimits.zipRatio) {
    throw new ImportError('TOO_LARGE', `unpacks to ${Math.round(unpacked / fileBytes)} times its size`);
  }
}

export function unpackEntry(bytes: Uint8Array, entry: ZipEntry): Buffer {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > buffer.length || buffer.readUInt32LE(entry.offset) !== 0x04034b50) {
    throw broken(`damaged zip entry ${entry.name}`);
  }
  const start =
    entry.offset + 30 + buffer.readUInt16LE(entry.offset + 26) + buffer.readUInt16LE(entry.offset + 28);
  const packed = buffer.subarray(start, start + entry.packed);
  if (packed.length < entry.packed) throw broken(`the file is cut off in ${entry.name}`);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw broken(`unknown packing of ${entry.name}`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(entry.unpacked, 1) });
  } catch (error) {
    if (error instanceof RangeError)
      throw new ImportError('TOO_LARGE', `${entry.name} is larger than declared`);
    throw broken(`damaged zip entry ${entry.name}`);
  }
}
