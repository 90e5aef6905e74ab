/** Puts a word where the caret is, in place of what is selected, and says where the caret is then. Pure. */
export function insertAtCaret(
  text: string,
  word: string,
  selection: { start: number; end: number },
): { text: string; caret: number } {
  const start = Math.min(Math.max(0, selection.start), text.length);
  const end = Math.min(Math.max(start, selection.end), text.length);
  return { text: text.slice(0, start) + word + text.slice(end), caret: start + word.length };
}
