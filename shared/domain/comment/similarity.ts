/** How alike two comments are: shared pairs of neighbouring CJK characters, 0 (nothing) to 1 (the same). */
import { bareWords, hanStretches } from './comment-text.ts';

export interface Fingerprint {
  readonly bare: string;
  readonly pairs: ReadonlyMap<string, number>;
  readonly count: number;
}

export function fingerprintOf(text: string): Fingerprint {
  const bare = bareWords(text);
  const pairs = new Map<string, number>();
  const characters = hanStretches(bare).flat();
  for (let place = 0; place + 1 < characters.length; place++) {
    const pair = `${characters[place]}${characters[place + 1]}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return { bare, pairs, count: Math.max(0, characters.length - 1) };
}

/** Twice the shared pairs over all pairs (Dice); 1 where both are the same words, whatever stands between them. */
export function similarityOf(a: Fingerprint, b: Fingerprint): number {
  if (a.bare !== '' && a.bare === b.bare) return 1;
  if (a.count === 0 || b.count === 0) return 0;
  let shared = 0;
  const [few, many] = a.pairs.size <= b.pairs.size ? [a, b] : [b, a];
  for (const [pair, times] of few.pairs) shared += Math.min(times, many.pairs.get(pair) ?? 0);
  return (2 * shared) / (a.count + b.count);
}
