/**
 * A talk pasted from a chat program as messages (practice I03). Read are WeChat's own mailed text and what its Windows and
 * Mac programs put on the clipboard; the forms are told in talk-head.ts. The program itself never touches WeChat.
 */
import { isMailSource, textOfMail } from './mail-text.ts';
import { findFrame, isFrameLine, realHeads } from './mailed-talk.ts';
import { datesOf } from './talk-date.ts';
import { headsOf, isBlank, talkForms, type Head, type TalkForm } from './talk-head.ts';
import { placeholderOf, type TalkMessage } from './talk-message.ts';
import { findDivider } from './talk-stamp.ts';

export interface Talk {
  form: TalkForm;
  /** The form is one a chat program writes; a person may have typed the others as an ordinary note. */
  isSure: boolean;
  isGroup: boolean;
  /** The two names the first line of a mailed talk has; they may be the same. */
  names: readonly [string, string] | null;
  messages: TalkMessage[];
}

export interface TalkOptions {
  /** The instant of the paste. */
  now: number;
  /** Names that are no surprise: the customer's, the rep's own, those mapped before. */
  known?: readonly string[];
}

/** More is never read: 300,000 characters are about 10,000 messages. */
export const longestTalk = 300_000;
/** A message is cut into pieces of this many characters (with two for each line), the same ones every time. */
const longestPiece = 8_000;
const selfNames = ['我', '我方', '本人'];

/**
 * Undefined where the text is no talk. Of the text, line ends become `\n`, NUL goes, lone surrogates become U+FFFD;
 * everything else of a message stays as it is but for blank lines around it.
 */
export function parseTalk(given: string, { now, known = [] }: TalkOptions): Talk | undefined {
  const lines = linesOf(given);
  const names = new Set([...known, ...selfNames]);
  const frame = findFrame(lines);
  const framed = frame !== undefined || lines.some((line) => findDivider(line) !== undefined);
  let best: { form: TalkForm; heads: Head[] } | undefined;
  for (const form of talkForms) {
    const all = headsOf(form, lines);
    const heads = form === 'mailed' ? realHeads(lines, all, frame, names) : all;
    if (isEnough(form, heads, names, framed) && heads.length > (best?.heads.length ?? 0))
      best = { form, heads };
  }
  if (!best) return undefined;
  const { form, heads } = best;
  const dates = datesOf(lines, heads, now);
  const messages = [...headless(lines, heads[0]!)];
  for (const [index, head] of heads.entries()) {
    const end = heads[index + 1]?.line ?? lines.length;
    for (const text of pieces(textBetween(lines, head, end)))
      messages.push({ speaker: head.speaker, ...dates[index]!, text, placeholder: placeholderOf(text) });
  }
  return {
    form,
    isSure: form === 'mailed' || form === 'dated' || form === 'stacked',
    isGroup: frame?.isGroup ?? false,
    names: frame?.names ?? null,
    messages,
  };
}

function linesOf(given: string): string[] {
  const cut = given.slice(0, longestTalk).toWellFormed();
  // eslint-disable-next-line no-control-regex
  const plain = cut.replace(/\r\n?|[\u2028\u2029]/gu, '\n').replace(/\u0000|^\ufeff/gu, '');
  return (isMailSource(plain) ? textOfMail(plain) : plain).split('\n');
}

/** Weak forms need somebody who is known: “预算：三万” is an ordinary line of a note. */
function isEnough(
  form: TalkForm,
  heads: readonly Head[],
  known: ReadonlySet<string>,
  framed: boolean,
): boolean {
  if (heads.length === 0) return false;
  const isKnown = heads.some(({ speaker }) => known.has(speaker));
  if (form === 'mailed') return framed || heads.length > 1;
  if (form === 'dated' || form === 'stacked') return heads.length > 1 || isKnown;
  return heads.length > 1 && isKnown;
}

/** What stands above the first speaker: the end of a message whose beginning was not copied. */
function headless(lines: readonly string[], first: Head): TalkMessage[] {
  const above = lines
    .slice(0, first.line)
    .filter((line) => !isFrameLine(line) && findDivider(line) === undefined);
  return pieces(trimBlank(above))
    .filter((text) => text !== '')
    .map((text) => ({
      speaker: '',
      at: null,
      certainty: 'none' as const,
      text,
      placeholder: placeholderOf(text),
    }));
}

function textBetween(lines: readonly string[], head: Head, end: number): string {
  const below = lines.slice(head.textLine, end).filter((line) => findDivider(line) === undefined);
  return trimBlank(head.rest === '' ? below : [head.rest, ...below]);
}

function trimBlank(lines: readonly string[]): string {
  let from = 0;
  let to = lines.length;
  while (from < to && isBlank(lines[from])) from++;
  while (to > from && isBlank(lines[to - 1])) to--;
  return lines.slice(from, to).join('\n');
}

function pieces(text: string): string[] {
  if (text.length + 2 * text.split('\n').length <= longestPiece) return [text];
  const found: string[] = [];
  let piece = '';
  let size = 0;
  for (const character of text) {
    const cost = character === '\n' ? 3 : character.length;
    if (size + cost > longestPiece) {
      found.push(piece);
      piece = '';
      size = 0;
    }
    piece += character;
    size += cost;
  }
  return [...found, piece].map((one) => trimBlank(one.split('\n'))).filter((one) => one !== '');
}
