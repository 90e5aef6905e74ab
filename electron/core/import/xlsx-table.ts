/** Workbook → tables, unpacked and parsed outside the core's own process, after the sizes have been checked. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ImportError } from './import-error.ts';
import type { ImportErrorCode } from './import-error.ts';
import { importLimits } from './import-limit.ts';
import { checkZipSizes, readZipDirectory } from './zip-directory.ts';

export interface XlsxSheet {
  name: string;
  /** Rows without any value are left out; `lines` gives each row's number in the sheet. */
  table: string[][];
  lines: number[];
}

export type XlsxAnswer = { sheets: XlsxSheet[] } | { code: ImportErrorCode; detail: string | undefined };

export interface XlsxOptions {
  /** The child's entry; differs where the core is bundled. */
  xlsxChildPath?: string | URL | undefined;
  /**
   * `process` by default. Inside Electron `thread`: a forked child there is another copy of the program unless the
   * RunAsNode fuse is left open.
   */
  isolation?: 'process' | 'thread' | undefined;
  timeLimitMs?: number | undefined;
}

interface Child {
  send(bytes: Uint8Array): void;
  stop(): void;
}

interface ChildEvents {
  message(answer: XlsxAnswer): void;
  end(reason: string): void;
}

function startProcess(path: string, events: ChildEvents): Child {
  const child = fork(path, [], {
    // It may read its own code, and write, start or load nothing.
    execArgv: [`--max-old-space-size=${importLimits.xlsxHeapMegabytes}`, '--permission', '--allow-fs-read=*'],
    env: process.env['SystemRoot'] ? { SystemRoot: process.env['SystemRoot'] } : {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('message', (answer) => events.message(answer as XlsxAnswer));
  child.on('error', (error) => events.end(error.message));
  child.on('exit', (code, signal) => events.end(signal ?? `exit ${code}`));
  return {
    send: (bytes) => void child.send(bytes, (error) => error && events.end(error.message)),
    stop: () => void child.kill('SIGKILL'),
  };
}

function startThread(path: string, events: ChildEvents): Child {
  const worker = new Worker(path, {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: importLimits.xlsxHeapMegabytes },
  });
  worker.on('message', (answer: XlsxAnswer) => events.message(answer));
  worker.on('error', (error) => events.end(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => events.end(`exit ${code}`));
  return { send: (bytes) => worker.postMessage(bytes), stop: () => void worker.terminate() };
}

/** Beside this file: as source in development, as a bundle of its own beside core's bundle. */
const childEntry = new URL(
  import.meta.url.endsWith('.ts') ? './xlsx-child.ts' : './xlsx-child.js',
  import.meta.url,
);

/** V8 aborts a process, and ends a thread with an error, that reaches its heap limit. */
const outOfMemory = /SIGABRT|SIGKILL|SIGTRAP|SIGILL|exit 134|memory limit|out of memory/i;

function runChild(bytes: Uint8Array, options: XlsxOptions): Promise<XlsxSheet[]> {
  const entry = options.xlsxChildPath ?? childEntry;
  const path = typeof entry === 'string' ? entry : fileURLToPath(entry);
  const isolation = options.isolation ?? (process.versions['electron'] ? 'thread' : 'process');
  const { promise, resolve, reject } = Promise.withResolvers<XlsxSheet[]>();
  const events: ChildEvents = {
    message: (answer) =>
      'sheets' in answer ? resolve(answer.sheets) : reject(new ImportError(answer.code, answer.detail)),
    end: (reason) => reject(new ImportError(outOfMemory.test(reason) ? 'TOO_LARGE' : 'BROKEN', reason)),
  };
  const child = isolation === 'thread' ? startThread(path, events) : startProcess(path, events);
  const timer = setTimeout(
    () => reject(new ImportError('TOO_LARGE', 'reading took too long')),
    options.timeLimitMs ?? importLimits.xlsxSeconds * 1000,
  );
  child.send(bytes);
  return promise.finally(() => {
    clearTimeout(timer);
    child.stop();
  });
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
