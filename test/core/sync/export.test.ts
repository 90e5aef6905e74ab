/** An export from a device against the real server: granted, counted, refused over the limit and without the server. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';

let server: CompanyServer;
let proxy: FaultProxy;
let core: TestCore;

beforeAll(async () => {
  server = await startCompanyServer();
  proxy = await startFaultProxy(server.url);
  core = createTestCore({ serverUrl: proxy.url });
  await core.signIn('rep1');
  await core.settle();
});
afterAll(async () => {
  await core.remove();
  await proxy.close();
  await server.close();
});

const ids = async () =>
  (await core.api.customer.list({ filter: {}, sort: { by: 'name', direction: 'asc' } })).lines;

test('a rep exports fifty rows a day and not one more; nothing leaves without the server', async () => {
  for (let n = (await ids()).length; n < 60; n++)
    await core.api.customer.create({ fields: { name: `客户${n}` } });
  const customerIds = (await ids()).map(({ id }) => id);
  const run = (count: number, format: 'csv' | 'xlsx' | 'vcard' = 'csv') =>
    core.api.export.run({
      format,
      customerIds: customerIds.slice(0, count),
      filter: { search: '客户' },
      picked: format === 'vcard',
      language: 'zh-CN',
    });

  await expect(run(60)).rejects.toMatchObject({ code: 'REFUSED', data: { detail: 'EXPORT_LIMIT' } });
  const file = await run(40);
  expect(file).toMatchObject({ rows: 40, rowsLeft: 10 });
  expect(file.fileName).toMatch(/^客户 rep 1 \d{4}-\d\d-\d\d [0-9a-f]{6}\.csv$/);
  const lines = (await file.bytes.text()).trim().split('\r\n');
  expect(lines).toHaveLength(41);
  for (const line of lines.slice(1)) expect(line).toContain(file.exportId);

  proxy.fault = () => ({ kind: 'refuse' });
  await expect(run(5)).rejects.toMatchObject({ code: 'OFFLINE' });
  await expect(core.api.export.allowance()).rejects.toMatchObject({ code: 'OFFLINE' });
  proxy.fault = () => undefined;

  expect(await core.api.export.allowance()).toEqual({ rowsLeft: 10, perDay: 50 });
  expect(await run(10, 'vcard')).toMatchObject({ rows: 10, rowsLeft: 0 });
  await expect(run(1)).rejects.toMatchObject({ code: 'REFUSED', data: { detail: 'EXPORT_LIMIT' } });
  const logged = await server.db
    .selectFrom('audit')
    .select('detail')
    .where('action', '=', 'customer.export')
    .execute();
  expect(logged.map(({ detail }) => (JSON.parse(detail) as { rows: number; filter: string }).rows)).toEqual([
    40, 10,
  ]);
  expect(logged.map(({ detail }) => (JSON.parse(detail) as { filter: string }).filter)).toEqual([
    'search',
    'picked search',
  ]);
  expect(JSON.stringify(logged)).not.toContain('客户');
  // One that is not on the device is no reason to ask.
  await expect(
    core.api.export.run({ format: 'csv', customerIds: [crypto.randomUUID()], filter: {}, language: 'en' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
