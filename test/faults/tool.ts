/** Which tools of the machine the rows can use. Found out by trying: containers often have them without the rights. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasPostgres } from '../support/postgres.ts';

export type Tool = 'faketime' | 'strace' | 'netns' | 'nft' | 'tc' | 'mount' | 'openssl' | 'postgres';

const attempts: Record<Tool, () => boolean> = {
  faketime: () => works('faketime', ['-f', '-1y', process.execPath, '-e', '0']),
  strace: () => works('strace', ['-f', '-e', 'trace=fsync', '-o', '/dev/null', process.execPath, '-e', '0']),
  netns: () => works('unshare', ['-n', 'ip', 'link', 'set', 'lo', 'up']),
  nft: () => works('unshare', ['-n', 'nft', 'add', 'table', 'inet', 'probe']),
  tc: () =>
    works('unshare', [
      '-n',
      'sh',
      '-c',
      'ip link set lo up && tc qdisc add dev lo root tbf rate 64kbit burst 4kb latency 400ms',
    ]),
  mount: canMount,
  openssl: () => works('openssl', ['version']),
  postgres: () => hasPostgres,
};

const found = new Map<Tool, boolean>();

export function hasTool(tool: Tool): boolean {
  const known = found.get(tool);
  if (known !== undefined) return known;
  const isThere = attempts[tool]();
  found.set(tool, isThere);
  return isThere;
}

function works(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/** A file system of limited size and a read-only one, as root in this name space. */
function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-mount-'));
  try {
    if (!works('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder])) return false;
    return works('umount', [folder]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
