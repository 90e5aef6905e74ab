/** What anything on this machine, or a web page in its browser, can send to the port without the token. */
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWebHost, type WebHost } from '#core/host/web-host.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';

let core: TestCore;
let host: WebHost;
const crashes: unknown[] = [];
const onCrash = (error: unknown) => void crashes.push(error);
let own: NodeJS.UncaughtExceptionListener[];

beforeAll(async () => {
  core = createTestCore({ serverUrl: 'http://127.0.0.1:1' });
  host = await startWebHost({
    core: core.core,
    pageDir: core.dataDir,
    port: 0,
    token: 'a-token-of-16-letters',
  });
  own = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').on('uncaughtException', onCrash);
});
afterAll(async () => {
  process.removeAllListeners('uncaughtException');
  for (const listener of own) process.on('uncaughtException', listener);
  await host.close();
  await core.remove();
});

function upgrade(path: string, hostHeader: string): Socket {
  const socket = connect(host.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(
    `GET ${path} HTTP/1.1\r\nhost: ${hostHeader}\r\nconnection: upgrade\r\nupgrade: websocket\r\n` +
      'sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  return socket;
}

const answerOf = (socket: Socket) =>
  new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('close', () => resolve(text.split('\r\n')[0]!));
  });

test.each(['//', '///', '//:99999/rpc', 'http://', '/%'])(
  'an upgrade to %s is refused, no more',
  async (path) => {
    expect(await answerOf(upgrade(path, `127.0.0.1:${host.port}`))).toMatch(/^HTTP\/1\.1 40[03]/);
    expect(crashes).toEqual([]);
  },
);

test('a refused connection that is torn down meanwhile ends nothing but itself', async () => {
  for (let round = 0; round < 30; round++) {
    const socket = upgrade('/rpc', 'evil.example');
    await new Promise((resolve) => socket.once('connect', resolve));
    await new Promise((resolve) => setTimeout(resolve, round % 4));
    socket.resetAndDestroy();
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(crashes).toEqual([]);
  expect(await answerOf(upgrade('/other', `127.0.0.1:${host.port}`))).toMatch(/^HTTP\/1\.1 403/);
});
