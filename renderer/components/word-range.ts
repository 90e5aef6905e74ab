/** Where words stand in a text; of two that overlap the first one. */
export function rangesOf(text: string, words: readonly string[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (const word of words) {
    if (word === '') continue;
    for (let from = text.indexOf(word); from >= 0; from = text.indexOf(word, from + word.length)) {
      ranges.push({ from, to: from + word.length });
    }
  }
  ranges.sort((a, b) => a.from - b.from || b.to - a.to);
  return ranges.filter(({ from }, n) => ranges.slice(0, n).every(({ to }) => to <= from));
}
