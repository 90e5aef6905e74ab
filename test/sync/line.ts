/** One device's line to the servers: a proxy that does to requests and answers what networks do, as the seed says. */
import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as forward,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Random } from './random.ts';
import type { Turns } from './turn.ts';

export const faultKinds = [
  /** The request never arrives. */
  'refuse',
  /** The server did its work; the answer never arrives. */
  'drop',
  /** The request arrives twice. */
  'double',
  /** The device hears nothing; the request arrives much later, after others. */
  'late',
  /** A part of the answer, then silence. */
  'stall',
  /** A part of the answer, under a head that promises no more. */
  'cut',
  /** A whole answer out of which somebody took the last lines. */
  'trim',
  'portal',
  'gateway',
  'busy',
  /** The server's database breaks off in the middle of the work. */
  'database',
  /** Somebody added a field nobody knows to what is pushed. */
  'tamper',
  /** The device's process ends in the middle of its own work. */
  'crash-inside',
  /** The device's process ends before the request is sent. */
  'crash-before',
  /** The device's process ends after the server did its work. */
  'crash-after',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  kind: FaultKind;
  /** Which request from now on, 0 being the next. */
  at: number;
  /** How far into the answer or the server's work, 0 … 99. */
  depth: number;
}

export interface Line {
  readonly url: string;
  isOffline: boolean;
  /** Poke streams get through. */
  hasPokes: boolean;
  /** More rows than this are not asked for at a time. */
  pageRows: number | undefined;
  fault: Fault | undefined;
  /** Requests of the sync kind since the fault was set. */
  count: number;
  /** Where the world is told what happens here. */
  events: LineEvents;
  /** Requests that are still on their way. */
  late: Array<() => Promise<void>>;
  close(): Promise<void>;
}

export interface LineEvents {
  turns: Turns;
  random: Random;
  targets: readonly string[];
  /** The device waits for something that will not come. */
  onSilence(): void;
  onCrash(): void;
  onTamper(mutationId: string): Promise<void>;
  /** The so-and-so-many-th statement from now on fails; undefined calls it off. */
  breakDatabase(after: number | undefined): void;
}

interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}
interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export async function openLine(): Promise<Line> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    void serve(line, agent, request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const line: Line = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isOffline: false,
    hasPokes: false,
    pageRows: undefined,
    fault: undefined,
    count: 0,
    events: undefined as unknown as LineEvents,
    late: [],
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return line;
}

async function serve(
  line: Line,
  agent: Agent,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked: Asked = {
    method: request.method!,
    path: request.url!,
    headers: request.headers,
    body: await bodyOf(request),
  };
  if (asked.path === '/v1/sync/poke') return servePokes(line, agent, asked, request, response);
  if (line.isOffline) return void request.socket.destroy();
  const { events } = line;
  const isSync = asked.path.startsWith('/v1/sync/');
  const mayFail = isSync || asked.path.startsWith('/v1/attachment/');
  if (isSync) await events.turns.take();
  const fault = mayFail && line.fault?.at === line.count ? line.fault : undefined;
  if (mayFail) line.count += 1;
  // What does not wait for its turn draws nothing, so that a run can be repeated.
  const server = () => (isSync || fault ? events.random.below(events.targets.length) : 0);
  const send = () => exchange(agent, events.targets[server()]!, asked);
  if (asked.path === '/v1/sync/pull' && line.pageRows) withPageRows(asked, line.pageRows);
  const cutOff = () => void request.socket.destroy();
  switch (fault?.kind) {
    case undefined:
    // Not the line's doing: the device's own fail points count for it.
    case 'crash-inside':
      return answer(response, await send());
    case 'refuse':
      return cutOff();
    case 'drop':
      await send();
      return cutOff();
    case 'double':
      await send();
      return answer(response, await send());
    case 'late':
      line.late.push(async () => void (await send()));
      return cutOff();
    case 'stall': {
      const { status, headers, body } = await send();
      const { 'transfer-encoding': _, ...rest } = headers;
      response.writeHead(status, rest);
      response.write(part(body, fault.depth));
      setImmediate(() => setImmediate(events.onSilence));
      return;
    }
    case 'cut': {
      const { status, headers, body } = await send();
      const { 'content-length': _length, 'transfer-encoding': _encoding, ...rest } = headers;
      return void response.writeHead(status, rest).end(part(body, fault.depth));
    }
    case 'trim':
      return answer(response, trimmed(await send(), fault.depth));
    case 'portal':
      return void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html><body>Hotel</body></html>');
    case 'gateway':
      return void response.writeHead(502, { 'content-type': 'text/html' }).end('bad gateway');
    case 'busy':
      return void response.writeHead(503, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          error: { code: 'UNAVAILABLE', message: 'later', retryAfterSeconds: 1 + fault.depth },
        }),
      );
    case 'database': {
      events.breakDatabase(1 + Math.floor((fault.depth * 30) / 100));
      try {
        return answer(response, await send());
      } finally {
        events.breakDatabase(undefined);
      }
    }
    case 'tamper':
      await tamper(asked, events);
      return answer(response, await send());
    case 'crash-before':
      events.onCrash();
      return cutOff();
    case 'crash-after':
      await send();
      events.onCrash();
      return cutOff();
  }
}

function servePokes(
  line: Line,
  agent: Agent,
  asked: Asked,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (line.isOffline || !line.hasPokes) return void request.socket.destroy();
  const target = line.events.targets[0]!;
  const upstream = forward(target + asked.path, { method: asked.method, headers: headersOf(asked), agent });
  upstream.on('error', () => request.socket.destroy());
  upstream.on('response', (stream) => {
    response.writeHead(stream.statusCode!, stream.headers);
    stream.on('error', () => request.socket.destroy());
    stream.pipe(response);
  });
  response.on('close', () => upstream.destroy());
  upstream.end();
}

function withPageRows(asked: Asked, pageRows: number): void {
  const body = JSON.parse(asked.body.toString()) as { maxRows?: number };
  body.maxRows = Math.min(body.maxRows ?? pageRows, pageRows);
  asked.body = Buffer.from(JSON.stringify(body));
}

async function tamper(asked: Asked, events: LineEvents): Promise<void> {
  if (asked.path !== '/v1/sync/push') return;
  const body = JSON.parse(asked.body.toString()) as {
    mutations: Array<{ id: string; writes: Array<{ fields: Record<string, unknown> }> }>;
  };
  const { id, writes } = body.mutations[0]!;
  writes[0]!.fields.favouriteColour = 'green';
  await events.onTamper(id);
  asked.body = Buffer.from(JSON.stringify(body));
}

async function exchange(agent: Agent, target: string, asked: Asked): Promise<Answered> {
  const upstream = forward(target + asked.path, { method: asked.method, headers: headersOf(asked), agent });
  upstream.end(asked.body.length > 0 ? asked.body : undefined);
  const [message] = (await once(upstream, 'response')) as [IncomingMessage];
  return { status: message.statusCode!, headers: message.headers, body: await bodyOf(message) };
}

function headersOf(asked: Asked): IncomingHttpHeaders {
  const {
    host: _host,
    connection: _connection,
    'transfer-encoding': _encoding,
    'content-length': _,
    ...rest
  } = asked.headers;
  return asked.body.length > 0 ? { ...rest, 'content-length': String(asked.body.length) } : rest;
}

function answer(response: ServerResponse, { status, headers, body }: Answered): void {
  const { 'transfer-encoding': _, connection: _connection, 'keep-alive': _alive, ...rest } = headers;
  response.writeHead(status, { ...rest, 'content-length': String(body.length) }).end(body);
}

function part(body: Buffer, depth: number): Buffer {
  return body.subarray(0, Math.floor((body.length * depth) / 100));
}

/** A well-formed answer that lacks its last lines, as a proxy that cuts at a buffer's end would leave it. */
function trimmed(whole: Answered, depth: number): Answered {
  if (!whole.headers['content-type']?.includes('zstd')) return { ...whole, body: part(whole.body, depth) };
  const lines = zstdDecompressSync(whole.body)
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  const kept = lines.slice(0, Math.max(1, Math.floor((lines.length * depth) / 100)));
  return { ...whole, body: zstdCompressSync(Buffer.from(kept.map((line) => `${line}\n`).join(''))) };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
