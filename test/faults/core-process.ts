/** Starts a core as a process of its own and calls its API; it can be killed at any moment. */
import { spawn } from 'node:child_process';
import type { LocalWrite } from '#core/local-write.ts';
import { childEnv } from '../support/child-env.ts';
import { testPassword } from '../support/test-company.ts';
import { childScript } from './child-bundle.ts';
import type { ChildAnswer, ChildCommand, ChildSetUp } from './child-message.ts';

export interface CoreProcess {
  readonly pid: number;
  readonly dataDir: string;
  /** `call('note.create', input)`; rejects with {@link ChildError} where the core refuses or the process has ended. */
  call<T = unknown>(method: string, input?: unknown): Promise<T>;
  query<T>(sql: string, ...values: unknown[]): Promise<T[]>;
  /** One mutation of these writes. */
  mutate(...writes: LocalWrite[]): Promise<unknown>;
  /** Takes a file in, as dropping it on a form does. */
  stage(file: { customerId: string; name: string; bytes: Uint8Array }): Promise<{ id: string }>;
  signIn(account: string, input?: Record<string, unknown>): Promise<unknown>;
  /** Ends it as a power button does. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Closes the local file and ends the process. */
  close(): Promise<void>;
  /** Resolves with the signal or the exit code. */
  readonly ended: Promise<string | number | null>;
}

export interface CoreProcessOptions extends ChildSetUp {
  /** What the process is run under, e.g. `['faketime', '-f', '+1y']`. */
  under?: readonly string[];
  env?: Record<string, string>;
  /** Another build of core-child.ts. */
  script?: string;
}

export class ChildError extends Error {
  readonly code: string | undefined;
  readonly detail: string | undefined;

  constructor(message: string, code?: string, detail?: string) {
    super(detail ? `${detail}: ${message}` : message);
    this.name = 'ChildError';
    this.code = code;
    this.detail = detail;
  }
}

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

export async function startCoreProcess(options: CoreProcessOptions): Promise<CoreProcess> {
  const { under = [], env = {}, script = await childScript('core-child'), ...setUp } = options;
  const [command, ...args] = [...under, process.execPath, script];
  const child = spawn(command!, args, {
    env: { ...childEnv, ...env, RAPPORT_CORE_CHILD: JSON.stringify(setUp) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // A group of its own, so that what it is run under does not outlive a kill without it, or the other way round.
    detached: true,
  });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let isEnded = false;
  const ended = new Promise<string | number | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
  void ended.then((how) => {
    isEnded = true;
    for (const { reject } of waiting.values()) reject(new ChildError(`the core ended: ${how}`, 'ENDED'));
    waiting.clear();
  });
  const ready = new Promise((resolve, reject) => waiting.set(0, { resolve, reject }));
  child.on('message', (message) => {
    const answer = message as ChildAnswer;
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) asked?.reject(new ChildError(answer.error, answer.code, answer.detail));
    else asked?.resolve(answer.value);
  });
  await ready;

  type Asked = ChildCommand extends infer C ? (C extends unknown ? Omit<C, 'id'> : never) : never;
  function ask(question: Asked): Promise<unknown> {
    if (isEnded) return Promise.reject(new ChildError('the core has ended', 'ENDED'));
    const id = ++last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      // A process killed in this moment is told by `ended`.
      child.send({ ...question, id }, () => {});
    });
  }

  return {
    pid: child.pid!,
    dataDir: setUp.dataDir,
    call: <T>(method: string, input?: unknown) => ask({ kind: 'call', call: method, input }) as Promise<T>,
    query: <T>(sql: string, ...values: unknown[]) => ask({ kind: 'query', sql, values }) as Promise<T[]>,
    mutate: (...writes) => ask({ kind: 'mutate', writes }),
    stage: ({ customerId, name, bytes }) =>
      ask({
        kind: 'stage',
        ...{ customerId, name, base64: Buffer.from(bytes).toString('base64') },
      }) as Promise<{ id: string }>,
    signIn: (account, input = {}) =>
      ask({
        kind: 'call',
        call: 'session.signIn',
        input: { serverUrl: setUp.serverUrl, company: 'test', account, password: testPassword, ...input },
      }),
    async kill(signal = 'SIGKILL') {
      if (!isEnded && child.pid !== undefined) killGroup(child.pid, signal);
      await ended;
    },
    async close() {
      await ask({ kind: 'close' });
      child.disconnect();
      await ended;
    },
    ended,
  };
}

function killGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    // It ended by itself just now.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
