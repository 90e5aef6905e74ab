/** Passwords, tokens and codes: how they are made, and the only form in which they are kept. */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

export interface Argon2Cost {
  memoryKib: number;
  passes: number;
}

/** OWASP's minimum for argon2id. */
export const defaultArgon2Cost: Argon2Cost = { memoryKib: 19_456, passes: 2 };

/** argon2id, the library's default variant. */
export function hashPassword(password: string, cost: Argon2Cost = defaultArgon2Cost): Promise<string> {
  return hash(password, {
    memoryCost: cost.memoryKib,
    timeCost: cost.passes,
    parallelism: 1,
  });
}

export function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password);
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An opaque 256-bit session token. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Digits and letters nobody confuses when reading them aloud. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

export function newEnrolmentCode(): string {
  return randomText(8);
}

export function newPassword(): string {
  return [randomText(5), randomText(5), randomText(5), randomText(5)].join('-');
}

/** As typed: lower case, spaces and dashes do not matter. */
export function normaliseCode(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '');
}

function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
