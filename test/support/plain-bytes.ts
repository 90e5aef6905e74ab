/**
 * What someone with the key could read out of a local file as it lies on the disk: every page, free ones included, and
 * every frame of the write-ahead log. SQLCipher 4 pages: AES-256-CBC under the raw key, then 16 bytes IV, 64 bytes HMAC.
 */
import { createDecipheriv } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { passwordKeeper } from '#core/session/password-keeper.ts';

const pageSize = 4096;
const reserved = 80;
const saltSize = 16;
const walHeader = 32;
const frameHeader = 24;

function plainBytesOf(file: string, key: Uint8Array): Buffer {
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

/** The same of the only profile in a data folder, by the person's password. */
export async function plainProfileOf(dataDir: string, password: string): Promise<Buffer> {
  const root = join(dataDir, 'profiles');
  const folder = join(root, readdirSync(root)[0]!);
  const { wrapped } = JSON.parse(readFileSync(join(folder, 'key.json'), 'utf8')) as { wrapped: string };
  return plainBytesOf(join(folder, 'rapport.db'), await passwordKeeper.unwrap(wrapped, { password }));
}
