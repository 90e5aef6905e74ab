/** Where the console's commands are done: on the database itself, or in the server that holds the embedded one. */
import { createReadStream } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { pipeline, Readable } from 'node:stream';
import { systemClock } from '#shared/lib/clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { BackupError } from '../backup/backup-error.ts';
import { describeRestored, restoreBackup } from '../backup/restore.ts';
import { backupStream } from '../backup/write-backup.ts';
import type { ServerConfig } from '../config.ts';
import { DataFolderInUse } from '../db/data-folder-lock.ts';
import { errorCode } from '../db/error-code.ts';
import { openDatabase } from '../db/open-database.ts';
import { BadUsage, findConsoleCommand, type Values } from './console-command.ts';
import { controlAddress, controlLine } from './control-message.ts';

export interface Output {
  say: (line: string) => void;
  tell: (line: string) => void;
}

export interface AdminConsole {
  run(name: string, values: Values): Promise<boolean>;
  /** The bytes of a backup; breaks off with an error where it could not be read to its end. */
  backup(): Promise<Readable>;
  restore(file: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Throws DataFolderInUse where the folder is held by something that does not answer. */
export async function openConsole(config: ServerConfig, output: Output): Promise<AdminConsole> {
  try {
    return await directConsole(config, output);
  } catch (error) {
    if (!(error instanceof DataFolderInUse) || !('dataDir' in config.location)) throw error;
    return serverConsole(controlAddress(config.location.dataDir), output, error);
  }
}

async function directConsole(config: ServerConfig, { say, tell }: Output): Promise<AdminConsole> {
  const database = await openDatabase(config.location, silentLogger);
  const { db } = database;
  const { argon2 } = config.app;
  return {
    run: (name, values) => findConsoleCommand(name)!.run({ db, clock: systemClock, argon2, say }, values),
    async backup() {
      return backupStream(db, systemClock);
    },
    async restore(file) {
      for (const line of describeRestored(await restoreBackup({ db, clock: systemClock, tell }, file)))
        say(line);
      return true;
    },
    close: () => database.close(),
  };
}

function serverConsole(socketPath: string, output: Output, inUse: DataFolderInUse): AdminConsole {
  function ask(path: string, body: Readable): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const asked = request({ socketPath, path, method: 'POST' });
      asked.on('error', (error) => {
        const isGone = ['ENOENT', 'ECONNREFUSED', 'EACCES'].includes(errorCode(error));
        reject(isGone ? inUse : error);
      });
      asked.on('response', resolve);
      pipeline(body, asked, () => {});
    });
  }
  return {
    async run(name, values) {
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
      return read(await ask('/command', Readable.from([JSON.stringify({ name, values: given })])), output);
    },
    backup: () => ask('/backup', Readable.from([])),
    restore: async (file) => read(await ask('/restore', createReadStream(file)), output),
    async close() {},
  };
}

async function read(answer: IncomingMessage, { say, tell }: Output): Promise<boolean> {
  for await (const text of createInterface({ input: answer })) {
    const line = controlLine.parse(JSON.parse(text));
    if ('end' in line) return line.end;
    if ('error' in line) throw line.isUsage ? new BadUsage(line.error) : new BackupError(line.error);
    if ('say' in line) say(line.say);
    else if (line.tell) tell(line.tell);
  }
  throw new BackupError('the server broke off; its log says why');
}
