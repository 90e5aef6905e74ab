/** Guesses what the columns of a table mean. The user sees the guess and can correct it. */
import { findOwnField, isOwnExport } from '../export/export-header.ts';
import { guessByContent, isEmail, isMobile, isValueCell } from './cell-kind.ts';
import { isProblemColumn } from './error-file.ts';
import { findAddressPart, findHeaderField, plainHeader } from './header-alias.ts';
import type { ImportField } from './record.ts';

export interface ColumnChoice {
  index: number;
  field: ImportField;
  /** Put on the values of this column, unless a label column says more. */
  label?: string | undefined;
}

export interface GuessedColumn extends ColumnChoice {
  header: string;
}

export interface ColumnGuess {
  hasHeader: boolean;
  /** 0-based; -1 where there is none. Rows above it are titles and are not read. */
  headerRow: number;
  columns: GuessedColumn[];
}

const sampleRows = 200;
const searchedRows = 15;

const labelled = new Set<ImportField>(['phone', 'email', 'wechat', 'address', 'note']);

function knownHeaders(row: string[]): number {
  const fields = new Set<string>();
  for (const cell of row) {
    if (cell.length > 40 || isValueCell(cell)) continue;
    if (findHeaderField(cell) ?? findAddressPart(cell)) fields.add(plainHeader(cell));
  }
  return fields.size;
}

/** Where no header is known, titles differ from the data below: no numbers, all filled, all different. */
function looksLikeHeader(row: string[], below: string[][]): boolean {
  const filled = row.filter((cell) => cell.trim() !== '');
  if (below.length === 0 || filled.length === 0 || row.some(isValueCell)) return false;
  if (new Set(filled).size < filled.length || row[0]?.trim() === '') return false;
  return row.some((_, index) => {
    const cells = below.map((other) => other[index]?.trim() ?? '').filter((cell) => cell !== '');
    return cells.length > 0 && cells.filter(isValueCell).length >= cells.length * 0.7;
  });
}

function findHeaderRow(table: string[][]): number {
  let best = -1;
  let most = 0;
  for (const [index, row] of table.slice(0, searchedRows).entries()) {
    const filled = row.filter((cell) => cell.trim() !== '').length;
    const known = knownHeaders(row);
    // One known word in a wide row is more likely data (a customer tagged 公司) than a header.
    if (
      known > most &&
      (known >= 2 || filled <= 3 || (index === 0 && !row.some(isValueCell))) &&
      known * 6 >= filled
    ) {
      best = index;
      most = known;
    }
  }
  if (best >= 0) return best;
  return looksLikeHeader(table[0] ?? [], table.slice(1, 50)) ? 0 : -1;
}

function fieldOf(header: string, headers: string[], cells: string[]): ImportField {
  if (/ - (type|label)$/i.test(header.trim()) || isProblemColumn(header)) return 'ignore';
  const part = findAddressPart(header);
  if (part) return part.part === 'city' ? 'city' : 'address';
  const plain = plainHeader(header);
  // Outlook's "Title" is Mr. or Dr. where it also has "Job Title".
  if (plain === 'title')
    return headers.some((other) => plainHeader(other) === 'jobtitle') ? 'note' : 'jobTitle';
  const known = findHeaderField(header);
  if (known) return known;
  if (plain === '') return guessByContent(cells) ?? 'note';
  const isContact = cells.some(isMobile) || cells.some(isEmail);
  return (isContact ? guessByContent(cells) : undefined) ?? 'note';
}

function widthOf(rows: string[][]): number {
  let width = 0;
  for (const row of rows) if (row.length > width) width = row.length;
  return width;
}

/** Over the whole table: a column may be filled far below the sample. */
function filledColumns(rows: string[][]): Set<number> {
  const filled = new Set<number>();
  const open = new Set(Array.from({ length: widthOf(rows) }, (_, index) => index));
  for (const row of rows) {
    if (open.size === 0) break;
    for (const index of open) {
      if ((row[index] ?? '').trim() === '') continue;
      filled.add(index);
      open.delete(index);
    }
  }
  return filled;
}

function withHeader(headers: string[], rows: string[][]): GuessedColumn[] {
  const filled = filledColumns(rows);
  const sample = rows.slice(0, sampleRows);
  const isOwn = isOwnExport(headers);
  return headers.map((header, index) => {
    const own = isOwn ? findOwnField(header) : undefined;
    if (own) return { index, header: header.trim(), field: filled.has(index) ? own : 'ignore' };
    const cells = sample.map((row) => row[index] ?? '');
    const field = filled.has(index) ? fieldOf(header, headers, cells) : 'ignore';
    const title = header.trim();
    const label =
      field === 'city' ? findAddressPart(header)?.group : (findAddressPart(header)?.group ?? title);
    const shown = labelled.has(field) || field === 'city' ? label : undefined;
    const plainNote =
      field === 'note' && findHeaderField(header) === 'note' && /^(备注|備註|notes?)$/i.test(title);
    return { index, header: title, field, ...(shown && !plainNote ? { label: shown } : {}) };
  });
}

function withoutHeader(all: string[][]): GuessedColumn[] {
  const filled = filledColumns(all);
  const rows = all.slice(0, sampleRows);
  const width = widthOf(all);
  const columns = Array.from({ length: width }, (_, index): GuessedColumn => {
    const cells = rows.map((row) => row[index] ?? '');
    return { index, header: '', field: filled.has(index) ? (guessByContent(cells) ?? 'note') : 'ignore' };
  });
  // The first column of words is the name where nothing looks more like one.
  if (!columns.some(({ field }) => field === 'name')) {
    const isText = ({ index, field }: GuessedColumn): boolean =>
      field === 'note' &&
      rows.some((row) => /\p{L}/u.test(row[index] ?? '')) &&
      rows.every((row) => (row[index] ?? '').length <= 40);
    const first = columns.find(isText);
    if (first) first.field = 'name';
  }
  return columns;
}

const refit = (column: GuessedColumn, field: ImportField): GuessedColumn =>
  labelled.has(field) ? { ...column, field, label: column.header } : { ...column, field };

/** One column is the name; beside it 客户名称 is the company of 联系人, 名字 the given name of 姓氏, 备注名 a nickname. */
function settleNames(columns: GuessedColumn[]): GuessedColumn[] {
  const has = (field: ImportField): boolean => columns.some((column) => column.field === field);
  const split = has('familyName');
  const given = (column: GuessedColumn): boolean => split && !has('givenName') && column.header === '名字';
  const names = columns.filter((column) => column.field === 'name' && !given(column));
  const best =
    names.find(({ header }) => /联系人|聯絡人|contact/i.test(header)) ??
    names.find(({ header }) => !/备注|remark/i.test(header)) ??
    names[0];
  return columns.map((column) => {
    if (column.field !== 'name' || column === best) return column;
    if (given(column)) return refit(column, 'givenName');
    if (/备注/.test(column.header)) return refit(column, 'nickname');
    return refit(
      column,
      /^(客户|客戶|名称|customer)/i.test(column.header) && !has('company') ? 'company' : 'note',
    );
  });
}

/** @param hasHeader what the user says, where the guess was wrong. */
export function guessColumns(table: string[][], hasHeader?: boolean): ColumnGuess {
  const found = hasHeader === false ? -1 : findHeaderRow(table);
  const headerRow = found < 0 && hasHeader === true ? 0 : found;
  const rows = table.slice(headerRow + 1);
  if (headerRow < 0) return { hasHeader: false, headerRow, columns: settleNames(withoutHeader(rows)) };
  const headers = table[headerRow] ?? [];
  const width = Math.max(widthOf(rows), headers.length);
  const padded = Array.from({ length: width }, (_, index) => headers[index] ?? '');
  return { hasHeader: true, headerRow, columns: settleNames(withHeader(padded, rows)) };
}
