/** `backup` and `restore` at the console: files, progress, and what goes wrong with them in one line. */
import { createWriteStream } from 'node:fs';
import { access, link, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BackupError } from '../backup/backup-error.ts';
import { verifyBackup, type BackupSummary } from '../backup/read-backup.ts';
import { knownMigrations } from '../backup/restore.ts';
import { errorCode } from '../db/error-code.ts';
import type { AdminConsole, Output } from './console.ts';

const tellEveryMs = 2_000;

/** Written beside, made durable, read again from end to end, and only then given its name. */
export async function backUpTo(admin: AdminConsole, out: string, output: Output): Promise<boolean> {
  const file = resolve(out);
  const partial = `${file}.partial`;
  if (await exists(file)) throw new BackupError(`${out} exists already`);
  try {
    await rm(partial, { force: true });
    await write(admin, partial, output);
    output.tell('reading it again');
    const summary = await verifyBackup(partial, knownMigrations);
    await giveName(partial, file, out);
    await syncFolder(dirname(file));
    output.say(`${out}: ${describe(summary)}`);
    return true;
  } catch (error) {
    await rm(partial, { force: true });
    throw explained(error, out);
  }
}

export async function restoreFrom(
  admin: AdminConsole,
  file: string,
  isSure: boolean,
  output: Output,
): Promise<boolean> {
  try {
    if (isSure) return await admin.restore(file);
    const summary = await verifyBackup(file, knownMigrations);
    output.say(`${file}: ${describe(summary)}`);
    output.say('nothing was changed; with --yes it replaces everything the server holds');
    return false;
  } catch (error) {
    throw explained(error, file);
  }
}

async function write(admin: AdminConsole, partial: string, { tell }: Output): Promise<void> {
  const began = Date.now();
  let bytes = 0;
  let toldAt = began;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (Date.now() - toldAt >= tellEveryMs) {
        toldAt = Date.now();
        tell(`${(bytes / 1e6).toFixed(1)} MB after ${Math.round((toldAt - began) / 1000)} s`);
      }
      done(null, chunk);
    },
  });
  // `flush` makes the file durable before it is closed.
  await pipeline(
    await admin.backup(),
    meter,
    createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true }),
  );
}

/** A file that came into being meanwhile is not replaced; where a file system has no links, a rename has to do. */
async function giveName(partial: string, file: string, out: string): Promise<void> {
  try {
    await link(partial, file);
    await rm(partial);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new BackupError(`${out} exists already`);
    await rename(partial, file);
  }
}

/** Windows opens no folders and needs none of this. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function describe({ head, tables, rows }: BackupSummary): string {
  const companies = head.companies.map(({ slug }) => slug).join(', ') || 'no company';
  return `backup of ${head.takenAt}, ${companies}: ${rows} rows in ${tables} tables`;
}

const words: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  EFBIG: 'the file would be too large for the disk',
  EACCES: 'not permitted',
  EPERM: 'not permitted',
  EROFS: 'the disk is read-only',
  EISDIR: 'it is a folder',
  ECONNRESET: 'the server broke off; its log says why',
  ERR_STREAM_PREMATURE_CLOSE: 'the server broke off; its log says why',
};

function explained(error: unknown, file: string): unknown {
  const word = words[errorCode(error)];
  return word ? new BackupError(`${file}: ${word}`) : error;
}
