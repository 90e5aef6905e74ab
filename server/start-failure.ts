/** Why the server could not start, in one line without a stack and without the database's password. */
import { BadConfig } from './config.ts';
import { DataFolderInUse } from './db/data-folder-lock.ts';
import { errorCode } from './db/error-code.ts';

export function explainStartFailure(
  error: unknown,
  env: Readonly<Record<string, string | undefined>>,
): string {
  if (error instanceof BadConfig || error instanceof DataFolderInUse) return error.message;
  const code = errorCode(error);
  const address = `${env.HOST || '127.0.0.1'}:${env.PORT || '7420'}`;
  switch (code) {
    case 'EADDRINUSE':
      return `${address} is taken by another program; set PORT to a free one`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return env.DATABASE_URL && code === 'ENOTFOUND'
        ? 'the host in DATABASE_URL cannot be found'
        : `${address} is not an address of this machine; check HOST`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
      return env.DATABASE_URL
        ? `listening on ${address} is not permitted`
        : `the data folder ${env.DATA_DIR || '.data/server'} cannot be written (${code})`;
    case 'ECONNREFUSED':
    case 'ETIMEDOUT':
      return 'the database in DATABASE_URL does not answer';
    case '28P01':
    case '28000':
      return 'the database in DATABASE_URL refuses the user or password';
    case '3D000':
      return 'the database named in DATABASE_URL does not exist';
    default:
      return `the server cannot start: ${error instanceof Error ? error.message : String(error)}`;
  }
}
