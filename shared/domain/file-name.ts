/** File names that every system takes and that say what they are. */

/** Separators and wildcards of any system, controls, and characters that turn the reading direction or are not seen. */
const forbidden = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+/gu;
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
const maxBytes = 200;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * `base` with everything dangerous gone, cut between graphemes, and `.extension`; `fallback` where nothing is left.
 * The extension is the program's own, never part of `base`.
 */
export function safeFileName(base: string, extension: string, fallback: string): string {
  const clean = base
    .toWellFormed()
    .replace(forbidden, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.~-]+|[\s.]+$/g, '');
  let name = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(clean)) {
    if (bytesOf(name + segment) > maxBytes) break;
    name += segment;
  }
  name = name.replace(/[\s.]+$/, '');
  if (name === '') name = fallback;
  return `${reserved.test(name) ? '_' : ''}${name}.${extension}`;
}
