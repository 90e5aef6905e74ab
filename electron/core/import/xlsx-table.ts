/** Workbook → tables, unpacked and parsed outside the core's own process, after the sizes have been checked. */
import { ImportError } from './import-error.ts';
import { importLimits } from './import-limit.ts';
import { childEntry, readInChild, type ReaderOptions } from './reader-child.ts';
import { checkZipSizes, readZipDirectory } from './zip-directory.ts';

export interface XlsxSheet {
  name: string;
  /** Rows without any value are left out; `lines` gives each row's number in the sheet. */
  table: string[][];
  lines: number[];
}

/** What the child answers: a sheet begins, then its rows. */
export type XlsxPiece = { name: string } | Pick<XlsxSheet, 'table' | 'lines'>;

export interface XlsxOptions {
  /** The child's entry; differs where the core is bundled. */
  xlsxChildPath?: string | URL | undefined;
  isolation?: ReaderOptions['isolation'];
  timeLimitMs?: number | undefined;
}

const entry = childEntry('xlsx-child');

async function runChild(bytes: Uint8Array, options: XlsxOptions): Promise<XlsxSheet[]> {
  const sheets: XlsxSheet[] = [];
  await readInChild<XlsxPiece>(
    bytes,
    {
      path: options.xlsxChildPath ?? entry,
      isolation: options.isolation,
      timeLimitMs: options.timeLimitMs ?? importLimits.xlsxSeconds * 1_000,
      heapMegabytes: importLimits.xlsxHeapMegabytes,
    },
    (piece) => {
      if ('name' in piece) return void sheets.push({ name: piece.name, table: [], lines: [] });
      for (const row of piece.table) sheets.at(-1)!.table.push(row);
      for (const line of piece.lines) sheets.at(-1)!.lines.push(line);
    },
  );
  return sheets;
}

const oleHeader = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** What the first bytes say, where it is a spreadsheet or pretends to be one. */
export function findWorkbookKind(
  bytes: Uint8Array,
): 'zip' | 'old-xls' | 'encrypted' | 'other-ole' | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length > 3 && buffer.readUInt32LE(0) === 0x04034b50) return 'zip';
  if (oleHeader.every((byte, at) => buffer[at] === byte)) {
    if (buffer.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return 'encrypted';
    const isXls = ['Workbook', 'Book'].some((name) => buffer.includes(Buffer.from(`${name}\0`, 'utf16le')));
    return isXls ? 'old-xls' : 'other-ole';
  }
  // Excel 2 to 4 wrote bare records, beginning with BOF.
  return buffer[0] === 0x09 && [0x00, 0x02, 0x04].includes(buffer[1] ?? -1) && buffer[3] === 0
    ? 'old-xls'
    : undefined;
}

/** @throws ImportError; nothing is unpacked before the declared sizes are within the limits. */
export async function readXlsx(
  bytes: Uint8Array,
  options: XlsxOptions = {},
): Promise<{ sheets: XlsxSheet[] }> {
  const kind = findWorkbookKind(bytes);
  if (kind === 'encrypted') throw new ImportError('ENCRYPTED_XLSX');
  if (kind === 'old-xls') throw new ImportError('OLD_XLS');
  if (kind !== 'zip') throw new ImportError('NOT_XLSX');
  const entries = readZipDirectory(bytes);
  checkZipSizes(entries, bytes.length);
  if (!entries.some(({ name }) => name.toLowerCase() === 'xl/workbook.xml')) {
    throw new ImportError(
      'NOT_XLSX',
      entries.some(({ name }) => name === 'xl/workbook.bin') ? 'xlsb' : undefined,
    );
  }
  const sheets = await runChild(bytes, options);
  if (sheets.length === 0) throw new ImportError('BROKEN', 'no sheet could be read');
  return { sheets };
}
