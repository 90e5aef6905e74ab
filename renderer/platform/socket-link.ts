/** Browser: a WebSocket to the host that served the page. The token comes once in the URL fragment and stays in this tab. */
import { RPCLink } from '@orpc/client/websocket';
import type { OpenLink } from './connect.ts';

const tokenKey = 'rapport.token';
/** The host closes with this code when the token is missing or wrong. */
const refusedCode = 4401;

/** Moves `#token=…` out of the address bar before the router reads it. */
export function keepToken(): void {
  const match = /^#token=([\w-]+)$/.exec(window.location.hash);
  if (!match?.[1]) return;
  sessionStorage.setItem(tokenKey, match[1]);
  window.history.replaceState(null, '', window.location.pathname);
}

export async function openSocketLink(): Promise<OpenLink> {
  const address = new URL('rpc', window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.hash = '';
  address.search = '';
  const socket = new WebSocket(address, ['rapport', `token.${sessionStorage.getItem(tokenKey) ?? ''}`]);
  socket.binaryType = 'arraybuffer';
  const link = new RPCLink({ websocket: socket });
  const closed = new Promise<{ refused: boolean }>((resolve) => {
    socket.addEventListener('close', (event) => resolve({ refused: event.code === refusedCode }), {
      once: true,
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', () => reject(new Error('socket closed')), { once: true });
  });
  return { link, closed };
}
