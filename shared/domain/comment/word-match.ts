/** Which words of a list a text has. */
import { memo } from '../../lib/memo.ts';
import { folded } from './comment-text.ts';

/** The words of the lists are looked for at every key. */
const foldedWord = memo(2_000, folded);

export interface ReadText {
  raw: string;
  folded: string;
}

export function readText(text: string): ReadText {
  return { raw: text, folded: folded(text) };
}

/** The words found, in the order of the list. */
export function foundWords(text: ReadText, words: readonly string[]): string[] {
  return words.filter((word) => word !== '' && hasWord(text, word));
}

/**
 * Whether any word of the list is in the text: what {@link foundWords} would find, at a fraction of its price. A plan of
 * a big book asks this of thousands of posts.
 */
export function hasAnyWord(text: ReadText, words: readonly string[]): boolean {
  const { raw, folded: inFolded } = formsOf(words);
  return (raw?.test(text.raw) ?? false) || (inFolded?.test(text.folded) ?? false);
}

/** A list is an array that nobody changes: its two forms are made once. */
const knownForms = new WeakMap<readonly string[], { raw: RegExp | null; folded: RegExp | null }>();

function formsOf(words: readonly string[]) {
  let forms = knownForms.get(words);
  if (!forms) {
    const given = words.filter((word) => word !== '');
    forms = { raw: anyOf(given), folded: anyOf(given.map(folded).filter((word) => word !== '')) };
    knownForms.set(words, forms);
  }
  return forms;
}

/** Of regular expressions. */
const special = /[\\^$.*+?()[\]{}|/-]/g;

function anyOf(words: readonly string[]): RegExp | null {
  return words.length === 0 ? null : new RegExp(words.map((word) => word.replace(special, '\\$&')).join('|'));
}

export function hasWord(text: ReadText, word: string): boolean {
  if (text.raw.includes(word)) return true;
  const wanted = foldedWord(word);
  return wanted !== '' && text.folded.includes(wanted);
}

/** A link, a price or discount, a mobile number. Of the text in one width, spaces kept. */
const hardSellForms = [
  /(?:https?:\/\/|www\.)\S+/iu,
  /[a-z0-9][a-z0-9-]*\.(?:com|cn|net|shop|store|top|vip)\b\S*/iu,
  /\d+(?:\.\d+)?\s*万?\s*[元块折]/u,
  /打[一二三四五六七八九两半]{1,2}折/u,
  /(?<!\d)1[3-9]\d(?:[\s-]?\d){8}(?!\d)/u,
];

export function foundHardSell(text: ReadText, words: readonly string[]): string[] {
  const plain = text.raw.normalize('NFKC');
  const forms = hardSellForms.flatMap((form) => form.exec(plain)?.[0].trim() ?? []);
  return [...new Set([...foundWords(text, words), ...forms])];
}
