/** The value kept beside the file that tells a wrong key from a ruined file; it gives nothing away about the key. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export function keyCheckOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('rapport local file key check').digest('hex').slice(0, 32);
}

export function isKeyOf(key: Uint8Array, check: string): boolean {
  const own = Buffer.from(keyCheckOf(key));
  const given = Buffer.from(check);
  return own.length === given.length && timingSafeEqual(own, given);
}
