/** The piece of a text around what was found, cut at whole characters as people see them. */

export interface Excerpt {
  /** One line. */
  text: string;
  /** The ranges of `text` to mark, in UTF-16 units, in order and without overlap. */
  marks: { from: number; to: number }[];
}

const before = 12;
const after = 36;
const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'grapheme' });

/**
 * `fold` is what texts are compared by; it may change the length of a character or drop it. Words that are not in the
 * text are not marked; where none is, the text is shown from its beginning.
 */
export function excerptOf(text: string, words: readonly string[], fold: (text: string) => string): Excerpt {
  const line = text.replace(/\s+/g, ' ').trim();
  const graphemes: { at: number; length: number }[] = [];
  /** For each unit of the folded text the grapheme it came from. */
  const origin: number[] = [];
  let folded = '';
  for (const { segment, index } of segmenter.segment(line)) {
    const part = fold(segment);
    folded += part;
    for (let n = 0; n < part.length; n++) origin.push(graphemes.length);
    graphemes.push({ at: index, length: segment.length });
  }
  const found: { from: number; to: number }[] = [];
  for (const word of words) {
    const at = word === '' ? -1 : folded.indexOf(word);
    if (at >= 0) found.push({ from: origin[at]!, to: origin[at + word.length - 1]! + 1 });
  }
  const ranges = joined(found);
  const first = ranges[0]?.from ?? 0;
  const start = first <= before + 4 ? 0 : first - before;
  const end = Math.min(graphemes.length, Math.max(first, start) + after);
  const startAt = graphemes[start]?.at ?? 0;
  const endAt = end < graphemes.length ? graphemes[end]!.at : line.length;
  const lead = start > 0 ? '…' : '';
  const tail = end < graphemes.length ? '…' : '';
  const positionOf = (grapheme: number) =>
    lead.length + (grapheme < graphemes.length ? graphemes[grapheme]!.at : line.length) - startAt;
  return {
    text: lead + line.slice(startAt, endAt) + tail,
    marks: ranges
      .filter((range) => range.from < end)
      .map((range) => ({ from: positionOf(range.from), to: positionOf(Math.min(range.to, end)) })),
  };
}

function joined(ranges: { from: number; to: number }[]): { from: number; to: number }[] {
  const result: { from: number; to: number }[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = result.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else result.push({ ...range });
  }
  return result;
}
