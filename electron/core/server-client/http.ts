/** One HTTP exchange with limits on every wait, because a half-open connection never ends by itself (reliability F12). */
import type { Timer } from '#shared/lib/timer.ts';
import { UnreachableError } from './server-error.ts';

export interface Exchange {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer> | undefined;
  /** Called off by the caller; ends as NETWORK. */
  signal?: AbortSignal | undefined;
}

export interface Limits {
  /** Until the answer's head has come, beyond the time its body needs on a slow line. */
  headMs: number;
  /** Between two pieces of the answer. */
  idleMs: number;
  totalMs: number;
  maxBytes: number;
}

export const defaultLimits: Limits = {
  headMs: 12_000,
  idleMs: 10_000,
  totalMs: 600_000,
  maxBytes: 128 * 1024 * 1024,
};

/** The slowest line a body is still sent over: 4 KB a second. */
const slowestBytesPerMs = 4;

export interface Answer {
  status: number;
  headers: Headers;
  body: Buffer;
}

/** Sends and reads the whole answer. Redirects are not followed: ours never sends one. Throws UnreachableError. */
export async function exchange(request: Exchange, timer: Timer, limits: Limits): Promise<Answer> {
  const watch = createWatch(timer, request.signal);
  try {
    watch.total(limits.totalMs);
    watch.next(limits.headMs + (request.body?.length ?? 0) / slowestBytesPerMs);
    const response = await open(request, watch.signal);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of bodyOf(response)) {
      watch.next(limits.idleMs);
      size += chunk.length;
      if (size > limits.maxBytes) throw new UnreachableError('FOREIGN');
      chunks.push(chunk);
    }
    return { status: response.status, headers: response.headers, body: Buffer.concat(chunks) };
  } catch (error) {
    throw watch.failureOf(error);
  } finally {
    watch.stop();
  }
}

/** Opens an answer that stays open, such as server-sent events; each piece has to follow the one before in `idleMs`. */
export async function* stream(
  request: Exchange,
  timer: Timer,
  limits: Pick<Limits, 'headMs' | 'idleMs'>,
): AsyncGenerator<Response | Uint8Array, void> {
  const watch = createWatch(timer, request.signal);
  try {
    watch.next(limits.headMs);
    const response = await open(request, watch.signal);
    watch.next(limits.idleMs);
    yield response;
    for await (const chunk of bodyOf(response)) {
      watch.next(limits.idleMs);
      yield chunk;
    }
  } catch (error) {
    throw watch.failureOf(error);
  } finally {
    watch.stop();
  }
}

function open(request: Exchange, signal: AbortSignal): Promise<Response> {
  const { method, url, headers, body } = request;
  return fetch(url, { method, headers, body, signal, redirect: 'error' });
}

async function* bodyOf(response: Response): AsyncGenerator<Uint8Array, void> {
  if (response.body) for await (const chunk of response.body) yield chunk as Uint8Array;
}

function createWatch(timer: Timer, outer: AbortSignal | undefined) {
  const controller = new AbortController();
  let isLate = false;
  let cancelNext = () => {};
  let cancelTotal = () => {};
  const expire = () => {
    isLate = true;
    controller.abort();
  };
  const callOff = () => controller.abort();
  if (outer?.aborted) controller.abort();
  outer?.addEventListener('abort', callOff);
  return {
    signal: controller.signal,
    total(ms: number) {
      cancelTotal = timer.after(ms, expire);
    },
    next(ms: number) {
      cancelNext();
      cancelNext = timer.after(ms, expire);
    },
    failureOf(error: unknown): UnreachableError {
      if (error instanceof UnreachableError) return error;
      return new UnreachableError(isLate ? 'TIMEOUT' : 'NETWORK', { cause: error });
    },
    stop() {
      cancelNext();
      cancelTotal();
      outer?.removeEventListener('abort', callOff);
      controller.abort();
    },
  };
}
