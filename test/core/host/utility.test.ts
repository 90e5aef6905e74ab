import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { RouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { router } from '#core/api/router.ts';
import { coreMessage, type ShellMessage } from '#shared/contract/host-message.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { testPassword } from '#test/support/test-core.ts';

let server: CompanyServer;
beforeAll(async () => {
  server = await startCompanyServer();
});
afterAll(() => server.close());

test('the desktop shell starts core, gives pages a port, and keeps the key of the file', async () => {
  const dataDir = tempFolder();
  const worker = new Worker(new URL('./utility-stand-in.ts', import.meta.url));
  const send = (data: ShellMessage | object, ports: MessagePort[] = []) =>
    worker.postMessage({ data, ports }, ports);
  const asked: string[] = [];
  const ready = new Promise<void>((resolve) => {
    worker.on('message', (raw) => {
      const message = coreMessage.parse(raw);
      if (message.type === 'ready') return resolve();
      if (message.type !== 'key.request') return;
      asked.push(message.op);
      const value =
        message.op === 'wrap' ? `wrapped:${message.value}` : message.value.slice('wrapped:'.length);
      send({ type: 'key.reply', id: message.id, ok: true, value });
    });
  });

  const early = new MessageChannel();
  send({ type: 'connect' }, [early.port2]);
  send({ type: 'nonsense' });
  send({ type: 'start', dataDir, serverUrl: server.url, appVersion: '1.2.3' });
  await ready;
  early.port1.start();
  const api: RouterClient<typeof router> = createORPCClient(new RPCLink({ port: early.port1 }));
  expect(await api.session.get()).toMatchObject({
    status: 'signed-out',
    keyKeeper: 'system',
    defaultServerUrl: server.url,
  });
  const credentials = { serverUrl: server.url, company: 'test', account: 'rep1', password: testPassword };
  expect(await api.session.signIn(credentials)).toMatchObject({ status: 'ready' });
  await api.session.signOut();
  expect(await api.session.signIn(credentials)).toMatchObject({ status: 'ready' });
  expect(asked).toEqual(['wrap', 'unwrap']);

  const folder = join(dataDir, 'profiles', readdirSync(join(dataDir, 'profiles'))[0]!);
  expect(JSON.parse(readFileSync(join(folder, 'key.json'), 'utf8'))).toMatchObject({ kind: 'system' });
  const inspection = await api.import.inspect({
    fileName: 'a.csv',
    bytes: new Blob(['姓名,电话\n王芳,13800000000\n']),
  });
  expect(inspection.records).toBe(1);
  await api.session.signOut();
  early.port1.close();
  await worker.terminate();
});
