/** The text of a mail that was pasted as its source: a paragraph a line, dashes as entities. */

const entities: Record<string, string> = {
  mdash: '—',
  ndash: '–',
  nbsp: '\u00a0',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
const breaks = /^(?:br|\/(?:p|div|tr|li|h[1-6]))\b/iu;
const begins = /^(?:p|div|tr|li|h[1-6])\b/iu;
const longestTag = 2_000;

export function isMailSource(text: string): boolean {
  return /<(?:p|div|br|html|body)\b/iu.test(text) && text.includes('聊天记录如下');
}

/** One pass from left to right; what looks like a tag and never ends is text. */
export function textOfMail(source: string): string {
  let text = '';
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf('<', at);
    if (open < 0) {
      text += decoded(source.slice(at));
      break;
    }
    text += decoded(source.slice(at, open));
    const close = source.slice(open, open + longestTag).indexOf('>');
    if (close < 0) {
      text += '<';
      at = open + 1;
      continue;
    }
    const tag = source.slice(open + 1, open + close);
    if (breaks.test(tag) || (begins.test(tag) && text !== '' && !text.endsWith('\n'))) text += '\n';
    at = open + close + 1;
  }
  return text.replace(/^[ \u00a0]+$/gmu, '');
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/giu, (all, dec, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? all;
    const code = dec === undefined ? Number.parseInt(hex, 16) : Number(dec);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
