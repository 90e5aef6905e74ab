/** Stands before the server with a certificate that can change, or with something that is no TLS at all. */
import { once } from 'node:events';
import {
  createServer as createHttp,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Certificate } from './certificate.ts';

export type Manner = { tls: Certificate } | 'plain' | 'garbage' | 'close';

export interface TlsFront {
  readonly port: number;
  /** What comes next; open connections are broken off. */
  behave(manner: Manner): void;
  /** Requests that were readable here since the last change. */
  readonly heard: string[];
  close(): Promise<void>;
}

export async function startTlsFront(target: () => string, first: Certificate): Promise<TlsFront> {
  const heard: string[] = [];
  const pass = (request: IncomingMessage, response: ServerResponse) => {
    heard.push(`${request.url} ${request.headers.authorization ?? ''}`);
    const { host: _, ...headers } = request.headers;
    const upstream = forward(target() + request.url, { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  };
  const https = createHttps(first, pass);
  const http = createHttp(pass);
  let manner: Manner = { tls: first };
  const open = new Set<Socket>();
  const front = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => {});
    if (manner === 'close') socket.destroy();
    else if (manner === 'garbage') socket.end('SSH-2.0-OpenSSH_9.2\r\n');
    else (manner === 'plain' ? http : https).emit('connection', socket);
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    port: (front.address() as AddressInfo).port,
    heard,
    behave(next) {
      manner = next;
      heard.length = 0;
      if (typeof next === 'object') https.setSecureContext(next.tls);
      for (const socket of open) socket.destroy();
    },
    async close() {
      for (const socket of open) socket.destroy();
      front.close();
      await once(front, 'close');
    },
  };
}
