/** The list of what is not on today's list, as it is searched. Pure. */
import type { HiddenLine } from '#shared/contract/plan.ts';

/** A line with the words the page shows of it. */
export interface WordedLine extends HiddenLine {
  what: string;
  why: string;
}

/** Every word typed must be somewhere in the line. */
export function searchHidden(lines: readonly WordedLine[], text: string, code: string | null): WordedLine[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    if (code !== null && line.code !== code) return false;
    const own = `${line.name} ${line.what} ${line.why}`.toLowerCase();
    return words.every((word) => own.includes(word));
  });
}

/** How often each reason comes up, the most frequent first. */
export function countCodes(
  lines: readonly Pick<HiddenLine, 'code'>[],
): { code: HiddenLine['code']; lines: number }[] {
  const counts = new Map<HiddenLine['code'], number>();
  for (const { code } of lines) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, times]) => ({ code, lines: times })).sort((a, b) => b.lines - a.lines);
}
