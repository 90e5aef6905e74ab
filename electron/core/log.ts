/** The log of core: a file in the data folder, without names, phones, notes, keys or tokens. */
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Logger } from '#shared/lib/logger.ts';

/** Fields that could hold what a person wrote or what opens something, wherever they appear. */
const secretFields = [
  'name',
  'account',
  'phone',
  'value',
  'body',
  'text',
  'title',
  'remark',
  'fields',
  'writes',
  'row',
  'rows',
  'password',
  'enrolmentCode',
  'token',
  'key',
  'wrapped',
];

const maxBytes = 5 * 1024 * 1024;

export interface FileLog {
  log: Logger;
  close: () => void;
}

/** Starts a new file above 5 MB and keeps the one before. Without a writable folder nothing is logged. */
export function createFileLog(dataDir: string): FileLog {
  const folder = join(dataDir, 'logs');
  const file = join(folder, 'core.log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (existsSync(file) && statSync(file).size > maxBytes) renameSync(file, join(folder, 'core.1.log'));
  const destination = pino.destination({ dest: file, sync: true, mode: 0o600 });
  const log = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: '…' },
      serializers: { err: describeError },
    },
    destination,
  );
  return { log, close: () => destination.end() };
}

/** Error messages can quote the text they failed on, so only those of the runtime and of SQLite are kept. */
const quotedSafely = [
  'TypeError',
  'ReferenceError',
  'RangeError',
  'SqliteError',
  'CoreError',
  'ServerError',
  'UnreachableError',
];

export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    type: error.name,
    ...('code' in error ? { code: String(error.code) } : {}),
    ...(quotedSafely.includes(error.name) ? { message: error.message } : {}),
    stack: frames.slice(0, 15).join('\n'),
    ...(error.cause ? { cause: describeError(error.cause) } : {}),
  };
}
