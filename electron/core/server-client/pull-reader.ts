/** Reads a pull answer as a whole or not at all: cut, damaged and foreign bytes are never data (SPEC, PULL). */
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { pullLine, type PullLine, type PullRows } from '#shared/protocol/sync.ts';
import type { PullAnswer } from '../sync/pull-answer.ts';
import { UnreachableError } from './server-error.ts';

const decompress = promisify(zstdDecompress);

/** Bounds what a hostile answer can make of the memory. */
const maxTextBytes = 256 * 1024 * 1024;

/** Throws UnreachableError FOREIGN. */
export async function readPull(bytes: Buffer): Promise<PullAnswer> {
  try {
    const text = (await decompress(bytes, { maxOutputLength: maxTextBytes })).toString();
    return answerOf(text.split('\n'));
  } catch (error) {
    throw error instanceof UnreachableError ? error : new UnreachableError('FOREIGN', { cause: error });
  }
}

function answerOf(texts: string[]): PullAnswer {
  if (texts.at(-1) === '') texts.pop();
  const lines = texts.map(lineOf);
  const head = lines.shift();
  const end = lines.pop();
  if (head?.kind !== 'head' || end?.kind !== 'end') throw new UnreachableError('FOREIGN');
  const listed = new Set(head.scopes.map((scope) => scope.id));
  const changes: PullAnswer['changes'][number][] = [];
  let rowCount = 0;
  for (const line of lines) {
    if (line.kind === 'head' || line.kind === 'end') throw new UnreachableError('FOREIGN');
    if (!listed.has(line.scope)) throw new UnreachableError('FOREIGN');
    if (line.kind === 'rows') rowCount += line.rows.length;
    changes.push(line);
  }
  if (changes.length !== end.lines) throw new UnreachableError('FOREIGN');
  return { head, changes, end, rowCount };
}

/** Row lines are checked by hand: thousands of rows through a schema would cost more than storing them. */
function lineOf(text: string): PullLine {
  const value: unknown = JSON.parse(text);
  return isRows(value) ? value : pullLine.parse(value);
}

function isRows(value: unknown): value is PullRows {
  if (typeof value !== 'object' || value === null) return false;
  const line = value as Partial<PullRows>;
  if (line.kind !== 'rows') return false;
  const { columns, rows } = line;
  const isWhole =
    typeof line.scope === 'string' &&
    typeof line.entity === 'string' &&
    Array.isArray(columns) &&
    columns.every((column) => typeof column === 'string') &&
    Array.isArray(rows) &&
    rows.every((row) => Array.isArray(row) && row.length === columns.length);
  if (!isWhole) throw new UnreachableError('FOREIGN');
  return true;
}
