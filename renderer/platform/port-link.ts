/** Desktop: asks the preload script for a port to core, which arrives as a window message. */
import { RPCLink } from '@orpc/client/message-port';
import type { OpenLink } from './connect.ts';

const answerLimitMs = 5_000;

function receivePort(): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      window.removeEventListener('message', onMessage);
      reject(new Error('no port from the shell'));
    }, answerLimitMs);
    function onMessage(event: MessageEvent): void {
      const port = event.ports[0];
      if (event.source !== window || event.data !== 'rapport:port' || !port) return;
      clearTimeout(timer);
      window.removeEventListener('message', onMessage);
      resolve(port);
    }
    window.addEventListener('message', onMessage);
    window.rapport?.requestPort();
  });
}

export async function openPortLink(): Promise<OpenLink> {
  const port = await receivePort();
  const closed = new Promise<{ refused: boolean }>((resolve) => {
    port.addEventListener('close', () => resolve({ refused: false }), { once: true });
  });
  const link = new RPCLink({ port });
  port.start();
  return { link, closed };
}
