/** Stands between a core and the company server and does to single answers what networks do. */
import { createServer, request as forward, type IncomingMessage } from 'node:http';
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
  | { kind: 'replace'; status: number; headers: Record<string, string>; body: string };

export interface FaultProxy {
  readonly url: string;
  /** Asked for each request; undefined lets it through. */
  fault: (path: string) => Fault | undefined;
  /** Paths of the requests that came, in order. */
  readonly seen: string[];
  /** Size of the last answer that was let through, by path. */
  readonly sizes: Map<string, number>;
  close(): Promise<void>;
}

export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const seen: string[] = [];
  const sizes = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = request.url!;
    seen.push(path);
    const fault = proxy.fault(path);
    if (fault?.kind === 'refuse') return void request.socket.destroy();
    if (fault?.kind === 'replace') {
      return void response.writeHead(fault.status, fault.headers).end(fault.body);
    }
    const { host: _, ...headers } = request.headers;
    const upstream = forward(target + path, { method: request.method, headers });
    upstream.on('error', () => request.socket.destroy());
    response.on('close', () => upstream.destroy());
    upstream.on('response', (answer) => {
      if (!fault) {
        let size = 0;
        answer.on('data', (chunk: Buffer) => sizes.set(path, (size += chunk.length)));
        response.writeHead(answer.statusCode!, answer.headers);
        return void answer.pipe(response);
      }
      void bodyOf(answer).then((body) => {
        if (fault.kind === 'drop') return request.socket.destroy();
        const { 'content-length': _length, 'transfer-encoding': _encoding, ...rest } = answer.headers;
        response.writeHead(answer.statusCode!, rest);
        response.write(body.subarray(0, fault.bytes));
        if (fault.kind === 'cut') response.end();
      });
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
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
