import { fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { router } from '#core/api/router.ts';
import { startWebHost, type WebHost } from '#core/host/web-host.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { createTestCore, testPassword, type TestCore } from '#test/support/test-core.ts';

type Api = RouterClient<typeof router>;
const token = 'a-token-of-at-least-16-letters';
let server: CompanyServer;
let core: TestCore;
let host: WebHost;

beforeAll(async () => {
  server = await startCompanyServer();
  core = createTestCore({ serverUrl: server.url });
  const pageDir = join(core.dataDir, 'page');
  mkdirSync(join(pageDir, 'assets'), { recursive: true });
  writeFileSync(join(pageDir, 'index.html'), '<!doctype html><title>Rapport</title>');
  writeFileSync(join(pageDir, 'assets', 'app-1.js'), 'export {};');
  host = await startWebHost({ core: core.core, pageDir, port: 0, token });
});
afterAll(async () => {
  await host.close();
  await core.remove();
  await server.close();
});

function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: host.port, path, method, headers }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text: string) => (body += text));
        answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body }));
      });
      sent.on('error', reject).end();
    },
  );
}

/** Opens the API's socket as a page would; resolves with the refusal's HTTP status or close code, or `open`. */
async function socketOf(
  over: { origin?: string | undefined; host?: string; protocols?: string[]; path?: string } = {},
) {
  const own = `http://127.0.0.1:${host.port}`;
  const socket = new WebSocket(
    `ws://127.0.0.1:${host.port}${over.path ?? '/rpc'}`,
    over.protocols ?? ['rapport', `token.${token}`],
    {
      headers: {
        ...('origin' in over ? (over.origin ? { origin: over.origin } : {}) : { origin: own }),
        ...(over.host ? { host: over.host } : {}),
      },
    },
  );
  const outcome = await new Promise<number | 'open'>((resolve) => {
    socket.on('unexpected-response', (_, answer) => resolve(answer.statusCode!));
    socket.on('close', (code) => resolve(code));
    socket.on('error', () => {});
    // A wrong token is told by a close right after the opening.
    socket.on('open', () => setTimeout(() => resolve('open'), 100));
  });
  return { socket, outcome };
}

describe('the page', () => {
  test('comes with a policy that runs no foreign and no inline script, and is never kept', async () => {
    const { status, headers, body } = await ask('/');
    expect(status).toBe(200);
    expect(body).toContain('Rapport');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.replace("style-src 'self' 'unsafe-inline'", '')).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });

  test('answers places inside the program with the start page, and unknown files with 404', async () => {
    expect((await ask('/customers/1')).body).toContain('Rapport');
    expect((await ask('/assets/app-1.js')).headers['content-type']).toContain('javascript');
    expect((await ask('/assets/app-2.js')).status).toBe(404);
    expect((await ask('/', {}, 'POST')).status).toBe(405);
  });

  test.each([
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/hosts.txt',
    '/..%5cx.json',
    '/%00.js',
    '/%',
  ])('never leaves its folder: %s', async (path) => {
    const { status, body } = await ask(path);
    expect([400, 404]).toContain(status);
    expect(body.length).toBeLessThan(30);
  });

  test.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost.evil.example'])(
    'is not given to a name that only resolves here: %s',
    async (name) => {
      expect((await ask('/', { host: name })).status).toBe(403);
    },
  );
});

describe('the API', () => {
  test.each([
    ['a foreign origin', { origin: 'https://evil.example' }, 403],
    ['the origin of another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['no origin', { origin: undefined }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['a foreign host name', { host: 'evil.example' }, 403],
    ['another path', { path: '/' }, 403],
    ['a wrong token', { protocols: ['rapport', 'token.wrong'] }, 4401],
    ['no token', { protocols: ['rapport'] }, 4401],
  ])('is refused to %s', async (_, over, outcome) => {
    expect((await socketOf(over)).outcome).toBe(outcome);
  });

  test('answers a page with the token, takes a file, and tells what happens', async () => {
    const { socket, outcome } = await socketOf();
    expect(outcome).toBe('open');
    const api: Api = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
    await expect(api.sync.state()).rejects.toMatchObject({ code: 'LOCKED', defined: true });
    const live = await api.live();
    await api.session.signIn({
      serverUrl: server.url,
      company: 'test',
      account: 'rep1',
      password: testPassword,
    });
    const types = new Set<string>();
    for await (const event of live) if (types.add(event.type).has('session') && types.has('sync')) break;

    const line = '姓名,电话\r\n王芳,13800000000\r\n';
    const csv = line + '李四,13900000000\r\n'.repeat(50_000);
    const inspection = await api.import.inspect({ fileName: '客户.csv', bytes: new Blob([csv]) });
    expect(inspection).toMatchObject({ fileName: '客户.csv', format: 'csv', records: 50_001 });
    socket.close();
    await once(socket, 'close');
  });

  test('tells a page of a bug nothing but that there was one', async () => {
    const { socket } = await socketOf();
    const api: Api = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
    const db = core.db;
    db.raw('ALTER TABLE content_item RENAME TO content_away');
    await expect(api.content.list({})).rejects.toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      defined: false,
    });
    await expect(api.content.list({})).rejects.not.toThrow(/content|table/);
    db.raw('ALTER TABLE content_away RENAME TO content_item');
    await expect(api.customer.get({ customerId: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    socket.close();
  });
});

describe('the process', () => {
  const entry = join(import.meta.dirname, '../../../electron/core/host/serve.ts');
  const start = (env: Record<string, string>) =>
    fork(entry, [], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });

  test('prints its address, tells its parent, and ends when the parent lets go', async () => {
    const child = start({ RAPPORT_DATA_DIR: tempFolder(), RAPPORT_PORT: '0', RAPPORT_TOKEN: token });
    const [message] = (await once(child, 'message')) as [{ type: string; url: string }];
    expect(message.type).toBe('listening');
    expect(message.url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/#token=${token}$`));
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('says in one line which port is taken', async () => {
    const child = start({ RAPPORT_DATA_DIR: tempFolder(), RAPPORT_PORT: String(host.port) });
    let text = '';
    child.stderr!.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(text.split('\n').at(-2)).toBe(`port ${host.port} on 127.0.0.1 cannot be used (EADDRINUSE)`);
  });
});
