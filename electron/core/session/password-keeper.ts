/** Wraps a key with one derived from the password: scrypt, then AES-256-GCM. */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { CoreError } from '../core-error.ts';
import type { KeyKeeper } from './key-keeper.ts';

/** Each wrapped key names its own cost, so that a later version may ask for more. */
const scheme = /^scrypt-(1[0-9]|20)$/;

/**
 * A guess costs 2^`exponent` × 1 KB of memory and the time to fill it. Scrypt, because the crypto library of every host
 * has it.
 */
export function createPasswordKeeper(exponent: number): KeyKeeper {
  return {
    kind: 'password',
    async wrap(key, { password }) {
      const salt = randomBytes(16);
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', await derive(password, salt, exponent), iv);
      const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
      return [`scrypt-${exponent}`, ...[salt, iv, sealed].map((part) => part.toString('base64url'))].join(
        '.',
      );
    },
    unwrap,
  };
}

/** 128 MB and about a third of a second a guess. */
export const passwordKeeper = createPasswordKeeper(17);

async function unwrap(wrapped: string, { password }: { password: string }): Promise<Uint8Array> {
  const [name = '', ...parts] = wrapped.split('.');
  const [salt, iv, sealed] = parts.map((part) => Buffer.from(part, 'base64url'));
  const exponent = scheme.exec(name)?.[1];
  if (!exponent || !salt || !iv || !sealed || sealed.length < 16) throw new CoreError('REFUSED', 'WRONG_KEY');
  const derived = await derive(password, salt, Number(exponent));
  try {
    const decipher = createDecipheriv('aes-256-gcm', derived, iv);
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  } catch (error) {
    throw new CoreError('REFUSED', 'WRONG_KEY', { cause: error });
  }
}

function derive(password: string, salt: Uint8Array, exponent: number): Promise<Buffer> {
  const cost = { N: 2 ** exponent, r: 8, p: 1, maxmem: 2 ** exponent * 1_024 * 2 };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, 32, cost, (error, derived) => {
      if (error) reject(error);
      else resolve(derived);
    });
  });
}
