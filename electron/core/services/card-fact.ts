/** What a card knows about a person that a comment can take up. */
import type { CommentHint } from '#shared/contract/comment.ts';
import type { Customer } from '#shared/domain/entity/book.ts';

/** Longer ones read like a form in a comment. */
const longestFact = 10;
const mostNoteWords = 6;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const name = /^[小阿老]\p{Script=Han}$/u;

/** Names first, then the other words of two to four characters, in the order of the note. */
export function noteWords(note: string, stopWords: readonly string[]): string[] {
  const stops = new Set(stopWords);
  const found = [...segmenter.segment(note)]
    .map(({ segment }) => segment)
    .filter((word) => /^\p{Script=Han}{2,4}$/u.test(word) && !stops.has(word));
  const words = [...new Set(found)];
  return [...words.filter((word) => name.test(word)), ...words.filter((word) => !name.test(word))].slice(
    0,
    mostNoteWords,
  );
}

/** How they may be addressed: the way that is on the card, else their name. */
export function addressesOf({ addressAs, nickname, name: fullName }: Customer): string[] {
  return [addressAs || fullName, nickname].filter((word) => word !== '');
}

/** Facts make a comment personal (S3); addresses do a little; tags make it specific (S1). */
export function hintsOf(
  customer: Customer,
  tags: readonly string[],
  lastNote: string,
  stopWords: readonly string[],
): CommentHint[] {
  const hint = (source: CommentHint['source']) => (text: string) => ({ source, text });
  const [address, ...others] = addressesOf(customer);
  const city = customer.city.replace(/(?<=..)[省市区县]$/u, '');
  const all = [
    ...(address ? [address] : []).map(hint('address')),
    ...noteWords(lastNote, stopWords).map(hint('note')),
    ...[city, customer.company, customer.jobTitle].map(hint('card')),
    ...tags.map(hint('tag')),
    ...others.map(hint('address')),
  ];
  const seen = new Set<string>();
  return all.filter(({ text }) => {
    if (text.length < 2 || text.length > longestFact || seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
