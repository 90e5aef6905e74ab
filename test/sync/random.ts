/** Everything random in a run comes from its seed, also the ids and keys the program itself makes. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** In 0 … below-1. */
  below(limit: number): number;
}

/** mulberry32: small, fast, good enough to draw with. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  return { next, below: (limit) => Math.floor(next() * limit) };
}

/** Ids are then the same in every repetition of a run. Only for this process, which runs nothing else. */
export function seedCrypto(random: Random): void {
  Object.defineProperty(globalThis.crypto, 'getRandomValues', {
    configurable: true,
    value<T extends ArrayBufferView>(array: T): T {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      for (let i = 0; i < bytes.length; i++) bytes[i] = random.below(256);
      return array;
    },
  });
}
