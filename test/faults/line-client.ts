/**
 * A device reduced to its messages, with the waiting manners of the real one: its own kept-alive connections, the same
 * limits, Retry-After honoured, waits that double with jitter. Hundreds of them fit into one process.
 */
import { Agent, request as open, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { zstdDecompressSync } from 'node:zlib';
import { createBackoff } from '#core/sync/backoff.ts';
import { defaultLimits } from '#core/server-client/http.ts';
import { signInResponse, type SignInResponse } from '#shared/protocol/auth.ts';
import { protocolHeader, protocolVersion } from '#shared/protocol/version.ts';
import { pushResponse, type Mutation, type PushResult, type ScopeCursor } from '#shared/protocol/sync.ts';
import { readPull, signInBody, type PullAnswer } from '../server/device.ts';

export interface LineStats {
  requests: number;
  /** Milliseconds until each push was answered at last. */
  pushMs: number[];
  /** Of the one request that was, without the waits before it. */
  answerMs: number[];
  /** 429 and 503 with a time to come back at. */
  heldOff: number;
  /** Refused without such a time, by status. */
  refused: Record<number, number>;
  timeouts: number;
  broken: number;
}

export interface LineClient {
  readonly session: SignInResponse;
  readonly stats: LineStats;
  /** Repeats until the server has answered each mutation. */
  pushAll(mutations: readonly Mutation[], signal?: AbortSignal): Promise<PushResult[]>;
  /** Once; undefined where the server was not reached or refused. */
  tryPush(mutations: readonly Mutation[]): Promise<PushResult[] | undefined>;
  /** Pulls until nothing is left, again and again until it is answered. */
  pullAll(signal?: AbortSignal): Promise<PullAnswer[]>;
  /** Keeps a poke stream open; `onOpen` at each opening. */
  listen(onOpen: () => void, signal: AbortSignal): Promise<void>;
  close(): void;
}

interface Reply {
  status: number;
  retryAfterMs: number | undefined;
  body: Buffer;
}

export const newStats = (): LineStats => ({
  requests: 0,
  pushMs: [],
  answerMs: [],
  heldOff: 0,
  refused: {},
  timeouts: 0,
  broken: 0,
});

export async function openLineClient(
  /** Asked at each request: a server may come back elsewhere. */
  url: () => string,
  account: string,
  stats = newStats(),
): Promise<LineClient> {
  const agent = new Agent({ keepAlive: true, maxSockets: 3 });
  const cursors: Record<string, ScopeCursor> = {};
  let session: SignInResponse | undefined;

  function ask(path: string, body?: unknown, signal?: AbortSignal): Promise<IncomingMessage> {
    stats.requests += 1;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers: Record<string, string> = { [protocolHeader]: String(protocolVersion) };
    if (session) headers['authorization'] = `Bearer ${session.token}`;
    if (text !== undefined) headers['content-type'] = 'application/json';
    const headMs = defaultLimits.headMs + (text?.length ?? 0) / 4;
    return new Promise((resolve, reject) => {
      const method = text === undefined ? 'GET' : 'POST';
      const request = open(
        url() + path,
        { agent, method, headers, ...(signal ? { signal } : {}) },
        (answer) => {
          clearTimeout(late);
          resolve(answer);
        },
      );
      const late = setTimeout(() => {
        stats.timeouts += 1;
        request.destroy(new Error('no answer in time'));
      }, headMs);
      request.on('error', (error) => {
        clearTimeout(late);
        reject(error);
      });
      request.end(text);
    });
  }

  async function exchange(path: string, body: unknown): Promise<Reply> {
    const answer = await ask(path, body);
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const seconds = Number(answer.headers['retry-after'] ?? Number.NaN);
    const retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : undefined;
    return { status: answer.statusCode!, retryAfterMs, body: Buffer.concat(chunks) };
  }

  async function untilAnswered(path: string, body: () => unknown, signal?: AbortSignal): Promise<Reply> {
    const backoff = createBackoff({ firstMs: 1_000, maxMs: 60_000, random: Math.random });
    for (;;) {
      signal?.throwIfAborted();
      let wait: number | undefined;
      try {
        const asked = performance.now();
        const reply = await exchange(path, body());
        if (reply.status === 200) {
          stats.answerMs.push(performance.now() - asked);
          return reply;
        }
        if (reply.status < 500 && reply.status !== 429) {
          throw new FinalRefusal(`${path}: ${reply.status} ${reply.body.toString()}`);
        }
        if (reply.retryAfterMs === undefined) {
          stats.refused[reply.status] = (stats.refused[reply.status] ?? 0) + 1;
        } else stats.heldOff += 1;
        wait = reply.retryAfterMs;
      } catch (error) {
        if (error instanceof FinalRefusal) throw error;
        stats.broken += 1;
      }
      await sleep(backoff.next(wait), undefined, signal ? { signal } : {});
    }
  }

  async function pushOnce(mutations: readonly Mutation[], signal?: AbortSignal): Promise<PushResult[]> {
    const began = performance.now();
    const body = () => ({ deviceEpoch: session!.deviceEpoch, mutations });
    const reply = await untilAnswered('/v1/sync/push', body, signal);
    stats.pushMs.push(performance.now() - began);
    return pushResponse.parse(JSON.parse(reply.body.toString())).results;
  }

  const reply = await untilAnswered('/v1/auth/sign-in', () => signInBody(account));
  session = signInResponse.parse(JSON.parse(reply.body.toString()));
  const epoch = session.serverEpoch;

  return {
    session,
    stats,
    async pushAll(mutations, signal) {
      const results: PushResult[] = [];
      for (let from = 0; from < mutations.length; from += 200) {
        results.push(...(await pushOnce(mutations.slice(from, from + 200), signal)));
      }
      return results;
    },
    async tryPush(mutations) {
      try {
        const answer = await exchange('/v1/sync/push', { deviceEpoch: session.deviceEpoch, mutations });
        if (answer.status !== 200) return undefined;
        return pushResponse.parse(JSON.parse(answer.body.toString())).results;
      } catch {
        return undefined;
      }
    },
    async pullAll(signal) {
      const answers: PullAnswer[] = [];
      for (let more = true; more;) {
        const answer = await untilAnswered('/v1/sync/pull', () => ({ epoch, scopes: cursors }), signal);
        const pulled = readPull(zstdDecompressSync(answer.body).toString());
        Object.assign(cursors, pulled.end.cursors);
        answers.push(pulled);
        more = pulled.end.more;
      }
      return answers;
    },
    async listen(onOpen, signal) {
      const backoff = createBackoff({ firstMs: 1_000, maxMs: 60_000, random: Math.random });
      while (!signal.aborted) {
        try {
          const answer = await ask('/v1/sync/poke', undefined, signal);
          if (answer.statusCode === 200) {
            backoff.reset();
            onOpen();
          }
          for await (const _ of answer);
        } catch {
          if (signal.aborted) return;
          stats.broken += 1;
        }
        await sleep(backoff.next(), undefined, { signal }).catch(() => {});
      }
    },
    close: () => agent.destroy(),
  };
}

/** Of a kind that waiting does not change. */
class FinalRefusal extends Error {}
