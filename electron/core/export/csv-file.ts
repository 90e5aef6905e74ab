/** UTF-8 with a mark, so that Excel reads Chinese; every cell quoted, formulas neutralised. */
import Papa from 'papaparse';
import { withGuard } from '#shared/domain/formula-text.ts';

export function csvFile(table: readonly (readonly string[])[]): Uint8Array {
  const cells = table.map((row) => row.map((cell) => withGuard(cell.toWellFormed())));
  return new TextEncoder().encode(`\uFEFF${Papa.unparse(cells, { quotes: true, newline: '\r\n' })}\r\n`);
}
