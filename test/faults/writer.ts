/** Runs {@link file://./writer-child.ts} under whatever the row puts it under, and looks at the file afterwards. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openConnection } from '#core/db/connection.ts';
import { keyCheckOf } from '#core/db/key-check.ts';
import { openLocalDb } from '#core/db/open.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { childScript } from './child-bundle.ts';
import { noHarm, type Harm } from './row.ts';

export interface WriterRun {
  /** Texts that were acknowledged. */
  kept: string[];
  refused: string[];
  notOpened: string | undefined;
  /** Failures that were neither a refusal the program knows nor a kill. */
  bugs: string[];
  /** How the process ended. */
  ended: string | number | null;
}

export interface WriterOptions {
  folder: string;
  key: Buffer;
  notes: number;
  first?: number;
  bytes?: number;
  /** What the process is run under, e.g. strace with its options. */
  under?: readonly string[];
  dieAt?: { point: string; time: number };
}

export const newKey = () => randomBytes(32);

export async function runWriter(options: WriterOptions): Promise<WriterRun> {
  const { folder, key, notes, first = 0, bytes = 60, under = [], dieAt } = options;
  const args = [folder, key.toString('hex'), String(notes), String(first), String(bytes)];
  if (dieAt) args.push(dieAt.point, String(dieAt.time));
  const script = await childScript('writer-child');
  const [command, ...before] = [...under, process.execPath, script, ...args];
  const child = spawn(command!, before, { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const ended = await new Promise<string | number | null>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code)),
  );
  const told = text.split('\n').slice(0, -1);
  const after = (word: string) =>
    told.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  return {
    kept: after('kept'),
    refused: after('refused'),
    notOpened: after('not opened')[0],
    bugs: told.filter((line) => line.includes('BUG')),
    ended,
  };
}

export interface FileLook extends Harm {
  /** Notes in the file, by their text. */
  bodies: Set<string>;
}

/** Opens the file as the next start would, and holds it against what was promised. */
export function lookAtFile(folder: string, key: Buffer, promised: readonly string[]): FileLook {
  const file = join(folder, 'rapport.db');
  const look: FileLook = { ...noHarm, bodies: new Set() };
  if (!existsSync(file)) return { ...look, lost: promised.length };
  try {
    checkWhole(file, key);
    const db = openLocalDb({ file, key, keyCheck: keyCheckOf(key), mustExist: false, log: silentLogger });
    const rows = db.raw<{ body: string }>('SELECT body FROM note').map(({ body }) => headOf(body));
    const queued = db.raw<{ n: number }>('SELECT count(*) AS n FROM outbox')[0]!.n;
    db.close();
    look.bodies = new Set(rows);
    look.duplicated = rows.length - look.bodies.size;
    // A row without its queue entry, or the other way round, is half a transaction.
    if (queued !== rows.length) look.corrupt += 1;
  } catch {
    look.corrupt += 1;
  }
  look.lost = promised.filter((body) => !look.bodies.has(body)).length;
  return look;
}

function checkWhole(file: string, key: Buffer): void {
  const db = openConnection(file, key);
  try {
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('damaged');
  } finally {
    db.close();
  }
}

function headOf(body: string): string {
  return body.replace(/茶+$/, '');
}
