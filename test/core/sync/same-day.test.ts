/** Two real cores of one person that work on the same day without a network, and meet again. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';

let server: CompanyServer;
let proxy: FaultProxy;
let cores: TestCore[];

beforeEach(async () => {
  cores = [];
  server = await startCompanyServer();
  proxy = await startFaultProxy(server.url);
});
afterEach(async () => {
  for (const core of cores) await core.remove();
  await proxy.close();
  await server.close();
});

async function deviceOf(account: string): Promise<TestCore> {
  const core = createTestCore({ serverUrl: proxy.url });
  cores.push(core);
  await core.signIn(account);
  await core.settle();
  return core;
}
const offline = () => {
  proxy.fault = () => ({ kind: 'refuse' });
};
const online = () => {
  proxy.fault = () => undefined;
};
const itemsOf = (core: TestCore) =>
  core.db.raw<{ id: string; status: string; version: number }>(
    'SELECT id, status, status_at, ordinal, deleted_at, version FROM plan_item ORDER BY id',
  );

test('[WRITE10] [CONFLICT8] both make the plan, each does something on it, and both end with all of it', async () => {
  const a = await deviceOf('rep1');
  const b = await deviceOf('rep1');
  offline();
  const [first, second] = (await a.api.plan.today()).items;
  const onB = (await b.api.plan.today()).items;
  expect(onB.map(({ id }) => id)).toContain(first!.id);
  await a.api.plan.done({ id: first!.id });
  await b.api.plan.done({ id: second!.id, touch: { kind: 'chat', body: '聊了新琴', replied: true } });
  online();
  for (const core of [a, b, a, b]) await core.settle();
  for (const core of [a, b]) {
    const status = new Map((await core.api.plan.today()).items.map((item) => [item.id, item.status]));
    expect(status.get(first!.id)).toBe('done');
    expect(status.get(second!.id)).toBe('done');
    expect(await core.api.sync.rejections()).toEqual([]);
    expect(await core.api.conflict.list({})).toEqual([]);
    await core.settle();
  }
  for (const core of [a, b, a]) await core.settle();
  expect(itemsOf(b)).toEqual(itemsOf(a));
  expect(b.db.raw('SELECT body FROM touch')).toEqual([{ body: '聊了新琴' }]);
  expect(a.db.raw('SELECT body FROM touch')).toEqual([{ body: '聊了新琴' }]);
});

test('[WRITE8] of two decisions about one conflict both end with the first', async () => {
  const a = await deviceOf('rep1');
  const b = await deviceOf('rep1');
  const customerId = customerIdOf(1, 1);
  offline();
  await a.api.customer.patch({ customerId, fields: { city: '宁波' } });
  await b.api.customer.patch({ customerId, fields: { city: '温州' } });
  online();
  for (const core of [a, b, a, b]) await core.settle();
  offline();
  for (const [core, action] of [
    [a, 'dismiss'],
    [b, 'take'],
  ] as const) {
    const [conflict] = await core.api.conflict.list({});
    await core.api.conflict.resolve({ ids: [conflict!.id], action });
    // Fails, so that the next round looks before it hands in: the other decision comes before the answer to its own.
    await core.core.context.ready().syncLoop.now();
  }
  online();
  for (const core of [a, b, a, b]) await core.settle();
  const statusOf = (core: TestCore) => core.db.raw<{ status: string }>('SELECT status FROM conflict');
  expect(statusOf(a)).toEqual([{ status: 'dismissed' }]);
  expect(statusOf(b)).toEqual([{ status: 'dismissed' }]);
});
