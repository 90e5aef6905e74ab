/** Reads a backup line by line and vouches for it: the last line comes only when everything before it was right. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createZstdDecompress } from 'node:zlib';
import {
  backupHead,
  endLine,
  formatVersion,
  maxLineBytes,
  tableLine,
  type BackupHead,
  type EndLine,
  type TableLine,
} from './format.ts';
import { BackupError } from './backup-error.ts';

export type BackupPart =
  | { kind: 'head'; head: BackupHead }
  | { kind: 'table'; table: TableLine }
  /** The text of a JSON array, one text or null per column. */
  | { kind: 'row'; text: string }
  | { kind: 'end'; end: EndLine };

export interface BackupSummary {
  head: BackupHead;
  tables: number;
  rows: number;
}

/** Throws {@link BackupError} for a file that is not whole and right; `known` are the migrations of this program. */
export async function verifyBackup(file: string, known: readonly string[]): Promise<BackupSummary> {
  let head: BackupHead | undefined;
  let rows = 0;
  let tables = 0;
  for await (const part of readBackup(file, known)) {
    if (part.kind === 'head') head = part.head;
    else if (part.kind === 'table') tables += 1;
    else if (part.kind === 'row') rows += 1;
  }
  return { head: head!, tables, rows };
}

export async function* readBackup(file: string, known: readonly string[]): AsyncGenerator<BackupPart, void> {
  await checkMagic(file);
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  let table: TableLine | undefined;
  let isHead = true;
  let isEnded = false;
  for await (const line of linesOf(file)) {
    if (isEnded) throw new BackupError(`${file} goes on after its end`);
    const text = line.toString('utf8');
    if (isHead) {
      isHead = false;
      yield { kind: 'head', head: headOf(file, text, known) };
    } else if (text.startsWith('[')) {
      if (!table || !isRow(text, table.columns.length))
        throw new BackupError(`${file} holds a line that is no row`);
      counts[table.table]! += 1;
      yield { kind: 'row', text };
    } else if (text.startsWith('{"end"')) {
      const end = parsed(file, endLine, text);
      if (end.sha256 !== hash.digest('hex'))
        throw new BackupError(`${file} was changed: its hash does not fit`);
      if (JSON.stringify(sorted(end.rows)) !== JSON.stringify(sorted(counts))) {
        throw new BackupError(`${file} does not hold the rows it counts`);
      }
      isEnded = true;
      yield { kind: 'end', end };
      continue;
    } else {
      table = parsed(file, tableLine, text);
      if (table.table in counts) throw new BackupError(`${file} holds ${table.table} twice`);
      counts[table.table] = 0;
      yield { kind: 'table', table };
    }
    hash.update(line).update('\n');
  }
  if (!isEnded) throw new BackupError(`${file} is cut off: its end mark is missing`);
}

function headOf(file: string, text: string, known: readonly string[]): BackupHead {
  const head = parsed(file, backupHead, text);
  if (head.version > formatVersion) {
    throw new BackupError(`${file} was written by a newer program (format ${head.version}); update this one`);
  }
  const newer = head.migrations.find((name) => !known.includes(name));
  if (newer) throw new BackupError(`${file} was written by a newer program (${newer}); update this one`);
  return head;
}

/** The first bytes of every zstd stream. */
const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

async function checkMagic(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    if (bytesRead < 4 || !buffer.equals(magic))
      throw new BackupError(`${file} is not a backup of this program`);
  } finally {
    await handle.close();
  }
}

async function* linesOf(file: string): AsyncGenerator<Buffer, void> {
  const source = createReadStream(file);
  const text = source.pipe(createZstdDecompress());
  source.on('error', (error) => text.destroy(error));
  let parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of text as AsyncIterable<Buffer>) {
      let from = 0;
      for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
        yield Buffer.concat([...parts, chunk.subarray(from, to)]);
        parts = [];
        size = 0;
        from = to + 1;
      }
      parts.push(chunk.subarray(from));
      size += chunk.length - from;
      if (size > maxLineBytes) throw new BackupError(`${file} is not a backup of this program`);
    }
  } catch (error) {
    if (error instanceof BackupError || source.errored) throw error;
    throw new BackupError(`${file} is cut off or damaged`);
  } finally {
    source.destroy();
  }
  if (size > 0) throw new BackupError(`${file} is cut off in the middle of a line`);
}

function isRow(text: string, length: number): boolean {
  try {
    const values: unknown = JSON.parse(text);
    return (
      Array.isArray(values) &&
      values.length === length &&
      values.every((value) => value === null || typeof value === 'string')
    );
  } catch {
    return false;
  }
}

function parsed<T>(file: string, schema: { safeParse(value: unknown): { data?: T } }, text: string): T {
  try {
    const { data } = schema.safeParse(JSON.parse(text));
    if (data !== undefined) return data;
  } catch {
    // Not even JSON: told below.
  }
  throw new BackupError(`${file} is not a backup of this program`);
}

function sorted(counts: Record<string, number>): Array<[string, number]> {
  return Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
}
