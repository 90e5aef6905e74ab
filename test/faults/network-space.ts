/** A network of its own with nothing but its loopback: what is dropped in it harms nobody else's connections. */
import { spawn, spawnSync } from 'node:child_process';
import type { RowContext } from './row.ts';

export interface NetworkSpace {
  /** What a program is run under to live in it. */
  readonly under: readonly string[];
  /** Runs a command in it, such as nft or tc; throws where it fails. */
  run(command: string, ...args: string[]): void;
}

export async function makeNetworkSpace(context: RowContext): Promise<NetworkSpace> {
  // It lasts as long as this process does.
  const holder = spawn('unshare', ['-n', 'sh', '-c', 'ip link set lo up && echo up && exec sleep 86400'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  context.defer(() => holder.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once('data', () => resolve());
    holder.once('exit', (code) => reject(new Error(`no network of our own (${code})`)));
  });
  const under = ['nsenter', '-t', String(holder.pid), '-n'];
  return {
    under,
    run(command, ...args) {
      const { status, stderr } = spawnSync(under[0]!, [...under.slice(1), command, ...args], {
        timeout: 10_000,
      });
      if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${String(stderr)}`);
    },
  };
}
