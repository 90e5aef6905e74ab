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
const walHeader = 32;
const frameHeader = 24;

export function plainBytesOf(file: string, key: Uint8Array): Buffer {
  const db = readFileSync(file);
  const log = existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : Buffer.alloc(0);
  const parts: Buffer[] = [];
  for (let at = 0; at + pageSize <= db.length; at += pageSize) {
    parts.push(decrypt(db.subarray(at, at + pageSize), key, at === 0));
  }
  for (let at = walHeader; at + frameHeader + pageSize <= log.length; at += frameHeader + pageSize) {
    const isFirst = log.readUInt32BE(at) === 1;
    parts.push(decrypt(log.subarray(at + frameHeader, at + frameHeader + pageSize), key, isFirst));
  }
  return Buffer.concat(parts);
}

function decrypt(page: Buffer, key: Uint8Array, isFirst: boolean): Buffer {
  const end = pageSize - reserved;
  const decipher = createDecipheriv('aes-256-cbc', key, page.subarray(end, end + 16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(page.subarray(isFirst ? saltSize : 0, end)), decipher.final()]);
}

/** The same of the only profile in a data folder. */
export async function plainProfileOf(dataDir: string, unlock: Unlock): Promise<Buffer> {
  const { file, key } = await profileKeyOf(dataDir, unlock);
  return plainBytesOf(file, key);
}
