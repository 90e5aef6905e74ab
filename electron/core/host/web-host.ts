/** Hosts core for a browser window: the page over HTTP, the API over a WebSocket, on this machine only. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { router } from '../api/router.ts';
import type { Core } from '../core.ts';
import { createPageFiles } from './page-files.ts';

export interface WebHostOptions {
  core: Core;
  pageDir: string;
  /** 0 = any free one. */
  port: number;
  /** Whoever has it may use the API; given to the page in the URL fragment, which no browser sends anywhere. */
  token: string;
}

export interface WebHost {
  /** Where the page is, token included. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** An import file of 50 MB and its framing. */
const maxPayload = 80 * 1024 * 1024;
/** Tells the page that its token is missing or wrong. */
const refusedCode = 4401;

/** Rejects where the port is taken. */
export async function startWebHost({ core, pageDir, port, token }: WebHostOptions): Promise<WebHost> {
  const servePage = createPageFiles(pageDir);
  const handler = new RPCHandler(router, { clientInterceptors: [core.edge] });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('rapport') ? 'rapport' : false),
  });
  const boundPort = () => (server.address() as AddressInfo).port;

  const server = createServer((request, response) => {
    if (!isOwnHost(request, boundPort())) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end('wrong host');
      return;
    }
    void servePage(request, response, boundPort());
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Whoever is refused may be gone before the answer is written.
    socket.on('error', () => {});
    const isOurs = isOwnHost(request, boundPort()) && isOwnOrigin(request, boundPort());
    if (!isOurs || !isApiPath(request.url ?? '/')) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (page) => {
      // A broken or oversized frame closes the connection; the page connects again.
      page.on('error', () => {});
      if (!hasToken(request, token)) page.close(refusedCode, 'token');
      else void handler.upgrade(page, { context: core.context });
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${boundPort()}/#token=${token}`,
    port: boundPort(),
    async close() {
      for (const page of sockets.clients) page.terminate();
      sockets.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

/** Anything may stand in a request line, also what is no address at all. */
function isApiPath(url: string): boolean {
  return url.split('?')[0]!.endsWith('/rpc');
}

/** Another name that resolves to this machine (DNS rebinding) is not ours. */
function isOwnHost(request: IncomingMessage, port: number): boolean {
  return request.headers.host === `127.0.0.1:${port}` || request.headers.host === `localhost:${port}`;
}

function isOwnOrigin(request: IncomingMessage, port: number): boolean {
  const { origin } = request.headers;
  return origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`;
}

/** The token is a WebSocket subprotocol, `token.…`: unlike an address it is in no history and no log. */
function hasToken(request: IncomingMessage, token: string): boolean {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((part) => part.trim());
  const given = offered.find((part) => part.startsWith('token.'))?.slice('token.'.length) ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
