const shownLines = 12;
const perLine = 40;

/** More than fits the lines an entry shows at first, by a margin that makes folding worth a click. Pure. */
export function isLongText(text: string): boolean {
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0);
  return lines > shownLines + 4;
}
