/** Starts a slow line as a process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { childEnv } from '../support/child-env.ts';

export interface SlowLineSetUp {
  targetPort: number;
  bytesPerSecond: number;
  /** One way. */
  delayMs: number;
  lossPercent: number;
}

export interface SlowLine {
  readonly port: number;
  end(): void;
}

const script = fileURLToPath(new URL('slow-line-child.ts', import.meta.url));

export async function startSlowLine(setUp: SlowLineSetUp, under: readonly string[] = []): Promise<SlowLine> {
  const [command, ...args] = [...under, process.execPath, script];
  const child = spawn(command!, args, {
    env: { ...childEnv, RAPPORT_SLOW_LINE: JSON.stringify(setUp) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [port] = (await once(child, 'message')) as [number];
  return { port, end: () => void child.kill('SIGKILL') };
}
