/** A text in sentences, in one pass; a sentence that never ends is cut at a comma or at its longest. */
import { longestQuote } from './proposal.ts';

const ends = new Set([...'。！？!?；;\n…~～']);
const commas = new Set([...'，,、 ']);

export function sentencesOf(text: string): string[] {
  const found: string[] = [];
  let from = 0;
  let comma = -1;
  const take = (to: number) => {
    const sentence = text.slice(from, to).trim();
    if (sentence !== '') found.push(sentence);
    from = to;
    comma = -1;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (ends.has(character)) {
      take(at + (character === '\n' ? 0 : 1));
      continue;
    }
    if (commas.has(character)) comma = at;
    // A pair of surrogates stays whole.
    if (at - from + 1 >= longestQuote && !/[\ud800-\udbff]/u.test(character))
      take(comma > from ? comma + 1 : at + 1);
  }
  take(text.length);
  return found;
}
