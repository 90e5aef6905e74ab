/** Values of content lines: transfer encoding, character set, escapes, components. */
import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { cleanText } from './record-draft.ts';
import { encodingName } from './text-encoding.ts';
import type { CardLine } from './vcard-line.ts';

function quotedPrintableBytes(text: string): Buffer {
  const bytes: Buffer[] = [];
  let from = 0;
  for (const match of text.matchAll(/(?:=[0-9A-Fa-f]{2})+/g)) {
    bytes.push(
      Buffer.from(text.slice(from, match.index), 'utf8'),
      Buffer.from(match[0].replaceAll('=', ''), 'hex'),
    );
    from = match.index + match[0].length;
  }
  return Buffer.concat([...bytes, Buffer.from(text.slice(from), 'utf8')]);
}

/** UTF-8 with bytes that are none shown as they stood in the file (`=80`), rather than replaced or dropped. */
function damagedUtf8(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find(
      (size) => isUtf8(bytes.subarray(at, at + size)) && at + size <= bytes.length,
    );
    text += length
      ? bytes.toString('utf8', at, at + length)
      : `=${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
    at += length ?? 1;
  }
  return text;
}

function decodeBytes(bytes: Buffer, charset: string | undefined): string {
  const named = charset ? encodingName(charset) : undefined;
  if (named && named !== 'utf-8') {
    const text = iconv.decode(bytes, named);
    if (!text.includes('\uFFFD')) return text;
  }
  if (isUtf8(bytes)) return bytes.toString('utf8');
  if (!named) {
    const text = iconv.decode(bytes, 'gb18030');
    if (!text.includes('\uFFFD')) return text;
  }
  return damagedUtf8(bytes);
}

/** The value with its transfer encoding undone; escapes still in place. */
export function decodeValue(line: CardLine): string {
  const encoding = line.params.get('ENCODING')?.[0]?.toUpperCase();
  const charset = line.params.get('CHARSET')?.[0];
  if (encoding === 'QUOTED-PRINTABLE') return decodeBytes(quotedPrintableBytes(line.value), charset);
  if (encoding === 'BASE64' || encoding === 'B') {
    return decodeBytes(Buffer.from(line.value.replace(/\s+/g, ''), 'base64'), charset);
  }
  return line.value;
}

export function unescapeText(text: string): string {
  if (!text.includes('\\')) return cleanText(text);
  return cleanText(
    text.replace(/\\([nN,;:\\"])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char)),
  );
}

/** Splits at separators that are not escaped; parts are unescaped and may be empty. */
export function splitValue(text: string, separator: ';' | ','): string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '\\' && at + 1 < text.length) {
      part += char + (text[at + 1] ?? '');
      at += 1;
    } else if (char === separator) {
      parts.push(unescapeText(part));
      part = '';
    } else part += char;
  }
  return [...parts, unescapeText(part)];
}
