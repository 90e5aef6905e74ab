/**
 * Which messages of a paste are kept already. A message is told by what it is: who said it, in which minute, with which
 * words, and the how-manieth alike of that minute. So a talk pasted twice, in part or overlapping, adds nothing twice.
 */
import { minuteOf } from '../calendar.ts';
import type { KeptMessage } from './talk-note.ts';

/** True for those of `messages` that are among `held`; both in the order of the talk. */
export function heldFlags(messages: readonly KeptMessage[], held: readonly KeptMessage[]): boolean[] {
  const exact = new Counter(held.filter(({ certainty }) => certainty === 'exact').map(exactKey));
  const assumed = new Counter(held.filter(({ certainty }) => certainty === 'assumed').map(clockKey));
  const anyDay = new Counter(held.filter(({ certainty }) => certainty !== 'none').map(clockKey));
  const isUntimed = ({ certainty }: KeptMessage) => certainty === 'none';
  const untimed = untimedFlags(messages.filter(isUntimed), held.filter(isUntimed));
  let next = 0;
  return messages.map((message) => {
    if (message.certainty === 'none') return untimed[next++]!;
    // A day that was worked out may have come out differently the other time: then the time of day tells.
    if (message.certainty === 'assumed') return anyDay.take(clockKey(message));
    return exact.take(exactKey(message)) || assumed.take(clockKey(message));
  });
}

const separator = '\u0001';

function whoAndWhat({ role, speaker, text, placeholder }: KeptMessage): string {
  const who = role === 'other' ? speaker : role;
  return [role, who, placeholder ?? text].join(separator);
}

const exactKey = (message: KeptMessage) => [message.at, whoAndWhat(message)].join(separator);
const clockKey = (message: KeptMessage) =>
  [minuteOf(Date.parse(message.at!)), whoAndWhat(message)].join(separator);

/** An overlap of one message counts where it is no 好的. */
const shortestAlone = 4;

/**
 * Without times: a message is held where it stands beside the same neighbour, where the end of what is held is the beginning
 * of the paste (or the other way round), or alone if it is the whole paste.
 */
function untimedFlags(messages: readonly KeptMessage[], held: readonly KeptMessage[]): boolean[] {
  const keys = messages.map(whoAndWhat);
  const heldKeys = held.map(whoAndWhat);
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
  return keys.slice(1).map((key, index) => [keys[index], key].join(separator + separator));
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

class Counter {
  private readonly left = new Map<string, number>();
  constructor(keys: readonly string[]) {
    for (const key of keys) this.left.set(key, (this.left.get(key) ?? 0) + 1);
  }
  take(key: string): boolean {
    const left = this.left.get(key) ?? 0;
    if (left > 0) this.left.set(key, left - 1);
    return left > 0;
  }
}
