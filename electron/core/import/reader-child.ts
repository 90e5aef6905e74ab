/**
 * A reader in a process (or thread) of its own, with limits of time and memory: a large or hostile file neither stops core
 * nor brings it down. The child takes one request and answers in pieces, each small enough for core to take in between
 * two other calls.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parentPort, Worker } from 'node:worker_threads';
import { ImportError } from './import-error.ts';
import type { ImportErrorCode } from './import-error.ts';

export interface ReaderOptions {
  /** The child's entry. */
  path: string | URL;
  /**
   * `process` by default. Inside Electron `thread`: a forked child there is another copy of the program unless the
   * RunAsNode fuse is left open.
   */
  isolation?: 'process' | 'thread' | undefined;
  timeLimitMs: number;
  heapMegabytes: number;
}

type Message<Piece> =
  { piece: Piece } | { end: true } | { code: ImportErrorCode; detail: string | undefined };

interface Child {
  send(request: unknown): void;
  stop(): void;
}

interface ChildEvents {
  message(message: Message<unknown>): void;
  end(reason: string): void;
}

/** The entry of a child beside core: as source in development, as a bundle of its own beside core's bundle. */
export function childEntry(name: string): URL {
  return new URL(import.meta.url.endsWith('.ts') ? `./${name}.ts` : `./${name}.js`, import.meta.url);
}

function startProcess(path: string, heapMegabytes: number, events: ChildEvents): Child {
  const child = fork(path, [], {
    // It may read its own code, and write, start or load nothing.
    execArgv: [`--max-old-space-size=${heapMegabytes}`, '--permission', '--allow-fs-read=*'],
    env: process.env['SystemRoot'] ? { SystemRoot: process.env['SystemRoot'] } : {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('message', (message) => events.message(message as Message<unknown>));
  child.on('error', (error) => events.end(error.message));
  child.on('exit', (code, signal) => events.end(signal ?? `exit ${code}`));
  return {
    send: (request) => void child.send(request as object, (error) => error && events.end(error.message)),
    stop: () => void child.kill('SIGKILL'),
  };
}

function startThread(path: string, heapMegabytes: number, events: ChildEvents): Child {
  const worker = new Worker(path, {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  worker.on('message', (message: Message<unknown>) => events.message(message));
  worker.on('error', (error) => events.end(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => events.end(`exit ${code}`));
  return { send: (request) => worker.postMessage(request), stop: () => void worker.terminate() };
}

/** V8 aborts a process, and ends a thread with an error, that reaches its heap limit. */
const outOfMemory = /SIGABRT|SIGKILL|SIGTRAP|SIGILL|exit 134|memory limit|out of memory/i;

/** @throws ImportError: the child's own; TOO_LARGE at a limit; BROKEN where it ended without an answer. */
export function readInChild<Piece>(
  request: unknown,
  options: ReaderOptions,
  take: (piece: Piece) => void,
): Promise<void> {
  const { path: entry, timeLimitMs, heapMegabytes } = options;
  const path = typeof entry === 'string' ? entry : fileURLToPath(entry);
  const isolation = options.isolation ?? (process.versions['electron'] ? 'thread' : 'process');
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const events: ChildEvents = {
    message(message) {
      if ('piece' in message) take(message.piece as Piece);
      else if ('end' in message) resolve();
      else reject(new ImportError(message.code, message.detail));
    },
    end: (reason) => reject(new ImportError(outOfMemory.test(reason) ? 'TOO_LARGE' : 'BROKEN', reason)),
  };
  const start = isolation === 'thread' ? startThread : startProcess;
  const child = start(path, heapMegabytes, events);
  const timer = setTimeout(() => reject(new ImportError('TOO_LARGE', 'reading took too long')), timeLimitMs);
  child.send(request);
  return promise.finally(() => {
    clearTimeout(timer);
    child.stop();
  });
}

/** The child's side: answers the one request with what `read` gives, then waits to be stopped. */
export function answerAsChild<Request, Piece>(
  read: (request: Request) => Iterable<Piece> | AsyncIterable<Piece>,
): void {
  const port = parentPort;
  const send = (message: Message<Piece>): void => {
    if (port) port.postMessage(message);
    else process.send?.(message);
  };
  const answer = async (request: Request): Promise<void> => {
    try {
      for await (const piece of read(request)) send({ piece });
      send({ end: true });
    } catch (error) {
      if (error instanceof ImportError) send({ code: error.code, detail: error.detail });
      else send({ code: 'BROKEN', detail: error instanceof Error ? error.message : undefined });
    }
  };
  if (port) port.once('message', (request: Request) => void answer(request));
  else process.once('message', (request: Request) => void answer(request));
}
