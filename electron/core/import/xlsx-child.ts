/**
 * Runs alone in a process (or thread) of its own with a memory cap, because exceljs holds a whole workbook in memory.
 * Takes the bytes as one message, answers in pieces. Writes nothing anywhere.
 */
import ExcelJS from 'exceljs';
import type { Worksheet } from 'exceljs';
import { ImportError } from './import-error.ts';
import { importLimits } from './import-limit.ts';
import { answerAsChild } from './reader-child.ts';
import { cellText } from './xlsx-cell.ts';
import { repackWorkbook } from './xlsx-repack.ts';
import type { XlsxPiece, XlsxSheet } from './xlsx-table.ts';

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

/** Rows of a piece. */
const pieceRows = 500;

async function* read(bytes: Uint8Array): AsyncGenerator<XlsxPiece> {
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
  for (const sheet of [...visible, ...hidden]) {
    const { name, table, lines } = readSheet(sheet, unfolded);
    yield { name };
    for (let from = 0; from < table.length; from += pieceRows)
      yield { table: table.slice(from, from + pieceRows), lines: lines.slice(from, from + pieceRows) };
  }
}

answerAsChild(read);
