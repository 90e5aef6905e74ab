/** Finds out in which encoding a text file was written, and decodes it without ever replacing a character silently. */
import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { offeredEncodings } from '#shared/contract/import.ts';
import { scoreLegacyEncodings } from './encoding-score.ts';
import { ImportError } from './import-error.ts';

export interface DetectedEncoding {
  encoding: string;
  /** `guess` means: show the text in each candidate and let the user choose. */
  confidence: 'certain' | 'likely' | 'guess';
  /** Best first; contains `encoding`. */
  candidates: string[];
}

const marks: [encoding: string, bytes: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
];

const sampleBytes = 256 * 1024;

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The first part of a long file, cut behind a line end so that no character is torn. */
function sampleOf(buffer: Buffer): Buffer {
  if (buffer.length <= sampleBytes) return buffer;
  const cut = Math.max(buffer.lastIndexOf(0x0a, sampleBytes), buffer.lastIndexOf(0x0d, sampleBytes));
  return buffer.subarray(0, cut > 0 ? cut + 1 : sampleBytes);
}

/** Share of characters that ordinary text consists of; 0 where the bytes are not UTF-16 at all. */
function utf16Readability(buffer: Buffer, encoding: 'utf-16le' | 'utf-16be'): number {
  const text = iconv.decode(buffer.subarray(0, buffer.length & ~1), encoding, { stripBOM: false });
  if (!text.isWellFormed()) return 0;
  const ordinary = text.match(
    /[\t\r\n\x20-\x7e\u00a0-\u024f\u2010-\u2026\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e\ud83c-\ud83e]/g,
  );
  const ascii = /[\n\r,;\t:]/.test(text) ? 1 : 0.5;
  return ((ordinary?.length ?? 0) / Math.max(text.length, 1)) * ascii;
}

function findUtf16(buffer: Buffer): DetectedEncoding | undefined {
  let zeros = 0;
  for (const byte of buffer) if (byte === 0) zeros += 1;
  if (zeros === 0) return undefined;
  // A stray NUL in plain text is damage, not UTF-16: there at least the line ends and commas would have one each.
  if (isUtf8(buffer) && zeros < buffer.length / 4) return undefined;
  const little = utf16Readability(buffer, 'utf-16le');
  const big = utf16Readability(buffer, 'utf-16be');
  if (Math.max(little, big) < 0.9) return undefined;
  const candidates = little >= big ? ['utf-16le', 'utf-16be'] : ['utf-16be', 'utf-16le'];
  const confidence = Math.abs(little - big) > 0.1 ? 'likely' : 'guess';
  return { encoding: candidates[0] ?? 'utf-16le', confidence, candidates };
}

const sequence = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;

/** A few two-byte sequences standing alone can as well be Chinese in GBK (`胜` and `ʤ` are the same two bytes). */
function utf8Confidence(sample: Buffer): DetectedEncoding {
  const bytes = sample.toString('latin1');
  const found = bytes.match(sequence) ?? [];
  const long = found.filter((part) => part.length > 2).length;
  if (found.length === 0 || long > 1 || found.length > 20) {
    return { encoding: 'utf-8', confidence: 'certain', candidates: ['utf-8'] };
  }
  if (long === 1 || !/(^|[^A-Za-z\x80-\xff])[\xc2-\xdf][\x80-\xbf]+([^A-Za-z\x80-\xff]|$)/.test(bytes)) {
    return { encoding: 'utf-8', confidence: 'likely', candidates: ['utf-8'] };
  }
  const others = scoreLegacyEncodings(sample).map(({ encoding }) => encoding);
  return { encoding: 'utf-8', confidence: 'guess', candidates: ['utf-8', ...namesOf(others, sample)] };
}

/** GBK and GB18030 decode the same bytes alike; files are called GBK unless they use four-byte characters. */
function namesOf(encodings: string[], sample: Buffer): string[] {
  const fourByte = /[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]/.test(sample.toString('latin1'));
  return encodings.flatMap((encoding) => {
    if (encoding !== 'gb18030') return [encoding];
    return fourByte ? ['gb18030', 'gbk'] : ['gbk', 'gb18030'];
  });
}

/** Valid UTF-8 but for a few bytes: a damaged file rather than another encoding. */
function isDamagedUtf8(sample: Buffer): boolean {
  const bytes = sample.toString('latin1');
  const found = bytes.match(sequence)?.length ?? 0;
  const rest = bytes.replace(sequence, '').match(/[\x80-\xff]/g)?.length ?? 0;
  return found >= 10 && rest * 20 < found;
}

/** @param hint an encoding the file itself names (`CHARSET=` of a vCard); believed where the bytes agree. */
export function detectEncoding(bytes: Uint8Array, hint?: string): DetectedEncoding {
  const buffer = bufferOf(bytes);
  const mark = marks.find(([, expected]) => expected.every((byte, at) => buffer[at] === byte));
  if (mark) return { encoding: mark[0], confidence: 'certain', candidates: [mark[0]] };
  const sample = sampleOf(buffer);
  const utf16 = findUtf16(sample);
  if (utf16) return utf16;
  if (isUtf8(buffer)) return utf8Confidence(sample);
  if (isDamagedUtf8(sample)) {
    return { encoding: 'utf-8', confidence: 'guess', candidates: ['utf-8', 'gbk', 'gb18030', 'big5'] };
  }
  const scores = scoreLegacyEncodings(sample);
  const named = hint ? encodingName(hint) : undefined;
  const candidates = namesOf(
    scores.map(({ encoding }) => encoding),
    sample,
  );
  if (named && candidates.includes(named)) {
    return { encoding: named, confidence: 'likely', candidates: [...new Set([named, ...candidates])] };
  }
  const [best, second] = scores;
  if (!best) return { encoding: 'gbk', confidence: 'guess', candidates: [...offeredEncodings] };
  const high = sample.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0);
  // This program's files are Chinese; anything else has to show more of itself before it goes unasked.
  const enough = best.encoding === 'gb18030' || best.encoding === 'big5' ? 8 : 40;
  const clear = best.score >= 0.6 && best.score - (second?.score ?? 0) >= 0.15 && high >= enough;
  return { encoding: candidates[0] ?? 'gbk', confidence: clear ? 'likely' : 'guess', candidates };
}

/** The name used here for an encoding as files spell it (`GB2312`, `UTF8`, `iso-8859-1`). */
export function encodingName(name: string): string | undefined {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (plain === 'gb2312' || plain === 'cp936' || plain === 'xgbk') return 'gbk';
  if (plain === 'iso88591' || plain === 'latin1' || plain === 'usascii') return 'windows-1252';
  if (plain === 'sjis') return 'shift_jis';
  const known = [...offeredEncodings, 'utf-32le', 'utf-32be'].find(
    (encoding) => encoding.replace(/[^a-z0-9]/g, '') === plain,
  );
  return known ?? (iconv.encodingExists(name) ? name.toLowerCase() : undefined);
}

/** How often U+FFFD itself was written in the file, as opposed to standing for bytes that could not be read. */
function writtenReplacements(buffer: Buffer, encoding: string): number {
  if (encoding !== 'gb18030' || !buffer.includes(Buffer.from([0x84, 0x31, 0xa4, 0x37]))) return 0;
  return buffer.toString('latin1').split('\x84\x31\xa4\x37').length - 1;
}

/** @throws ImportError BAD_ENCODING where the bytes are not valid in `encoding`; `detail` names the first bad line. */
export function decodeText(bytes: Uint8Array, encoding: string): string {
  const buffer = bufferOf(bytes);
  const name = encodingName(encoding);
  if (!name) throw new ImportError('BAD_ENCODING', `unknown encoding ${encoding}`);
  if (name.startsWith('utf-16') && buffer.length % 2 === 1) {
    throw new ImportError('BAD_ENCODING', `${name}: the file ends inside a character`);
  }
  const text = iconv.decode(buffer, name);
  let bad = -1;
  if (name === 'utf-8') {
    if (!isUtf8(buffer)) bad = firstBadUtf8Line(buffer);
  } else if (name.startsWith('utf-16') || name.startsWith('utf-32')) {
    if (!text.isWellFormed()) bad = 0;
  } else if (text.split('\uFFFD').length - 1 > writtenReplacements(buffer, name)) {
    bad = text.slice(0, text.indexOf('\uFFFD')).split(/\r\n|\r|\n/).length;
  }
  if (bad >= 0) throw new ImportError('BAD_ENCODING', bad > 0 ? `${name}: line ${bad}` : name);
  // iconv-lite strips the mark of UTF-8 and UTF-16 only.
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function firstBadUtf8Line(buffer: Buffer): number {
  let line = 1;
  let start = 0;
  while (start < buffer.length) {
    const next = buffer.indexOf(0x0a, start);
    const end = next < 0 ? buffer.length : next + 1;
    if (!isUtf8(buffer.subarray(start, end))) return line;
    line += 1;
    start = end;
  }
  return line;
}
