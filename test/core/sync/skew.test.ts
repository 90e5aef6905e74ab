/** A program that its server no longer serves: it hands in what it has, and is read-only until it is updated. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';

let server: CompanyServer;
let proxy: FaultProxy;
let core: TestCore;
const customerId = customerIdOf(1, 1);
const body = JSON.stringify({ error: { code: 'PROTOCOL_TOO_OLD', message: 'update' } });
const headers = { 'content-type': 'application/json', 'rapport-protocol': '3' };

const served = () => {
  proxy.fault = () => undefined;
};
const tooOld = () => {
  proxy.fault = (path) =>
    path === '/v1/sync/push' ? undefined : { kind: 'replace', status: 426, headers, body };
};
const offline = () => {
  proxy.fault = () => ({ kind: 'refuse' });
};
const now = () => core.core.context.ready().syncLoop.now();
const note = (text: string) => core.api.note.create({ customerId, body: text });
const isOnServer = async (text: string) =>
  (await server.db.selectFrom('note').select('id').where('body', '=', text).execute()).length;
const refusedAsTooOld = (answer: Promise<unknown>) =>
  expect(answer).rejects.toMatchObject({ code: 'REFUSED', data: { detail: 'PROTOCOL_TOO_OLD' } });

beforeAll(async () => {
  server = await startCompanyServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  proxy = await startFaultProxy(server.url);
  core = createTestCore({ serverUrl: proxy.url });
  await core.signIn('rep1');
  await core.settle();
});
afterEach(async () => {
  await core.remove();
  await proxy.close();
});

test('[VERSION4] what waits is taken; then nothing can be edited, everything can be read, and it says why', async () => {
  offline();
  await note('还没发出');
  tooOld();
  expect(await now()).toMatchObject({ connection: 'offline', pending: 0, lastError: 'PROTOCOL_TOO_OLD' });
  expect(await isOnServer('还没发出')).toBe(1);
  await refusedAsTooOld(note('太晚了'));
  expect((await core.api.customer.get({ customerId })).id).toBe(customerId);
});

test('[VERSION4] it stays read-only offline and after a new start, opens by its password, and is told no lie', async () => {
  tooOld();
  await now();
  const { dataDir } = core;
  await core.close();
  core = createTestCore({ serverUrl: proxy.url, dataDir });
  expect(await core.signIn('rep1')).toMatchObject({ status: 'ready' });
  await refusedAsTooOld(note('新的'));
  await core.close();
  offline();
  core = createTestCore({ serverUrl: proxy.url, dataDir });
  await core.signIn('rep1');
  expect(await core.api.sync.state()).toMatchObject({ lastError: 'PROTOCOL_TOO_OLD' });
  await refusedAsTooOld(note('新的'));
  await core.close();
  tooOld();
  core = createTestCore({ serverUrl: proxy.url, dataDir });
  await refusedAsTooOldSignIn(core.signIn('rep2'));
});

const refusedAsTooOldSignIn = (answer: Promise<unknown>) =>
  expect(answer).rejects.toMatchObject({ code: 'REFUSED', detail: 'PROTOCOL_TOO_OLD' });

test('[VERSION4] a pull that succeeds ends it', async () => {
  tooOld();
  await now();
  served();
  expect(await now()).toMatchObject({ connection: 'online', lastError: null });
  await note('又可以了');
  await core.settle();
  expect(await isOnServer('又可以了')).toBe(1);
});

test('[AUTH5] a device that was revoked meanwhile learns it from its push', async () => {
  tooOld();
  await now();
  const refusal = JSON.stringify({ error: { code: 'UNAUTHENTICATED', message: 'x' } });
  offline();
  const fault = (path: string) =>
    path === '/v1/sync/push'
      ? ({ kind: 'replace', status: 401, headers, body: refusal } as const)
      : ({ kind: 'replace', status: 426, headers, body } as const);
  core.db.raw(
    `INSERT INTO outbox (mutation_id, name, at, writes, state) VALUES ('${'0'.repeat(32)}','x','t','[]','pending')`,
  );
  proxy.fault = fault;
  const ended = core.until((event) => event.type === 'session');
  await now();
  await ended;
  expect(await core.api.session.get()).toMatchObject({ status: 'ended', reason: 'UNAUTHENTICATED' });
});
