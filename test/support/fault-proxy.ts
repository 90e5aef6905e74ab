/** Stands between a core and the company server and does to single answers what networks do. */
import { createServer, request as forward, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export type Fault =
  /** The server did its work; the answer never arrives. */
  | { kind: 'drop' }
  /** The connection is refused outright. */
  | { kind: 'refuse' }
  /** The head and so many bytes, then silence for ever. */
  | { kind: 'stall'; bytes: number }
  /** So many bytes of the answer, under a head that promises no more. */
  | { kind: 'cut'; bytes: number }
  /** Something else answers, as a hotel's login page does. */
  | { kind: 'replace'; status: number; headers: Record<string, string>; body: string | Buffer }
  /** The request arrives twice; the second answer is the one that comes back. */
  | { kind: 'twice' }
  /** The answer comes twice in one body. */
  | { kind: 'doubled' }
  /** The connection breaks; the request arrives when {@link FaultProxy.held} is called. */
  | { kind: 'hold' };

export interface FaultProxy {
  readonly url: string;
  /** Asked for each request; undefined lets it through. */
  fault: (path: string) => Fault | undefined;
  /** Paths of the requests that came, in order. */
  readonly seen: string[];
  /** Size of the last answer that was let through, by path. */
  readonly sizes: Map<string, number>;
  /** The last answer that was let through whole, by path. */
  readonly answers: Map<string, { status: number; headers: Record<string, string>; body: Buffer }>;
  /** Requests that were held back, in order; each call delivers one and resolves with the status it got. */
  readonly held: Array<() => Promise<number>>;
  /** From now on nothing is passed on in either direction, on open connections and new ones. */
  stall(): void;
  /** New connections work again; those of before stay dead. */
  resume(): void;
  close(): Promise<void>;
}

export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const seen: string[] = [];
  const sizes = new Map<string, number>();
  const answers: FaultProxy['answers'] = new Map();
  const held: FaultProxy['held'] = [];
  const pipes = new Set<IncomingMessage>();
  let isStalled = false;
  // A line that nobody broke stays up: Node's five seconds would end it under a test that thinks for longer.
  const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    if (isStalled) return;
    const path = request.url!;
    seen.push(path);
    const fault = proxy.fault(path);
    if (fault?.kind === 'refuse') return void request.socket.destroy();
    if (fault?.kind === 'replace') {
      return void response.writeHead(fault.status, fault.headers).end(fault.body);
    }
    const { host: _, ...headers } = request.headers;
    if (fault?.kind === 'hold' || fault?.kind === 'twice') {
      return void bodyOf(request).then(async (body) => {
        const arrive = () => deliver(target + path, request.method!, headers, body);
        if (fault.kind === 'hold') {
          held.push(async () => (await arrive()).status);
          return void request.socket.destroy();
        }
        await arrive();
        const answer = await arrive();
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    }
    const upstream = forward(target + path, { method: request.method, headers });
    upstream.on('error', () => request.socket.destroy());
    response.on('close', () => upstream.destroy());
    upstream.on('response', (answer) => {
      if (!fault) {
        let size = 0;
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => {
          sizes.set(path, (size += chunk.length));
          chunks.push(chunk);
        });
        answer.on('end', () => answers.set(path, recordOf(answer, Buffer.concat(chunks))));
        response.writeHead(answer.statusCode!, answer.headers);
        pipes.add(answer);
        response.on('close', () => pipes.delete(answer));
        return void answer.pipe(response);
      }
      const broken = () => request.socket.destroy();
      void bodyOf(answer).then((body) => {
        if (fault.kind === 'drop') return request.socket.destroy();
        const { status, headers: rest } = recordOf(answer, body);
        response.writeHead(status, rest);
        if (fault.kind === 'doubled') return response.end(Buffer.concat([body, body]));
        response.write(body.subarray(0, fault.bytes));
        if (fault.kind === 'cut') response.end();
      }, broken);
    });
    request.pipe(upstream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: () => undefined,
    seen,
    sizes,
    answers,
    held,
    stall() {
      isStalled = true;
      for (const answer of pipes) answer.unpipe();
    },
    resume() {
      isStalled = false;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

async function deliver(url: string, method: string, headers: IncomingHttpHeaders, body: Buffer) {
  const { 'transfer-encoding': _, ...rest } = headers;
  const request = forward(url, { method, headers: { ...rest, 'content-length': body.length } });
  request.end(body);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return recordOf(answer, await bodyOf(answer));
}

/** Without the headers that say how its bytes were sent. */
function recordOf(answer: IncomingMessage, body: Buffer) {
  const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = answer.headers;
  return { status: answer.statusCode!, headers: headers as Record<string, string>, body };
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
