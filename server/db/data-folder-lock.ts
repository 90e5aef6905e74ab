/** The embedded database takes one process at a time; a lock file with the process id says who holds the folder. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export class DataFolderInUse extends Error {
  constructor(dataDir: string, pid: number) {
    super(`the data folder ${dataDir} is in use by process ${pid}; stop that server first`);
  }
}

/** Folders this process holds: after a restart in a container the file may carry our own process id. */
const heldHere = new Set<string>();

/** Takes the folder and returns what gives it back. A lock left by a process that is gone is taken over. */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'server.lock');
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      heldHere.add(file);
      return async () => {
        heldHere.delete(file);
        await rm(file, { force: true });
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const pid = Number(await readFile(file, 'utf8'));
      if (pid === process.pid ? heldHere.has(file) : isRunning(pid)) throw new DataFolderInUse(dataDir, pid);
      await rm(file, { force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
