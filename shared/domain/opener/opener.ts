/**
 * Three ways to start a chat about a post (rules.md R5 TO_CHAT): a question, a shared memory, useful information. Made
 * of what the card and the library hold, without chance; never with promo words (R9).
 */
import { foundHardSell, foundWords, readText } from '../comment/word-match.ts';
import { isSadEvent } from '../comment/sad-event.ts';
import type { Moment } from '../entity/book.ts';
import type { Settings } from '../setting.ts';
import { byConcern, type LibraryText } from './concern-match.ts';

export interface OpenerInput {
  moment: Pick<Moment, 'kind' | 'body'>;
  /** How to address them; may be empty. */
  address: string;
  tags: readonly string[];
  /** Words of the last note, of the card; the newest note and the last touch in full. */
  facts: readonly string[];
  lastNote: string;
  lastTouch: string;
  /** What they are concerned about and nothing has answered yet (C13). */
  concerns: readonly string[];
  /** Texts of the library, in its order, without promo items. */
  library: readonly LibraryText[];
}

export const openerKinds = ['question', 'memory', 'useful'] as const;
export interface Opener {
  kind: (typeof openerKinds)[number];
  /** Empty where it cannot be made; `missing` says what for. */
  text: string;
  missing: 'memory' | 'content' | null;
}

const longestQuote = 16;
const questions: Readonly<Record<Moment['kind'], string>> = {
  family: '看到你说「{事}」，家里最近都还好吗？',
  travel: '看到你说「{事}」，这一路最喜欢哪里？',
  work: '看到你说「{事}」，最近是不是特别忙？',
  health: '看到你说「{事}」，现在感觉怎么样了？',
  mood: '看到你说「{事}」，今天过得怎么样？',
  achievement: '看到你说「{事}」，准备了多久呀？',
  complaint: '看到你说「{事}」，后来解决了吗？',
  other: '看到你说「{事}」，后来怎么样了？',
};

/** Always three, in the order of {@link openerKinds}. */
export function openersOf(input: OpenerInput, settings: Settings): Opener[] {
  const isSad = isSadEvent(input.moment, settings);
  return [question(input, isSad, settings), memory(input, isSad, settings), useful(input, isSad, settings)];
}

function question({ moment, address }: OpenerInput, isSad: boolean, settings: Settings): Opener {
  const quote = quoteOf(moment.body);
  const isClean = !isSelling(quote, settings);
  const text = isSad
    ? '看到你发的了，心里惦记着。这几天还好吗？有需要随时说。'
    : isClean
      ? questions[moment.kind].replace('{事}', quote)
      : '看到你发的朋友圈了，最近怎么样？';
  return { kind: 'question', text: greeted(address, text), missing: null };
}

function memory(input: OpenerInput, isSad: boolean, settings: Settings): Opener {
  const sources = [input.lastNote, input.lastTouch].map(quoteOf);
  const shared = sources.find((text) => text.length >= 2 && !isSelling(text, settings));
  const fact = input.facts.find((text) => !isSelling(text, settings));
  const remembered = shared ?? fact;
  if (remembered === undefined) return { kind: 'memory', text: '', missing: 'memory' };
  const text = isSad
    ? `还记得上次你说起「${remembered}」。这段时间先照顾好自己，想聊的时候我都在。`
    : `还记得上次你说起「${remembered}」，看到你这条，一下就想起来了。`;
  return { kind: 'memory', text: greeted(input.address, text), missing: null };
}

/**
 * The text of the library that speaks to an open concern; where none does, the first that has a tag, or a word of the post
 * of at least two characters.
 */
function useful(input: OpenerInput, isSad: boolean, settings: Settings): Opener {
  const { moment, address, tags, library, concerns } = input;
  // A text with another mark to fill in is not ready to be copied.
  const clean = library.filter(
    ({ title, body }) => !isSelling(`${title}\n${body}`, settings) && !filledWith(body, '').includes('{'),
  );
  const wanted = [...tags, ...wordsOf(moment.body, settings)].filter((word) => word.length >= 2);
  const item =
    byConcern(clean, concerns)[0] ??
    clean.find(({ title, body }) => foundWords(readText(`${title}\n${body}`), wanted).length > 0);
  if (!item) return { kind: 'useful', text: '', missing: 'content' };
  const filled = filledWith(item.body, address);
  const text = isSad ? `不急着回。${filled}` : filled;
  return {
    kind: 'useful',
    text: /\{称呼\}/.test(item.body) ? text : greeted(address, text),
    missing: null,
  };
}

function filledWith(body: string, address: string): string {
  return body.replaceAll('{称呼}', address).trim();
}

/** Words of the lists by which kinds are guessed, as far as the post has them: the subject it is about. */
function wordsOf(body: string, settings: Settings): string[] {
  const text = readText(body);
  const lists = ['achievement', 'health', 'travel', 'work', 'family'] as const;
  return lists.flatMap((kind) => foundWords(text, settings[`moment.words.${kind}`]));
}

function greeted(address: string, text: string): string {
  return address === '' ? text : `${address}，${text}`;
}

/** The first clause, short enough to be quoted. */
function quoteOf(text: string): string {
  const clause =
    text
      .trim()
      .split(/[，。！？,.!?;；\n]/u)
      .find((part) => part.trim() !== '') ?? '';
  const characters = [...clause.trim()];
  return characters.length > longestQuote
    ? `${characters.slice(0, longestQuote).join('')}…`
    : characters.join('');
}

function isSelling(text: string, settings: Settings): boolean {
  const read = readText(text);
  return (
    foundWords(read, settings['comment.promoWords']).length > 0 ||
    foundWords(read, settings['comment.tabooWords']).length > 0 ||
    foundHardSell(read, settings['comment.hardSellWords']).length > 0
  );
}
