/** Whether every word of the search occurs in one of the texts, whatever its case. */
export function matches(search: string, texts: readonly (string | null)[]): boolean {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const hay = texts.map((text) => (text ?? '').toLowerCase());
  return words.every((word) => hay.some((text) => text.includes(word)));
}
