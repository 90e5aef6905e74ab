/** The readers' front door: what is in a file, and its records under the user's choices. Stores nothing. */
import { guessColumns } from './column-guess.ts';
import type { ColumnChoice, ColumnGuess } from './column-guess.ts';
import { lineNumbers, readCsvTable } from './csv-table.ts';
import { ImportError } from './import-error.ts';
import { importLimits } from './import-limit.ts';
import type { BadRow, ImportFile, ImportFormat, ImportRecord } from './record.ts';
import { recordsOf } from './table-record.ts';
import { decodeText, detectEncoding } from './text-encoding.ts';
import type { DetectedEncoding } from './text-encoding.ts';
import { readCards } from './vcard-cards.ts';
import { recordOfCard } from './vcard-record.ts';
import { findWorkbookKind, readXlsx } from './xlsx-table.ts';
import type { XlsxOptions, XlsxSheet } from './xlsx-table.ts';

export interface ReadChoice {
  encoding?: string | undefined;
  delimiter?: string | undefined;
  /** Name of the sheet; the first one with rows where absent. */
  sheet?: string | undefined;
  hasHeader?: boolean | undefined;
  /** All columns to read; guessed where absent. */
  columns?: ColumnChoice[] | undefined;
}

export interface Inspection {
  format: ImportFormat;
  encoding?: DetectedEncoding;
  delimiter?: string;
  sheets?: { name: string; rows: number }[];
  /** The sheet that `guess` and `sample` are of. */
  sheet?: string;
  guess?: ColumnGuess;
  /** The first 20 rows of a table, header included. */
  sample: string[][];
  /** Rows of the table, header included. */
  rows?: number;
  cards?: number;
  /** Pictures in the cards, which are not imported. */
  photos?: number;
}

const sampleRows = 20;

type Content =
  | { format: 'vcard'; encoding: DetectedEncoding; text: string }
  | { format: 'csv'; encoding: DetectedEncoding; delimiter: string; table: string[][]; lines: number[] }
  | { format: 'xlsx'; sheets: XlsxSheet[] };

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
  // eslint-disable-next-line no-control-regex
  const controls = head.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001e]/g)?.length ?? 0;
  if (controls > 3 && controls * 10 > head.length) throw new ImportError('NOT_A_TABLE', 'binary');
}

async function readContent(file: ImportFile, choice: ReadChoice, options: XlsxOptions): Promise<Content> {
  const { bytes } = file;
  if (bytes.length === 0) throw new ImportError('EMPTY');
  if (bytes.length > importLimits.fileBytes) throw new ImportError('TOO_LARGE', `${bytes.length} bytes`);
  if (findWorkbookKind(bytes)) return { format: 'xlsx', ...(await readXlsx(bytes, options)) };
  const { encoding, text } = readText(bytes, choice.encoding);
  if (/^\s*BEGIN[ \t]*:[ \t]*VCARD/im.test(text.slice(0, 65_536))) return { format: 'vcard', encoding, text };
  checkText(text);
  if (text.trim() !== '' && /\.(vcf|vcard)$/i.test(file.name)) throw new ImportError('NO_CARDS');
  const { delimiter, table } = readCsvTable(text, choice.delimiter);
  const filled = table.reduce((count, row) => count + (row.some((cell) => cell !== '') ? 1 : 0), 0);
  if (filled === 0) throw new ImportError('EMPTY');
  if (filled > importLimits.rows) throw new ImportError('TOO_MANY_ROWS', `${filled}`);
  const lines = lineNumbers(table, /^"?sep=.\S*[\r\n]/i.test(text) ? 2 : 1);
  return { format: 'csv', encoding, delimiter, table, lines };
}

/** The table that is meant, and the line of each row. */
function chooseTable(content: Content, choice: ReadChoice): XlsxSheet {
  if (content.format === 'csv') return { name: '', table: content.table, lines: content.lines };
  if (content.format === 'vcard') throw new ImportError('NOT_A_TABLE');
  const named = content.sheets.find(({ name }) => name === choice.sheet);
  if (choice.sheet !== undefined && !named) throw new ImportError('EMPTY', choice.sheet);
  const sheet = named ?? content.sheets.find(({ table }) => table.length > 0);
  if (!sheet || sheet.table.length === 0) throw new ImportError('EMPTY');
  return sheet;
}

function guessOf(table: string[][], choice: ReadChoice): ColumnGuess {
  const guess = guessColumns(table, choice.hasHeader);
  if ((table[Math.max(guess.headerRow, 0)] ?? []).length > importLimits.columns) {
    throw new ImportError('TOO_MANY_COLUMNS', `${guess.columns.length}`);
  }
  return guess;
}

/** What the file is, by its content and not by its name. Called again whenever the user changes a choice. */
export async function inspectFile(
  file: ImportFile,
  choice: ReadChoice = {},
  options: XlsxOptions = {},
): Promise<Inspection> {
  const content = await readContent(file, choice, options);
  if (content.format === 'vcard') {
    const cards = readCards(content.text);
    const photos = cards.reduce((sum, card) => sum + card.photos, 0);
    return { format: 'vcard', encoding: content.encoding, sample: [], cards: cards.length, photos };
  }
  const { name, table } = chooseTable(content, choice);
  const common = { guess: guessOf(table, choice), sample: table.slice(0, sampleRows), rows: table.length };
  if (content.format === 'csv') {
    return { format: 'csv', encoding: content.encoding, delimiter: content.delimiter, ...common };
  }
  const sheets = content.sheets.map((sheet) => ({ name: sheet.name, rows: sheet.table.length }));
  return { format: 'xlsx', sheets, sheet: name, ...common };
}

/** @throws ImportError where the file as a whole cannot be read; single bad rows are returned. */
export async function readRecords(
  file: ImportFile,
  choice: ReadChoice = {},
  options: XlsxOptions = {},
): Promise<{ records: ImportRecord[]; bad: BadRow[] }> {
  const content = await readContent(file, choice, options);
  if (content.format === 'vcard') {
    const cards = readCards(content.text);
    if (cards.length > importLimits.rows) throw new ImportError('TOO_MANY_ROWS', `${cards.length}`);
    const records: ImportRecord[] = [];
    const bad: BadRow[] = [];
    for (const card of cards) {
      const isLong = card.properties.some(({ value }) => value.length > importLimits.cellCharacters);
      const result = isLong ? { line: card.ordinal, code: 'TOO_LONG' as const } : recordOfCard(card);
      if ('code' in result) bad.push(result);
      else records.push(result);
    }
    return { records, bad };
  }
  const { table, lines } = chooseTable(content, choice);
  const guess = guessOf(table, choice);
  return recordsOf(table, { headerRow: guess.headerRow, columns: choice.columns ?? guess.columns }, lines);
}

export interface SourceRows {
  /** Empty where the table has none. */
  header: string[];
  rows: { line: number; cells: string[] }[];
}

/** A table as it is, ignored columns too; null for a vCard. */
export async function readSource(
  file: ImportFile,
  choice: ReadChoice = {},
  options: XlsxOptions = {},
): Promise<SourceRows | null> {
  const content = await readContent(file, choice, options);
  if (content.format === 'vcard') return null;
  const { table, lines } = chooseTable(content, choice);
  const { headerRow } = guessOf(table, choice);
  const rows = table
    .map((cells, index) => ({ line: lines[index] ?? index + 1, cells }))
    .slice(headerRow + 1)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  return { header: table[headerRow] ?? [], rows };
}
