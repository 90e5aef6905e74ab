/**
 * What someone with the key could read out of a local file as it lies on the disk: every page, free ones included, and
 * every frame of the write-ahead log. SQLCipher 4 pages: AES-256-CBC under the raw key, then 16 bytes IV, 64 bytes HMAC.
 */
import { createDecipheriv } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { profileKeyOf, type Unlock } from './profile-key.ts';

const pageSize = 4096;
const reserved = 80;
const saltSize = 16;
const block = 16;
const walHeader = 32;
const frameHeader = 24;

export function plainBytesOf(file: string, key: Uint8Array): Buffer {
  const db = readFileSync(file);
  const log = existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : Buffer.alloc(0);
  const pages: Buffer[] = [];
  for (let at = 0; at + pageSize <= db.length; at += pageSize) {
    pages.push(db.subarray(at + (at === 0 ? saltSize : 0), at + pageSize));
  }
  for (let at = walHeader; at + frameHeader + pageSize <= log.length; at += frameHeader + pageSize) {
    const isFirst = log.readUInt32BE(at) === 1;
    const from = at + frameHeader;
    pages.push(log.subarray(from + (isFirst ? saltSize : 0), from + pageSize));
  }
  return decrypt(pages, key);
}

/** All pages as one text, which costs a fraction of one by one: each begins with the block before it instead of its IV. */
function decrypt(pages: readonly Buffer[], key: Uint8Array): Buffer {
  const bodies = pages.map((page) => page.subarray(0, page.length - reserved));
  const cipher = Buffer.concat(bodies);
  const decipher = createDecipheriv('aes-256-cbc', key, Buffer.alloc(block)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(cipher), decipher.final()]);
  let at = 0;
  for (const page of pages) {
    const end = page.length - reserved;
    for (let i = 0; i < block; i++) plain[at + i]! ^= (cipher[at - block + i] ?? 0) ^ page[end + i]!;
    at += end;
  }
  return plain;
}

/** The same of the only profile in a data folder. */
export async function plainProfileOf(dataDir: string, unlock: Unlock): Promise<Buffer> {
  const { file, key } = await profileKeyOf(dataDir, unlock);
  return plainBytesOf(file, key);
}
