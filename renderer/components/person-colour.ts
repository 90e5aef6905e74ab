/** What stands in a person's avatar and in which of eight soft colours; the same name always looks the same. */
const hues = 8;
const compoundSurnames =
  /^(欧阳|司马|上官|诸葛|司徒|东方|独孤|南宫|夏侯|皇甫|尉迟|公孙|慕容|令狐|端木|长孙|宇文)/;

export function personColour(name: string): number {
  let sum = 7;
  for (const character of name.trim()) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return sum % hues;
}

/** The surname of a Chinese name, the initials of a Latin one, `?` where there is nothing to read. */
export function personInitial(name: string): string {
  const trimmed = name.trim();
  const compound = compoundSurnames.exec(trimmed);
  if (compound?.[0] && trimmed.length > compound[0].length) return compound[0];
  const letters = trimmed.match(/[\p{L}\p{N}]/gu) ?? [];
  const first = letters[0];
  if (!first) return '?';
  if (!/[A-Za-z\u00c0-\u024f]/.test(first)) return first;
  const words = trimmed.split(/[\s._-]+/).filter((word) => /^\p{L}/u.test(word));
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}
