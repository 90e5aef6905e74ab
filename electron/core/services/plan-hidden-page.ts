/** One page of “Why not?”: a big book has tens of thousands of lines, and nobody reads more than a few. */
import type { HiddenLine, HiddenPage, HiddenQuery } from '#shared/contract/plan.ts';
import { isNoRoom, type HiddenCode } from '#shared/domain/plan/hidden.ts';

const usualLimit = 100;
const shownNames = 3;

export function hiddenPageOf(
  lines: readonly HiddenLine[],
  { words = [], code, offset = 0, limit = usualLimit }: HiddenQuery,
): HiddenPage {
  const sought = words.map(({ text, ...own }) => ({ ...own, text: text.toLowerCase() }));
  const holding = lines.filter((line) => sought.every((word) => holds(line, word)));
  const found = code ? holding.filter((line) => line.code === code) : holding;
  return {
    lines: found.slice(offset, offset + limit),
    all: lines.length,
    customers: customersOf(lines),
    noRoom: customersOf(lines.filter((line) => isNoRoom(line.code))),
    found: found.length,
    codes: countCodes(holding),
  };
}

function customersOf(lines: readonly HiddenLine[]): number {
  return new Set(lines.map(({ customerId }) => customerId)).size;
}

type Word = NonNullable<HiddenQuery['words']>[number];

function holds({ name, subjectText, kind, gap, code }: HiddenLine, word: Word): boolean {
  return (
    name.toLowerCase().includes(word.text) ||
    subjectText.toLowerCase().includes(word.text) ||
    word.codes.includes(code) ||
    (kind !== null && word.kinds.includes(kind)) ||
    (gap !== null && word.gaps.includes(gap))
  );
}

function countCodes(lines: readonly HiddenLine[]): HiddenPage['codes'] {
  const counts = new Map<HiddenCode, { lines: number; names: Map<string, string> }>();
  for (const { code, customerId, name } of lines) {
    const known = counts.get(code) ?? { lines: 0, names: new Map<string, string>() };
    known.lines += 1;
    known.names.set(customerId, name);
    counts.set(code, known);
  }
  return [...counts]
    .map(([code, { lines: count, names }]) => ({
      code,
      lines: count,
      customers: names.size,
      names: [...names.values()].slice(0, shownNames),
    }))
    .sort((a, b) => b.lines - a.lines);
}
