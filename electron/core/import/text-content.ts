/** A text file → the cards or rows in it, whatever its encoding. Runs in a child where the file is large. */
import { lineNumbers, readCsvTable } from './csv-table.ts';
import { ImportError } from './import-error.ts';
import { importLimits } from './import-limit.ts';
import { isTalkJson } from './talk-table.ts';
import { decodeText, detectEncoding } from './text-encoding.ts';
import type { DetectedEncoding } from './text-encoding.ts';
import { readCards, type Card } from './vcard-cards.ts';

export interface TextRequest {
  /** Shown only; its ending says what the person takes the file for. */
  name: string;
  bytes: Uint8Array;
  encoding: string | undefined;
  delimiter: string | undefined;
}

export type TextContent =
  | { format: 'vcard'; encoding: DetectedEncoding; cards: Card[] }
  | { format: 'csv'; encoding: DetectedEncoding; delimiter: string; table: string[][]; lines: number[] };

/** Files that are no text at all, by their first bytes. */
const foreign: [name: string, start: string][] = [
  ['pdf', '%PDF'],
  ['png', '\x89PNG'],
  ['jpeg', '\xff\xd8\xff'],
  ['gif', 'GIF8'],
  ['gzip', '\x1f\x8b'],
  ['rar', 'Rar!'],
  ['7z', '7z\xbc\xaf'],
  ['sqlite', 'SQLite format 3'],
];

const charset = /^[^\r\n:]*;\s*CHARSET="?([\w-]+)"?/im;

function readText(
  bytes: Uint8Array,
  wanted: string | undefined,
): { encoding: DetectedEncoding; text: string } {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 262_144)).toString(
    'latin1',
  );
  const strange = foreign.find(([, mark]) => start.startsWith(mark));
  if (strange) throw new ImportError('NOT_A_TABLE', strange[0]);
  const hint = /BEGIN:VCARD/i.test(start) ? charset.exec(start)?.[1] : undefined;
  const encoding = detectEncoding(bytes, hint);
  return { encoding, text: decodeText(bytes, wanted ?? encoding.encoding) };
}

function checkText(text: string): void {
  const head = text.slice(0, 4096);
  if (/^\s*(<!doctype html|<html|<table|<\?xml)/i.test(head)) throw new ImportError('NOT_A_TABLE', 'markup');
  if (isTalkJson(head)) throw new ImportError('TALK');
  // eslint-disable-next-line no-control-regex
  const controls = head.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001e]/g)?.length ?? 0;
  if (controls > 3 && controls * 10 > head.length) throw new ImportError('NOT_A_TABLE', 'binary');
}

/** @throws ImportError where it is no text, or holds neither cards nor rows. */
export function readTextContent({
  name,
  bytes,
  encoding: wanted,
  delimiter: chosen,
}: TextRequest): TextContent {
  const { encoding, text } = readText(bytes, wanted);
  if (/^\s*BEGIN[ \t]*:[ \t]*VCARD/im.test(text.slice(0, 65_536)))
    return { format: 'vcard', encoding, cards: readCards(text) };
  checkText(text);
  if (text.trim() !== '' && /\.(vcf|vcard)$/i.test(name)) throw new ImportError('NO_CARDS');
  const { delimiter, table } = readCsvTable(text, chosen);
  const filled = table.reduce((count, row) => count + (row.some((cell) => cell !== '') ? 1 : 0), 0);
  if (filled === 0) throw new ImportError('EMPTY');
  if (filled > importLimits.rows) throw new ImportError('TOO_MANY_ROWS', `${filled}`);
  const lines = lineNumbers(table, /^"?sep=.\S*[\r\n]/i.test(text) ? 2 : 1);
  return { format: 'csv', encoding, delimiter, table, lines };
}
