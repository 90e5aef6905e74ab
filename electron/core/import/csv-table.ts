/** Text → table of cells. Cells are exactly what the file says; only the line ends between rows are interpreted. */
import Papa from 'papaparse';
import { ImportError } from './import-error.ts';

export interface CsvTable {
  delimiter: string;
  table: string[][];
}

/** In the order of preference where several fit equally well. */
const delimiters = [',', '\t', ';', '|', '，', '；', '^', '~', '\u001f'];

const parse = (text: string, delimiter: string, newline: '\n' | '\r' | '\r\n', preview = 0) =>
  Papa.parse<string[]>(text, { delimiter, newline, preview, skipEmptyLines: false });

/** Replaces what stands outside quotes, so that cells keep their own line ends. */
function outsideQuotes(text: string, replace: (part: string) => string): string {
  if (!text.includes('"')) return replace(text);
  return text
    .split('"')
    .map((part, at) => (at % 2 === 0 ? replace(part) : part))
    .join('"');
}

function lineEnd(text: string): '\n' | '\r' | '\r\n' | 'mixed' {
  const found = new Set<string>();
  outsideQuotes(text, (part) => {
    if (part.includes('\r\n')) found.add('\r\n');
    if (/(^|[^\r])\n/.test(part)) found.add('\n');
    if (/\r(?!\n)/.test(part)) found.add('\r');
    return '';
  });
  if (found.size > 1) return 'mixed';
  if (found.has('\r\n')) return '\r\n';
  return found.has('\r') ? '\r' : '\n';
}

/**
 * The delimiter under which the first rows fall into the same number of cells, and into most of them. Rows above a
 * header (a title, an export date) may differ: the commonest number of cells counts.
 */
export function detectDelimiter(text: string, newline: '\n' | '\r' | '\r\n'): string {
  const head = text.slice(0, 65_536);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    if (!head.includes(delimiter)) continue;
    const rows = parse(head, delimiter, newline, 50).data.filter((row) => row.some((cell) => cell !== ''));
    const complete = head.length < text.length && rows.length > 1 ? rows.slice(0, -1) : rows;
    const widths = new Map<number, number>();
    for (const row of complete) widths.set(row.length, (widths.get(row.length) ?? 0) + 1);
    const [width, times] = [...widths].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
    if (width < 2) continue;
    const score = (times / complete.length) * (1 + Math.min(width, 30) / 30);
    if (score > best.score + 0.001) best = { delimiter, score };
  }
  return best.delimiter;
}

/** @throws ImportError EMPTY, or BROKEN where a quoted cell is never closed. */
export function readCsvTable(text: string, delimiter?: string): CsvTable {
  let body = text;
  let chosen = delimiter;
  const declared = /^"?sep=(.)"?(?:\r\n|\r|\n|$)/i.exec(body);
  if (declared) {
    body = body.slice(declared[0].length);
    chosen ??= declared[1];
  }
  if (body.trim() === '' && !body.includes('\t')) throw new ImportError('EMPTY');
  let newline = lineEnd(body);
  if (newline === 'mixed') {
    body = outsideQuotes(body, (part) => part.replace(/\r\n?/g, '\n'));
    newline = '\n';
  }
  chosen ??= detectDelimiter(body, newline);
  const { data, errors } = parse(body, chosen, newline);
  const open = errors.find((error) => error.code === 'MissingQuotes');
  if (open) {
    const line = body.slice(0, open.index ?? 0).split(newline).length + (declared ? 1 : 0);
    throw new ImportError('BROKEN', `line ${line}: a quoted cell is never closed`);
  }
  const last = data.at(-1);
  if (last?.length === 1 && last[0] === '' && body.endsWith(newline)) data.pop();
  return { delimiter: chosen, table: data };
}

/** 1-based line on which each row of `table` begins; quoted cells may span lines. */
export function lineNumbers(table: string[][], first = 1): number[] {
  let line = first;
  return table.map((row) => {
    const start = line;
    line += 1;
    for (const cell of row) {
      if (cell.includes('\n') || cell.includes('\r')) line += cell.split(/\r\n|\r|\n/).length - 1;
    }
    return start;
  });
}
