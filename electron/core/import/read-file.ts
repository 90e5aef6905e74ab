/** The readers' front door: what is in a file, and its records under the user's choices. Stores nothing. */
import type { ImportKind } from '#shared/contract/import.ts';
import type { Steps } from '#shared/lib/steps.ts';
import { guessColumns } from './column-guess.ts';
import type { ColumnChoice, ColumnGuess } from './column-guess.ts';
import { guessKind, orderColumns } from './order-header.ts';
import { orderSteps, type OrderRecord } from './order-record.ts';
import { readContent, type Content } from './file-content.ts';
import { ImportError } from './import-error.ts';
import { importLimits } from './import-limit.ts';
import type { BadRow, ImportFile, ImportFormat, ImportRecord } from './record.ts';
import { inSlices } from '../in-slices.ts';
import { recordSteps } from './table-record.ts';
import { isTalkTable } from './talk-table.ts';
import type { DetectedEncoding } from './text-encoding.ts';
import type { Card } from './vcard-cards.ts';
import { recordOfCard } from './vcard-record.ts';
import type { XlsxOptions, XlsxSheet } from './xlsx-table.ts';

export interface ReadChoice {
  /** Guessed by the headers where absent. */
  kind?: ImportKind | undefined;
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
  kind: ImportKind;
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

function guessOf(table: string[][], choice: ReadChoice): ColumnGuess & { kind: ImportKind } {
  if (isTalkTable(table)) throw new ImportError('TALK');
  const guess = guessColumns(table, choice.hasHeader);
  if ((table[Math.max(guess.headerRow, 0)] ?? []).length > importLimits.columns) {
    throw new ImportError('TOO_MANY_COLUMNS', `${guess.columns.length}`);
  }
  const kind = choice.kind ?? guessKind(guess);
  return kind === 'order' ? { ...guess, kind, columns: orderColumns(guess) } : { ...guess, kind };
}

/** What the file is, by its content and not by its name. Called again whenever the user changes a choice. */
export async function inspectFile(
  file: ImportFile,
  choice: ReadChoice = {},
  options: XlsxOptions = {},
): Promise<Inspection> {
  const content = await readContent(file, choice, options);
  if (content.format === 'vcard') {
    const { cards } = content;
    const photos = cards.reduce((sum, card) => sum + card.photos, 0);
    return {
      format: 'vcard',
      kind: 'customer',
      encoding: content.encoding,
      sample: [],
      cards: cards.length,
      photos,
    };
  }
  const { name, table } = chooseTable(content, choice);
  const guess = guessOf(table, choice);
  const common = { guess, kind: guess.kind, sample: table.slice(0, sampleRows), rows: table.length };
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
    const { cards } = content;
    if (cards.length > importLimits.rows) throw new ImportError('TOO_MANY_ROWS', `${cards.length}`);
    return inSlices(cardSteps(cards));
  }
  const { table, lines } = chooseTable(content, choice);
  const guess = guessOf(table, choice);
  const mapping = { headerRow: guess.headerRow, columns: choice.columns ?? guess.columns };
  return inSlices(recordSteps(table, mapping, lines));
}

/** Of a table of orders; @throws as {@link readRecords}. */
export async function readOrders(
  file: ImportFile,
  choice: ReadChoice = {},
  options: XlsxOptions = {},
): Promise<{ orders: OrderRecord[]; bad: BadRow[] }> {
  const { table, lines } = chooseTable(await readContent(file, choice, options), choice);
  const guess = guessOf(table, { ...choice, kind: 'order' });
  const mapping = { headerRow: guess.headerRow, columns: choice.columns ?? guess.columns };
  return inSlices(orderSteps(table, mapping, lines));
}

function* cardSteps(cards: readonly Card[]): Steps<{ records: ImportRecord[]; bad: BadRow[] }> {
  const records: ImportRecord[] = [];
  const bad: BadRow[] = [];
  for (const card of cards) {
    const isLong = card.properties.some(({ value }) => value.length > importLimits.cellCharacters);
    const result = isLong ? { line: card.ordinal, code: 'TOO_LONG' as const } : recordOfCard(card);
    if ('code' in result) bad.push(result);
    else records.push(result);
    yield;
  }
  return { records, bad };
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
