/**
 * Which lines of WeChat's own text really name a speaker: a line of a message may end in two spaces and a time as well.
 * The order of the times, the blank lines around a head and the two names of the first line tell them apart.
 */
import { isBlank, type Head } from './talk-head.ts';
import { findDivider } from './talk-stamp.ts';

const firstLine = /^(.{1,100}) 和 (.{1,100}) 在微信上的聊天记录如下/u;
const groupLine = /微信群上的聊天记录如下/u;
const longestFirstLine = 400;

export interface MailedFrame {
  /** The two names of a talk between two; they may differ from the names of the lines (remarks). */
  names: readonly [string, string] | null;
  isGroup: boolean;
}

/** What the first lines say, wherever they stand; undefined where no such line is there. */
export function findFrame(lines: readonly string[]): MailedFrame | undefined {
  for (const line of lines.slice(0, 20)) {
    if (line.length > longestFirstLine) continue;
    const found = firstLine.exec(line.trim());
    if (found) return { names: [found[1]!.trim(), found[2]!.trim()], isGroup: false };
    if (groupLine.test(line)) return { names: null, isGroup: true };
  }
  return undefined;
}

export function isFrameLine(line: string): boolean {
  const text = line.trim();
  if (text.length > longestFirstLine) return false;
  return /^dear\s?[:：,，]?$/iu.test(text) || firstLine.test(text) || groupLine.test(text);
}

/** `known`: names that are no surprise (the customer's, the rep's own, those mapped before). */
export function realHeads(
  lines: readonly string[],
  heads: readonly Head[],
  frame: MailedFrame | undefined,
  known: ReadonlySet<string>,
): Head[] {
  const spaced = spacedHeads(lines, heads);
  const named = frame?.names ? namesOfTwo(spaced, frame.names) : undefined;
  const wanted = named ? spaced.filter(({ speaker }) => named.has(speaker)) : spaced;
  return inOrder(lines, wanted, new Set([...(frame?.names ?? []), ...known]));
}

/** Where most heads have their blank lines, the others are words of a message. */
function spacedHeads(lines: readonly string[], heads: readonly Head[]): readonly Head[] {
  const isEdge = (line: string | undefined) =>
    isBlank(line) || findDivider(line!) !== undefined || isFrameLine(line!);
  const isSpaced = ({ line, textLine }: Head) => isEdge(lines[line - 1]) && isBlank(lines[textLine]);
  const spaced = heads.filter(isSpaced);
  return spaced.length * 2 > heads.length ? spaced : heads;
}

/** At most two names speak: those of the first line, then the more frequent, then the earlier. */
function namesOfTwo(heads: readonly Head[], names: readonly string[]): Set<string> {
  const count = new Map<string, number>();
  for (const { speaker } of heads) count.set(speaker, (count.get(speaker) ?? 0) + 1);
  const weight = (name: string) => (names.includes(name) ? heads.length : 0) + count.get(name)!;
  return new Set([...count.keys()].toSorted((a, b) => weight(b) - weight(a)).slice(0, 2));
}

/** A name that comes only once and whose time does not fit between its neighbours is no speaker. */
function inOrder(lines: readonly string[], heads: readonly Head[], known: ReadonlySet<string>): Head[] {
  const count = new Map<string, number>();
  for (const { speaker } of heads) count.set(speaker, (count.get(speaker) ?? 0) + 1);
  const dividers = new Set(lines.flatMap((line, at) => (findDivider(line) === undefined ? [] : [at])));
  const isSameDay = (from: number, to: number) => {
    for (let line = from; line < to; line++) if (dividers.has(line)) return false;
    return true;
  };
  const kept: Head[] = [];
  for (const [index, head] of heads.entries()) {
    const before = kept.at(-1);
    const after = heads[index + 1];
    const isStranger = count.get(head.speaker) === 1 && !known.has(head.speaker);
    if (isStranger && before && after && isSameDay(before.line, after.line)) {
      const fits = before.minute! <= head.minute! && head.minute! <= after.minute!;
      if (!fits && before.minute! <= after.minute!) continue;
    }
    kept.push(head);
  }
  return kept;
}
