import type { Clock } from './clock.ts';

/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits, so ids made on one device sort by the time
 * they were made and need no round trip to the server.
 */
export function uuidv7(clock: Clock): string {
  const bytes = randomBytes(16);
  const now = clock.now();
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (40 - 8 * i)) & 0xff;
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = hexOf(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** `byteCount` random bytes as lower-case hex: mutation ids (16 bytes) and anything else that must not be guessed. */
export function randomHex(byteCount: number): string {
  return hexOf(randomBytes(byteCount));
}

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += pairs[byte]!;
  return hex;
}

/** Asking for randomness costs much more than a byte of it: an import makes ids by the hundred thousand. */
const pool = new Uint8Array(4_096);
let used = pool.length;

/** Each byte is given out once. */
function randomBytes(count: number): Uint8Array {
  if (count > pool.length) return crypto.getRandomValues(new Uint8Array(count));
  if (used + count > pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const bytes = pool.slice(used, used + count);
  pool.fill(0, used, used + count);
  used += count;
  return bytes;
}

/** Ids that sort in the order they were taken, also within one millisecond: rows made together keep their order. */
export function createIdSequence(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(clock.now(), last + 1);
    const at = last;
    return uuidv7({ now: () => at });
  };
}
