/** A workbook of plain text cells: no formulas, no links, numbers as text so that every digit stays. */
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { withGuard } from '#shared/domain/formula-text.ts';

/** Rows written before the event loop gets its turn. */
const slice = 200;

/** What XML cannot hold, and what Excel would read as an escape (`_x000D_`). */
function xmlText(text: string): string {
  return (
    text
      .toWellFormed()
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  );
}

export async function xlsxFile(
  table: readonly (readonly string[])[],
  watermark: string,
): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const stream = new PassThrough();
  const whole = buffer(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: true, useStyles: true });
  const sheet = book.addWorksheet('Rapport', {
    headerFooter: { oddFooter: xmlText(watermark).replaceAll('&', '&&') },
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  for (const [at, row] of table.entries()) {
    const added = sheet.addRow(row.map((cell) => xmlText(withGuard(cell))));
    added.eachCell((cell) => void (cell.numFmt = '@'));
    added.commit();
    if (at % slice === slice - 1) await setImmediate();
  }
  sheet.commit();
  await book.commit();
  return new Uint8Array(await whole);
}
