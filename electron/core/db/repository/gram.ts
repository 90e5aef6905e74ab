/**
 * Pairs of characters. A text of a run of letters and figures 想做正畸 is kept as 想做 做正 正畸 and its last character 畸, so
 * that any two characters of it are one term, and any single one is the beginning of a term. Order and number are not
 * kept: what a longer word finds is checked in the text itself.
 */
import { fold } from './search-text.ts';

const run = /[\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+/gu;

/** A query of more terms is narrowed enough by the first of them. */
const termsAtMost = 24;

/** Different terms of a text, separated by spaces; empty where nothing can be found in it. */
export function gramsOf(text: string): string {
  const grams = new Set<string>();
  for (const [part] of fold(text).matchAll(run)) {
    let former = '';
    for (const character of part) {
      if (former !== '') grams.add(former + character);
      former = character;
    }
    grams.add(former);
  }
  return [...grams].join(' ');
}

/** The words of what was typed, folded. */
export function wordsOf(query: string): string[] {
  return query
    .normalize('NFKC')
    .trim()
    .split(/\s+/)
    .map(fold)
    .filter((word) => word !== '');
}

/** What FTS5 is asked for texts that may hold all words; undefined where no word has a letter or figure. */
export function gramQuery(words: readonly string[]): string | undefined {
  const terms = new Set<string>();
  for (const word of words) {
    for (const [part] of word.matchAll(run)) {
      const characters = Array.from(part);
      if (characters.length === 1) terms.add(`"${part}" *`);
      for (let n = 1; n < characters.length; n++) terms.add(`"${characters[n - 1]}${characters[n]}"`);
    }
  }
  return terms.size === 0 ? undefined : [...terms].slice(0, termsAtMost).join(' AND ');
}
