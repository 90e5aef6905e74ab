/** `npm start` as a person starts it, in a data folder and on ports of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { within } from './time.ts';

export interface StartPlace {
  home: string;
  port: number;
  workbenchPort: number;
}

export interface Started {
  /** The workbench's address with its token. */
  url: string;
  /** From the start of the process until each was printed. */
  serverMs: number;
  addressMs: number;
  stop: () => Promise<void>;
}

/** Rejects where something had to be built: that would be measured too. */
export async function npmStart(
  { home, port, workbenchPort }: StartPlace,
  atEnd: (work: () => Promise<void>) => void,
): Promise<Started> {
  const began = performance.now();
  const child = spawn('npm', ['start', '--', '--no-open', '--browser'], {
    env: { ...process.env, RAPPORT_HOME: home, PORT: String(port), RAPPORT_PORT: String(workbenchPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    // A process group of its own, so that npm, its shell and the program are ended together.
    detached: process.platform !== 'win32',
  });
  const closed = once(child, 'close');
  const signal = (name: 'SIGTERM' | 'SIGKILL') => {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid!, name);
  };
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    signal('SIGTERM');
    const isClosed = await Promise.race([closed.then(() => true), sleep(15_000, false, { ref: false })]);
    if (!isClosed) signal('SIGKILL');
  };
  // Also where nobody waits for this start any more.
  atEnd(stop);
  const output: string[] = [];
  let serverMs = 0;
  const address = new Promise<{ url: string; addressMs: number }>((resolve, reject) => {
    const onText = (text: string) => {
      output.push(text);
      const whole = output.join('');
      if (/^built /m.test(whole)) reject(new Error('sources changed since the build'));
      if (serverMs === 0 && /^company server /m.test(whole)) serverMs = performance.now() - began;
      const url = /^workbench +(http\S+)/m.exec(whole)?.[1];
      if (url) resolve({ url, addressMs: performance.now() - began });
    };
    child.stdout.setEncoding('utf8').on('data', onText);
    child.stderr.setEncoding('utf8').on('data', onText);
    void closed.then(() => reject(new Error(`npm start ended:\n${output.join('')}`)));
  });
  try {
    const { url, addressMs } = await within(45_000, 'npm start', address);
    return { url, addressMs, serverMs, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}
