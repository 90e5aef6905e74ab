/** The real company server as a process that can be killed and started again on the same port and data. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { childEnv } from '../support/child-env.ts';

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  kill(): Promise<void>;
  /** SIGTERM: ends what is under way first. */
  stop(): Promise<void>;
  /** Resolves when it listens again. */
  start(): Promise<void>;
  /** The most memory it has had since it was started, in bytes. */
  peakMemory(): number;
}

export type ServerData = { databaseUrl: string } | { dataDir: string };

const root = fileURLToPath(new URL('../../', import.meta.url));

export async function startServerProcess(
  data: ServerData,
  env: Record<string, string> = {},
  /** `under`: what it is run under. */
  options: { script?: string; port?: number; under?: readonly string[] } = {},
): Promise<ServerProcess> {
  let child: ChildProcess;
  let { port = 0 } = options;
  const place = 'databaseUrl' in data ? { DATABASE_URL: data.databaseUrl } : { DATA_DIR: data.dataDir };

  async function start(): Promise<void> {
    const { under = [], script = 'server/main.ts' } = options;
    const [command, ...args] = [...under, process.execPath, script];
    child = spawn(command!, args, {
      cwd: root,
      env: { ...childEnv, LOG_LEVEL: 'silent', ...place, ...env, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const started = child;
    port = await new Promise<number>((resolve, reject) => {
      started.once('message', (message) => resolve((message as { port: number }).port));
      started.once('exit', (code) =>
        reject(new Error(`the server ended with code ${code} before it listened`)),
      );
    });
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  await start();
  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    get pid() {
      return child.pid!;
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    start,
    peakMemory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1_024;
    },
  };
}
