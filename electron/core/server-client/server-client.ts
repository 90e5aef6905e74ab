/** Requests to the company server. Nothing that is not provably its answer gets past this file. */
import type { z } from 'zod';
import type { Timer } from '#shared/lib/timer.ts';
import { bytesContentType } from '#shared/protocol/attachment.ts';
import { errorBody } from '#shared/protocol/error.ts';
import { pullContentType, type PullRequest } from '#shared/protocol/sync.ts';
import { protocolHeader, protocolVersion, protocolVersionOf } from '#shared/protocol/version.ts';
import type { PullAnswer } from '../sync/pull-answer.ts';
import { defaultLimits, exchange, stream, type Answer, type Limits } from './http.ts';
import { readPull } from './pull-reader.ts';
import { ServerError, UnreachableError } from './server-error.ts';

/** Every method throws ServerError (the server's refusal) or UnreachableError (no answer, or not from our server). */
export interface ServerClient {
  get<S extends z.ZodType>(path: string, answer: S): Promise<z.output<S>>;
  post<S extends z.ZodType>(path: string, body: unknown, answer: S): Promise<z.output<S>>;
  /** The bytes of an answer that is a file. */
  readBytes(path: string, body: unknown): Promise<Buffer>;
}

export interface SyncClient extends ServerClient {
  postBytes<S extends z.ZodType>(path: string, bytes: Uint8Array, answer: S): Promise<z.output<S>>;
  pull(request: PullRequest): Promise<PullAnswer>;
  /** Of the last answer; undefined before the first. */
  serverVersion(): number | undefined;
  /** The bytes of an answer that stays open, first an empty piece; ends with the connection or the signal. */
  listen(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void>;
}

export interface ServerClientOptions {
  /** Origin of the company server, without a slash at the end. */
  serverUrl: string;
  token: () => string | undefined;
  timer: Timer;
  signal?: AbortSignal;
  limits?: Partial<Limits>;
}

/** The server sends a comment every 5 seconds (SPEC, POKE4): a line that is silent for longer than this is dead. */
const listenIdleMs = 12_000;

export function createServerClient(options: ServerClientOptions): SyncClient {
  const { serverUrl, token, timer, signal } = options;
  const limits = { ...defaultLimits, ...options.limits };

  function request(method: 'GET' | 'POST', path: string, body?: unknown) {
    const bearer = token();
    const headers: Record<string, string> = { [protocolHeader]: String(protocolVersion) };
    if (bearer) headers.authorization = `Bearer ${bearer}`;
    if (body instanceof Uint8Array) headers['content-type'] = bytesContentType;
    else if (body !== undefined) headers['content-type'] = 'application/json';
    return { method, url: serverUrl + path, headers, body: contentOf(body), signal };
  }

  let serverVersion: number | undefined;

  async function ask(method: 'GET' | 'POST', path: string, body: unknown): Promise<Answer> {
    const answer = await exchange(request(method, path, body), timer, limits);
    serverVersion = protocolVersionOf(answer.headers.get(protocolHeader)) ?? serverVersion;
    return answer;
  }

  async function json<S extends z.ZodType>(method: 'GET' | 'POST', path: string, body: unknown, schema: S) {
    const answer = await ask(method, path, body);
    if (answer.status !== 200) throw refusalOf(answer);
    if (!answer.headers.has(protocolHeader)) throw new UnreachableError('FOREIGN');
    const parsed = schema.safeParse(jsonOf(answer));
    if (!parsed.success) throw new UnreachableError('FOREIGN');
    return parsed.data as z.output<S>;
  }

  return {
    get: (path, answer) => json('GET', path, undefined, answer),
    post: (path, body, answer) => json('POST', path, body, answer),
    postBytes: (path, bytes, answer) => json('POST', path, bytes, answer),
    async readBytes(path, body) {
      const answer = await ask('POST', path, body);
      if (answer.status !== 200) throw refusalOf(answer);
      if (!answer.headers.has(protocolHeader)) throw new UnreachableError('FOREIGN');
      if (contentType(answer.headers) !== bytesContentType) throw new UnreachableError('FOREIGN');
      return answer.body;
    },
    serverVersion: () => serverVersion,
    async pull(body) {
      const answer = await ask('POST', '/v1/sync/pull', body);
      if (answer.status !== 200) throw refusalOf(answer);
      if (!answer.headers.has(protocolHeader)) throw new UnreachableError('FOREIGN');
      if (contentType(answer.headers) !== pullContentType) throw new UnreachableError('FOREIGN');
      return readPull(answer.body);
    },
    async *listen(path, stop) {
      const ask = { ...request('GET', path), signal: signal ? AbortSignal.any([signal, stop]) : stop };
      for await (const part of stream(ask, timer, { headMs: limits.headMs, idleMs: listenIdleMs })) {
        if (part instanceof Uint8Array) yield part;
        else if (part.status !== 200 || contentType(part.headers) !== 'text/event-stream') {
          throw new UnreachableError('FOREIGN');
        } else yield new Uint8Array();
      }
    },
  };
}

function contentOf(body: unknown): string | Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined) return undefined;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

function contentType(headers: Headers): string {
  return (headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
}

function jsonOf(answer: Answer): unknown {
  if (contentType(answer.headers) !== 'application/json') throw new UnreachableError('FOREIGN');
  try {
    return JSON.parse(answer.body.toString());
  } catch {
    throw new UnreachableError('FOREIGN');
  }
}

/** A refusal in our own form, or else some gateway or portal on the way. */
function refusalOf(answer: Answer): ServerError | UnreachableError {
  const parsed = errorBody.safeParse(answer.headers.has('content-type') ? tryJson(answer) : undefined);
  if (!parsed.success) return new UnreachableError('FOREIGN');
  // A gateway may speak in the same form; only our server may end a session.
  const isOurs = answer.headers.has(protocolHeader);
  if (!isOurs && [401, 403, 409].includes(answer.status)) return new UnreachableError('FOREIGN');
  const { code, message, retryAfterSeconds, handIn } = parsed.data.error;
  const seconds = retryAfterSeconds ?? Number(answer.headers.get('retry-after') ?? NaN);
  return new ServerError(code, message, Number.isFinite(seconds) ? seconds * 1_000 : undefined, handIn);
}

function tryJson(answer: Answer): unknown {
  try {
    return jsonOf(answer);
  } catch {
    return undefined;
  }
}
