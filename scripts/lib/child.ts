/** Child processes of `npm start`: started with an IPC channel, ready when they say so, ended politely. */
import { fork, type ChildProcess } from 'node:child_process';

export interface Child {
  process: ChildProcess;
  /** The first message of type `listening`. */
  ready: Promise<Record<string, unknown>>;
  exited: Promise<number>;
}

/** A child that ended before it was ready; its own one-line error was already shown. */
export class NotStarted extends Error {}

export function startChild(script: string, env: NodeJS.ProcessEnv, onLine: (line: string) => void): Child {
  const child = fork(script, [], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
  }
  const exited = new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    child.on('message', (message: Record<string, unknown>) => {
      if (message['type'] === 'listening') resolve(message);
    });
    void exited.then((code) => reject(new NotStarted(`${script} ended with code ${code}`)));
  });
  return { process: child, ready, exited };
}

/** SIGTERM, then SIGKILL after ten seconds. */
export async function stopChild(child: Child): Promise<void> {
  if (child.process.exitCode !== null || child.process.signalCode !== null) return;
  child.process.kill('SIGTERM');
  const timer = setTimeout(() => child.process.kill('SIGKILL'), 10_000);
  await child.exited;
  clearTimeout(timer);
}
