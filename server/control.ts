/**
 * The console's way into a running server: the embedded database belongs to the server's process, so the console asks
 * over a socket in the data folder, which only the folder's owner can open.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { BadUsage, findConsoleCommand, type Values } from './admin/console-command.ts';
import { commandRequest, controlAddress, type ControlLine } from './admin/control-message.ts';
import { BackupError } from './backup/backup-error.ts';
import { describeRestored, restoreBackup } from './backup/restore.ts';
import { backupStream } from './backup/write-backup.ts';
import type { Db } from './db/database.ts';
import { errorCode } from './db/error-code.ts';
import { Refusal } from './domain/refusal.ts';
import type { Argon2Cost } from './domain/secret.ts';

export interface ControlParts {
  dataDir: string;
  db: Db;
  clock: Clock;
  log: Logger;
  argon2: Argon2Cost;
}

type Answer = (line: ControlLine) => void;

/** A console that was stopped must not hold the database's one connection for ever. */
const idleMs = 60_000;

/** Resolves with what ends it. A server whose socket cannot be made serves without a console. */
export async function startControl(parts: ControlParts): Promise<() => Promise<void>> {
  const { dataDir, log } = parts;
  const address = controlAddress(dataDir);
  const isFile = process.platform !== 'win32';
  const server = createServer((request, response) => {
    request.socket.setTimeout(idleMs, () => request.socket.destroy());
    void handle(parts, request, response).catch((error: unknown) => {
      log.error({ code: errorCode(error) }, 'control.failed');
      response.destroy();
    });
  });
  try {
    if (isFile) {
      await chmod(dataDir, 0o700);
      await rm(address, { force: true });
    }
    server.listen(address);
    await once(server, 'listening');
    if (isFile) await chmod(address, 0o600);
  } catch (error) {
    log.warn({ code: errorCode(error) }, 'control.not_available');
    return async () => {};
  }
  return async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
}

async function handle(
  parts: ControlParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { db, clock } = parts;
  if (request.method !== 'POST') return void response.writeHead(405).end();
  if (request.url === '/backup') {
    response.writeHead(200, { 'content-type': 'application/zstd' });
    return pipeline(backupStream(db, clock), response);
  }
  if (request.url !== '/command' && request.url !== '/restore') return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const answer: Answer = (line) => void response.write(`${JSON.stringify(line)}\n`);
  // Work of minutes says nothing for long.
  const alive = setInterval(() => answer({ tell: '' }), idleMs / 4);
  try {
    const isWell =
      request.url === '/command'
        ? await command(parts, request, answer)
        : await restore(parts, request, answer);
    answer({ end: isWell });
  } catch (error) {
    answer(lineOfError(error, parts.log));
  } finally {
    clearInterval(alive);
    response.end();
  }
}

async function command(parts: ControlParts, request: IncomingMessage, answer: Answer): Promise<boolean> {
  const { db, clock, argon2 } = parts;
  const { name, values } = commandRequest.parse(JSON.parse(await textOf(request)));
  const wanted = findConsoleCommand(name);
  if (!wanted) throw new BadUsage('the running server does not know this command');
  return wanted.run({ db, clock, argon2, say: (say) => answer({ say }) }, values as Values);
}

/** The file comes over the socket: server and console may not see the same folders. */
async function restore(
  { dataDir, db, clock }: ControlParts,
  request: IncomingMessage,
  answer: Answer,
): Promise<boolean> {
  const file = join(dataDir, 'restore.partial');
  try {
    await pipeline(request, createWriteStream(file, { mode: 0o600 }));
    const tell = (line: string) => answer({ tell: line });
    const restored = await restoreBackup({ db, clock, tell }, file);
    for (const say of describeRestored(restored)) answer({ say });
    return true;
  } finally {
    await rm(file, { force: true });
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > 64 * 1024) throw new BadUsage('too long');
  }
  return text;
}

function lineOfError(error: unknown, log: Logger): ControlLine {
  const isUsage = error instanceof BadUsage;
  if (isUsage || error instanceof Refusal || error instanceof BackupError)
    return { error: error.message, isUsage };
  log.error({ code: errorCode(error) }, 'control.command_failed');
  const isFull = errorCode(error) === 'ENOSPC';
  return {
    error: isFull ? 'the disk of the data folder is full' : `the server could not do it: ${String(error)}`,
    isUsage,
  };
}
