/**
 * Which messages of a paste are kept already. A message is told by what it is: who said it, in which minute, with which
 * words, and the how-manieth alike of that minute. So a talk pasted twice, in part or overlapping, adds nothing twice.
 */
import { minuteOf } from '../calendar.ts';
import type { KeptMessage } from './talk-note.ts';

/** True for those of `messages` that are among `held`; both in the order of the talk. */
export function heldFlags(messages: readonly KeptMessage[], held: readonly KeptMessage[]): boolean[] {
  const isUntimed = ({ certainty }: KeptMessage) => certainty === 'none';
  const left = new Shelf(held.filter((message) => !isUntimed(message)));
  const untimed = untimedFlags(messages.filter(isUntimed), held.filter(isUntimed));
  let next = 0;
  return messages.map((message) => (isUntimed(message) ? untimed[next++]! : left.take(message)));
}

const wordsOf = ({ text, placeholder }: KeptMessage) => placeholder ?? text;

/** What is held, each taken once. By minute of the day, because a day that was worked out may come out differently. */
class Shelf {
  private readonly byClock = new Map<string, KeptMessage[]>();
  constructor(held: readonly KeptMessage[]) {
    for (const message of held) {
      const key = clockKey(message);
      const alike = this.byClock.get(key);
      if (alike) alike.push(message);
      else this.byClock.set(key, [message]);
    }
  }
  /** By name first, then by part: a remark may have been renamed, or a name mapped otherwise, in between. */
  take(message: KeptMessage): boolean {
    const alike = this.byClock.get(clockKey(message)) ?? [];
    const isDay = (one: KeptMessage) =>
      one.at === message.at || one.certainty === 'assumed' || message.certainty === 'assumed';
    const same = alike.findIndex((one) => isDay(one) && one.speaker === message.speaker);
    const part = same >= 0 ? same : alike.findIndex((one) => isDay(one) && one.role === message.role);
    if (part < 0 || (same < 0 && message.role === 'other')) return false;
    alike.splice(part, 1);
    return true;
  }
}

function clockKey(message: KeptMessage): string {
  return `${minuteOf(Date.parse(message.at!))} ${wordsOf(message)}`;
}

/** An overlap of one message counts where it is no 好的. */
const shortestAlone = 4;

/**
 * Without times: a message is held where it stands beside the same neighbour, where the end of what is held is the beginning
 * of the paste (or the other way round), or alone if it is the whole paste.
 */
function untimedFlags(messages: readonly KeptMessage[], held: readonly KeptMessage[]): boolean[] {
  const keys = messages.map(wordsOf);
  const heldKeys = held.map(wordsOf);
  if (keys.length === 1) return [heldKeys.includes(keys[0]!)];
  const pairs = new Set(pairsOf(heldKeys));
  const own = pairsOf(keys);
  const head = overlap(heldKeys, keys);
  const tail = overlap(keys, heldKeys);
  const isLong = (index: number) => messages[index]!.text.length >= shortestAlone;
  return keys.map((_, index) => {
    if (index < head && (head > 1 || isLong(index))) return true;
    if (index >= keys.length - tail && (tail > 1 || isLong(index))) return true;
    return [own[index - 1], own[index]].some((pair) => pair !== undefined && pairs.has(pair));
  });
}

function pairsOf(keys: readonly string[]): string[] {
  return keys.slice(1).map((key, index) => JSON.stringify([keys[index], key]));
}

/** How many at the end of `first` are those at the beginning of `second` (the failure function of Knuth, Morris, Pratt). */
function overlap(first: readonly string[], second: readonly string[]): number {
  const row = [...second, undefined, ...first.slice(-second.length)];
  const border = [0];
  for (let at = 1; at < row.length; at++) {
    let length = border[at - 1]!;
    while (length > 0 && row[at] !== row[length]) length = border[length - 1]!;
    border.push(row[at] === row[length] ? length + 1 : 0);
  }
  return first.length === 0 || second.length === 0 ? 0 : border.at(-1)!;
}
