/** What happens to a device when books change hands and people or devices leave. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { plainProfileOf } from '#test/support/plain-bytes.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { createTestCore, testPassword, type TestCore } from '#test/support/test-core.ts';
import { profileFiles, until } from '../session/company-side.ts';

let server: CompanyServer;
let proxy: FaultProxy;
let cores: TestCore[];

beforeAll(async () => {
  server = await startCompanyServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  cores = [];
  proxy = await startFaultProxy(server.url);
});
afterEach(async () => {
  for (const core of cores) await core.remove();
  await proxy.close();
});

async function deviceOf(account: string, serverUrl = proxy.url): Promise<TestCore> {
  const core = createTestCore({ serverUrl });
  cores.push(core);
  await core.signIn(account);
  await core.settle();
  return core;
}

const plainOf = (core: TestCore) => plainProfileOf(core.dataDir, testPassword);
const bodiesOf = (core: TestCore) =>
  core.db.raw<{ body: string }>('SELECT body FROM note').map((note) => note.body);

test('[PULL2] [SCOPE2] [LATE1] a reassigned book is erased from the old device, file and log included, and whole on the new one', async () => {
  const [rep1, rep2] = server.company.reps;
  const old = await deviceOf('rep1');
  await old.api.customer.patch({ customerId: customerIdOf(1, 1), fields: { remark: '备注MARKER-A' } });
  for (let i = 0; i < 30; i++) {
    await old.api.note.create({ customerId: customerIdOf(1, 1), body: `私房话MARKER-B ${i}` });
  }
  await old.settle();
  expect((await plainOf(old)).includes('MARKER-A')).toBe(true);
  expect((await old.api.search.find({ text: '私房' })).entries.length).toBeGreaterThan(0);
  expect(old.db.raw('SELECT id FROM text_entry').length).toBeGreaterThan(30);

  proxy.fault = () => ({ kind: 'refuse' });
  await old.api.note.create({ customerId: customerIdOf(1, 2), body: '离线写的MARKER-C' });

  const admin = await deviceOf('admin', server.url);
  const next = await deviceOf('rep2', server.url);
  const arrived = next.until((event) => event.type === 'changed' && event.entities.includes('note'));
  await admin.api.admin.reassign({
    bookId: rep1.bookId!,
    fromPersonId: rep1.id,
    toPersonId: rep2.id,
    reason: '离职',
  });
  await arrived;
  await next.settle();
  expect(bodiesOf(next).filter((body) => body.startsWith('私房话'))).toHaveLength(30);
  expect(await next.api.customer.get({ customerId: customerIdOf(1, 1) })).toMatchObject({
    remark: '备注MARKER-A',
  });

  proxy.fault = () => undefined;
  await old.settle();
  expect(old.db.raw('SELECT id FROM customer')).toEqual([]);
  expect(old.db.raw('SELECT mutation_id FROM outbox')).toEqual([]);
  for (const table of ['text_entry', 'text_dirty', 'customer_search']) {
    expect(old.db.raw(`SELECT 1 FROM ${table}`), table).toEqual([]);
  }
  expect(old.db.raw(`SELECT rowid FROM text_gram WHERE text_gram MATCH '"私房"'`)).toEqual([]);
  const left = await plainOf(old);
  expect(['MARKER-A', 'MARKER-B', 'MARKER-C'].filter((marker) => left.includes(marker))).toEqual([]);
  await next.settle();
  expect(bodiesOf(next)).toContain('离线写的MARKER-C');
});

test('[AUTH5] [WIPE1] a lost device ends its session at the next poke, and its file is gone', async () => {
  const device = await deviceOf('rep3');
  const admin = await deviceOf('admin', server.url);
  const { devices } = await admin.api.admin.devices();
  const ended = device.until((event) => event.type === 'session');
  const own = devices.find((entry) => entry.personName === 'rep 3')!;
  await admin.api.admin.revokeDevice({ deviceId: own.id, mode: 'wipe' });
  await ended;
  expect(device.core.session.get()).toMatchObject({ status: 'ended', reason: 'DEVICE_REVOKED' });
  await expect(device.api.customer.get({ customerId: customerIdOf(3, 1) })).rejects.toMatchObject({
    code: 'LOCKED',
  });
  await until('nothing left', () => profileFiles(device).length === 0);

  proxy.fault = () => ({ kind: 'refuse' });
  await expect(device.signIn('rep3')).rejects.toMatchObject({ code: 'OFFLINE' });
});

test('[AUTH5] [WIPE1] when a person leaves, the session ends and no password opens the file again', async () => {
  const admin = await deviceOf('admin', server.url);
  const { personId } = await admin.api.admin.createPerson({
    name: '临时',
    account: 'temp',
    password: testPassword,
    role: 'rep',
    teamId: server.company.teams[0].id,
  });
  const device = await deviceOf('temp');
  const ended = device.until((event) => event.type === 'session');
  await admin.api.admin.leave({ personId });
  await ended;
  expect(device.core.session.get()).toMatchObject({ status: 'ended', reason: 'ACCOUNT_DISABLED' });
  await until('nothing left', () => profileFiles(device).length === 0);
  await expect(device.signIn('temp')).rejects.toMatchObject({ detail: 'ACCOUNT_DISABLED' });
});
