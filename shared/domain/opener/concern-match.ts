/** Which text of the library speaks to what a customer is concerned about (C13). */

export interface LibraryText {
  title: string;
  body: string;
  /** What it answers, as the company wrote it; may be empty. */
  concern: string;
}

/** A single pair of characters that both have (孩子) says too little of what they are about. */
const fewestPairs = 2;

/** The texts that speak to a concern, the most to the point first; of equals the order stays. */
export function byConcern<T extends LibraryText>(texts: readonly T[], concerns: readonly string[]): T[] {
  const wanted = concerns.map(pairsOf);
  return texts
    .map((text) => {
      const has = pairsOf(`${text.title}\n${text.body}\n${text.concern}`);
      const shared = wanted.map((pairs) => [...pairs].filter((pair) => has.has(pair)).length);
      return { text, most: Math.max(0, ...shared) };
    })
    .filter(({ most }) => most >= fewestPairs)
    .toSorted((a, b) => b.most - a.most)
    .map(({ text }) => text);
}

/** Every two characters that stand together, within a run of letters and digits. */
function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (const [run] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]+/gu)) {
    const characters = [...run];
    for (let at = 1; at < characters.length; at++) pairs.add(characters[at - 1]! + characters[at]!);
  }
  return pairs;
}
