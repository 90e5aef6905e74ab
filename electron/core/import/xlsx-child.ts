/**
 * Runs alone in a process (or thread) of its own with a memory cap, because exceljs holds a whole workbook in memory.
 * Takes the bytes as one message, answers with one message, ends. Writes nothing anywhere.
 */
import { parentPort } from 'node:worker_threads';
import ExcelJS from 'exceljs';
import type { Worksheet } from 'exceljs';
import { ImportError } from './import-error.ts';
import { importLimits } from './import-limit.ts';
import { cellText } from './xlsx-cell.ts';
import { repackWorkbook } from './xlsx-repack.ts';
import type { XlsxAnswer, XlsxSheet } from './xlsx-table.ts';

const ignoreNodes = [
  'sheetPr',
  'dataValidations',
  'conditionalFormatting',
  'hyperlinks',
  'drawing',
  'picture',
  'legacyDrawing',
  'tableParts',
  'autoFilter',
  'sheetProtection',
  'extLst',
  'rowBreaks',
  'colBreaks',
  'headerFooter',
];

/** What all sheets together have unfolded to so far. */
interface Unfolded {
  cells: number;
  characters: number;
}

function readSheet(sheet: Worksheet, unfolded: Unfolded): XlsxSheet {
  const table: string[][] = [];
  const lines: number[] = [];
  sheet.eachRow((row, line) => {
    const cells: string[] = [];
    row.eachCell((cell, column) => {
      // A value merged downwards holds for every row it covers; merged sideways it would only repeat.
      if (cell.isMerged && cell.master.col !== cell.col) return;
      const text = cellText(cell);
      if (text === '') return;
      unfolded.cells += 1;
      unfolded.characters += text.length;
      if (unfolded.cells > importLimits.workbookCells)
        throw new ImportError('TOO_LARGE', `more than ${importLimits.workbookCells} cells`);
      if (unfolded.characters > importLimits.workbookCharacters)
        throw new ImportError('TOO_LARGE', `more than ${importLimits.workbookCharacters} characters`);
      if (column > importLimits.columns) throw new ImportError('TOO_MANY_COLUMNS', sheet.name);
      while (cells.length < column - 1) cells.push('');
      cells[column - 1] = text;
    });
    if (cells.length === 0) return;
    if (table.length >= importLimits.rows) throw new ImportError('TOO_MANY_ROWS', sheet.name);
    table.push(cells);
    lines.push(line);
  });
  return { name: sheet.name, table, lines };
}

async function answer(bytes: Uint8Array): Promise<XlsxAnswer> {
  try {
    const workbook = new ExcelJS.Workbook();
    const repacked = repackWorkbook(bytes);
    const copy = new ArrayBuffer(repacked.byteLength);
    new Uint8Array(copy).set(repacked);
    await workbook.xlsx.load(copy, { ignoreNodes });
    const visible = workbook.worksheets.filter((sheet) => sheet.state === 'visible');
    const hidden = workbook.worksheets.filter((sheet) => sheet.state !== 'visible');
    if (visible.length + hidden.length > importLimits.workbookSheets)
      throw new ImportError('TOO_LARGE', `${visible.length + hidden.length} sheets`);
    const unfolded = { cells: 0, characters: 0 };
    return { sheets: [...visible, ...hidden].map((sheet) => readSheet(sheet, unfolded)) };
  } catch (error) {
    if (error instanceof ImportError) return { code: error.code, detail: error.detail };
    return { code: 'BROKEN', detail: error instanceof Error ? error.message : undefined };
  }
}

if (parentPort) {
  const port = parentPort;
  port.once(
    'message',
    (bytes: Uint8Array) => void answer(bytes).then((message) => port.postMessage(message)),
  );
} else {
  process.once('message', (bytes: Uint8Array) => {
    void answer(bytes).then((message) => process.send?.(message, () => process.disconnect()));
  });
}
