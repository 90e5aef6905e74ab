/**
 * The embedded database takes one process at a time; a claim file with the process id says who holds the folder. Claims
 * are numbered and a stale one is never removed before a higher one is made: so of several that find it stale at once,
 * one makes the next number, and nobody can remove what another has just made.
 */
import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export class DataFolderInUse extends Error {
  constructor(dataDir: string, pid: number) {
    super(`the data folder ${dataDir} is in use by process ${pid}; stop that server first`);
  }
}

interface Claim {
  file: string;
  number: number;
  /** 0: given back. */
  pid: number;
}

const claimName = /^server\.lock(?:\.(\d+))?$/;

/** Claims of this process: after a restart in a container a file may carry our own process id. */
const heldHere = new Set<string>();

/** Takes the folder and returns what gives it back. What a process left that is gone is taken over. */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  for (;;) {
    const before = await listClaims(dataDir);
    const holder = before.find(isHeld);
    if (holder) throw new DataFolderInUse(dataDir, holder.pid);
    const number = Math.max(0, ...before.map((claim) => claim.number)) + 1;
    const file = join(dataDir, `server.lock.${number}`);
    heldHere.add(file);
    if (await isMade(dataDir, file)) {
      const others = (await listClaims(dataDir)).filter((claim) => claim.file !== file);
      if (!others.some((claim) => claim.number > number || isHeld(claim))) {
        for (const claim of others) await rm(claim.file, { force: true });
        return () => giveBack(file);
      }
      await rm(file, { force: true });
    }
    heldHere.delete(file);
  }
}

/** The number stays, so that it only ever goes up. */
async function giveBack(file: string): Promise<void> {
  heldHere.delete(file);
  await writeFile(file, '0');
}

/** With its content from the first moment on: an empty claim would look like a stale one. */
async function isMade(dataDir: string, file: string): Promise<boolean> {
  const draft = join(dataDir, `server.lock.${randomUUID()}`);
  await writeFile(draft, String(process.pid), { flag: 'wx' });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // A file system without links.
    return await writeFile(file, String(process.pid), { flag: 'wx' }).then(
      () => true,
      () => false,
    );
  } finally {
    await rm(draft, { force: true });
  }
}

async function listClaims(dataDir: string): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const name of await readdir(dataDir)) {
    const match = claimName.exec(name);
    if (!match) continue;
    const file = join(dataDir, name);
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (text !== undefined) claims.push({ file, number: Number(match[1] ?? 0), pid: Number(text) });
  }
  return claims;
}

function isHeld({ file, pid }: Claim): boolean {
  return pid === process.pid ? heldHere.has(file) : isRunning(pid);
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
