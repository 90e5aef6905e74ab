/** A device that does not reach its server: real cores with a clock that the test sets, and a network it cuts. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { dayMs } from '#shared/domain/calendar.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';

let server: CompanyServer;
let proxy: FaultProxy;
let cores: TestCore[];
/** The device's clock and its running time. */
let now: number;
let running: number;

beforeAll(async () => {
  server = await startCompanyServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  cores = [];
  now = Date.now();
  running = 0;
  proxy = await startFaultProxy(server.url);
});
afterEach(async () => {
  for (const core of cores) await core.remove();
  await proxy.close();
});

function coreOn(dataDir?: string): TestCore {
  const core = createTestCore({
    serverUrl: proxy.url,
    clock: { now: () => now },
    monotonic: () => running,
    ...(dataDir ? { dataDir } : {}),
  });
  cores.push(core);
  return core;
}

const offline = () => {
  proxy.fault = () => ({ kind: 'refuse' });
};
const online = () => {
  proxy.fault = () => undefined;
};

async function offlineDevice(): Promise<TestCore> {
  const core = coreOn();
  await core.signIn('rep1');
  await core.settle();
  offline();
  return core;
}

/** The same device after the program was ended and started again. */
async function restarted(core: TestCore): Promise<TestCore> {
  await core.close();
  const next = coreOn(core.dataDir);
  await next.signIn('rep1');
  return next;
}

const note = (core: TestCore, body: string) => core.api.note.create({ customerId: customerIdOf(1, 1), body });
const readOnly = { code: 'REFUSED', data: { detail: 'LEASE_READ_ONLY' } };

test('[LEASE2] after seven days without the server nothing is written, everything is read, and contact ends it', async () => {
  const core = await offlineDevice();
  await note(core, '第一天');
  now += 7 * dayMs;
  expect(await core.api.sync.state()).toMatchObject({
    lease: { state: 'readOnly', reason: 'age', lastContactAt: expect.any(String) },
    pending: 1,
  });
  await expect(note(core, '第八天')).rejects.toMatchObject(readOnly);
  expect(await core.api.customer.get({ customerId: customerIdOf(1, 1) })).toMatchObject({
    name: 'Customer 1.1',
  });
  expect((await core.api.plan.today()).items.length).toBeGreaterThan(0);
  expect(core.db.raw('SELECT * FROM outbox')).toHaveLength(1);

  online();
  expect(await core.api.session.contact()).toMatchObject({ status: 'ready' });
  expect(await core.api.sync.state()).toMatchObject({ lease: { state: 'ok', reason: null }, pending: 0 });
  await note(core, '又能写了');
});

test('[LEASE2] the days are those of the company’s settings', async () => {
  const core = await offlineDevice();
  core.db.raw(
    `INSERT INTO setting (id, scope_id, version, created_at, late, key, value)
      VALUES ('s1', 'company', 1, '2026-01-01T00:00:00.000Z', 0, 'lease.readOnlyDays', '2')`,
  );
  now += 2 * dayMs;
  await expect(note(core, '不行')).rejects.toMatchObject(readOnly);
});

test('[LEASE4] after fourteen days the device shows nothing until it has reached the server; edits stay and are handed in', async () => {
  const core = await offlineDevice();
  await note(core, '锁前写的');
  now += 14 * dayMs;
  expect(await core.api.session.get()).toMatchObject({ status: 'locked', unsent: 1 });
  await expect(core.api.customer.tags()).rejects.toMatchObject({ code: 'LOCKED' });
  expect(await core.api.session.contact()).toMatchObject({ status: 'locked' });
  const next = await restarted(core);
  expect(await next.api.session.get()).toMatchObject({ status: 'locked', unsent: 1 });

  online();
  expect(await next.api.session.contact()).toMatchObject({ status: 'ready' });
  const rows = await server.db.selectFrom('note').select('body').where('body', '=', '锁前写的').execute();
  expect(rows).toHaveLength(1);
  expect(await next.api.customer.tags()).toBeDefined();
});

test('[LEASE4] an online sign-in opens a locked file without showing it locked first', async () => {
  const core = await offlineDevice();
  await core.core.session.signOut();
  now += 30 * dayMs;
  online();
  expect(await core.signIn('rep1')).toMatchObject({ status: 'ready' });
});

test('[LEASE3] setting the clock back, also while the program is not running, gains nothing and makes read-only', async () => {
  let core = await offlineDevice();
  now += 6 * dayMs;
  await note(core, '第六天');
  now -= 6 * dayMs;
  core = await restarted(core);
  expect((await core.api.sync.state()).lease).toMatchObject({ state: 'readOnly', reason: 'clock' });
  await expect(note(core, '往回拨')).rejects.toMatchObject(readOnly);
  online();
  await core.api.session.contact();
  expect((await core.api.sync.state()).lease).toMatchObject({ state: 'ok', reason: null });
});

test('[LEASE3] running time counts, however often the clock is set back meanwhile', async () => {
  const core = await offlineDevice();
  for (let hours = 0; hours < 14 * 24; hours += 0.5) {
    running += 1_800_000;
    await core.api.session.get();
  }
  expect(await core.api.session.get()).toMatchObject({ status: 'locked' });
});

test('[LEASE3] the highest time seen is in the file, written no more often than once a minute', async () => {
  const core = await offlineDevice();
  const seen = () => core.db.raw<{ value: string }>(`SELECT value FROM meta WHERE key='seen_at'`)[0]!.value;
  const before = seen();
  now += 30_000;
  await note(core, '半分钟后');
  expect(seen()).toBe(before);
  now += 31_000;
  await note(core, '一分钟后');
  expect(Date.parse(seen())).toBe(now);
});

test('[LEASE5] a clock that was a year ahead locks; once it is right again, contact cures it', async () => {
  let core = await offlineDevice();
  now += 365 * dayMs;
  expect(await core.api.session.get()).toMatchObject({ status: 'locked' });
  await core.api.session.contact();
  core = await restarted(core);
  now -= 365 * dayMs;
  expect(await core.api.session.get()).toMatchObject({ status: 'locked' });
  online();
  expect(await core.api.session.contact()).toMatchObject({ status: 'ready' });
  expect((await core.api.sync.state()).lease.state).toBe('ok');
});
