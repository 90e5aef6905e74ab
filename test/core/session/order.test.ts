/** Orders of the company reach a device in every state it can be in: open, signed out, offline, started again. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { restoreBackup } from '#server/backup/restore.ts';
import { backupStream } from '#server/backup/write-backup.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { systemTimer, type Timer } from '#shared/lib/timer.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { createTestCore, type TestCore, type TestCoreOptions } from '#test/support/test-core.ts';
import { adminOf, profileFiles, until } from './company-side.ts';

let server: CompanyServer;
let proxy: FaultProxy;
let admin: Awaited<ReturnType<typeof adminOf>>;
let cores: TestCore[];
/** Another person in every test. */
let rep: { id: string; account: string };

beforeAll(async () => {
  server = await startCompanyServer();
  admin = await adminOf(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  cores = [];
  rep = await admin.newRep();
  proxy = await startFaultProxy(server.url);
});
afterEach(async () => {
  for (const core of cores) await core.remove();
  await proxy.close();
});

function coreOn(options: Partial<TestCoreOptions> = {}): TestCore {
  const core = createTestCore({ serverUrl: proxy.url, ...options });
  cores.push(core);
  return core;
}

async function newDevice(): Promise<TestCore> {
  const core = coreOn();
  await core.signIn(rep.account);
  await core.settle();
  return core;
}

const offline = () => {
  proxy.fault = () => ({ kind: 'refuse' });
};
const online = () => {
  proxy.fault = () => undefined;
};
/** An edit like any other. */
const note = (core: TestCore, name: string) => core.api.customer.create({ fields: { name } });
const arrived = async () =>
  (await server.db.selectFrom('customer').select('name').execute()).map(({ name }) => name);
const stateOf = (core: TestCore) => core.core.session.get();
const isHandedOver = (core: TestCore, handover: string) => () => {
  const state = stateOf(core);
  return state.status === 'ended' && state.handover === handover;
};
const statusOf = async () => (await admin.devices(rep.account))[0]!;

test('[WIPE4] [WIPE10] an open device that is to be drained hands in what it holds, is wiped, and says so', async () => {
  const device = await newDevice();
  offline();
  for (let i = 0; i < 5; i++) await note(device, `没发出去的 ${i}`);
  await admin.revoke(rep.account, 'drain');
  online();
  const told = device.until((event) => event.type === 'session' && isHandedOver(device, 'wiped')());
  await device.api.session.contact();
  await told;
  await until('receipt', async () => (await statusOf()).status === 'wiped');
  expect((await arrived()).filter((body) => body.startsWith('没发出去的'))).toHaveLength(5);
  expect(await statusOf()).toMatchObject({ status: 'wiped', unsent: 0, wipedAt: expect.any(String) });
  await until('nothing left', () => profileFiles(device).length === 0);
  expect(await admin.timesDone('device.drained', rep.id)).toBe(1);
  expect(await admin.timesDone('device.wiped', rep.id)).toBe(1);
  expect(await device.api.session.signOut()).toMatchObject({ status: 'signed-out', profiles: [] });
});

test('[WIPE1] [WIPE5] a lost device is wiped at its next contact within five seconds, with what it holds', async () => {
  const wiped: string[] = [];
  const device = coreOn({ onWiped: (id) => wiped.push(id) });
  await device.signIn(rep.account);
  await device.settle();
  offline();
  await note(device, '丢了');
  await admin.revoke(rep.account, 'wipe');
  online();
  const began = performance.now();
  await device.api.session.contact();
  await until('nothing left', () => profileFiles(device).length === 0);
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(stateOf(device)).toMatchObject({ status: 'ended', reason: 'DEVICE_REVOKED', handover: 'wiped' });
  expect(await arrived()).not.toContain('丢了');
  expect(await statusOf()).toMatchObject({ status: 'wiped', unsent: 1 });
  expect(wiped).toEqual([rep.id]);
});

test('[WIPE9] a wipe reaches a device on which nobody is signed in, without a password', async () => {
  const device = await newDevice();
  await device.close();
  await admin.revoke(rep.account, 'wipe');
  const next = coreOn({ dataDir: device.dataDir });
  await until('nothing left', () => profileFiles(next).length === 0);
  expect(await statusOf()).toMatchObject({ status: 'wiped', unsent: null });
});

test('[WIPE9] a drain waits for the sign-in where nobody is signed in, and needs only the old password', async () => {
  const device = await newDevice();
  offline();
  await note(device, '登录后才交');
  await device.close();
  await admin.revoke(rep.account, 'drain');
  online();
  const next = coreOn({ dataDir: device.dataDir });
  await until('asked', () => proxy.seen.includes('/v1/device/order'));
  expect((await statusOf()).status).toBe('draining');
  expect(await next.signIn(rep.account)).toMatchObject({ status: 'ended', reason: 'DEVICE_REVOKED' });
  await until('nothing left', () => profileFiles(next).length === 0);
  expect(await arrived()).toContain('登录后才交');
  expect(await statusOf()).toMatchObject({ status: 'wiped', unsent: 0 });
});

test('[WIPE9] once told to drain, the file opens offline for nothing else, and goes on when the server is back', async () => {
  const device = await newDevice();
  offline();
  await note(device, '断网交接');
  await admin.revoke(rep.account, 'drain');
  proxy.fault = (path) => (path === '/v1/sync/push' ? { kind: 'refuse' } : undefined);
  await device.api.session.contact();
  await until('stuck', isHandedOver(device, 'waiting'));
  offline();
  await device.close();
  const next = coreOn({ dataDir: device.dataDir });
  await expect(next.signIn(rep.account, { password: 'wrong' })).rejects.toMatchObject({
    detail: 'BAD_CREDENTIALS',
  });
  expect(await next.signIn(rep.account)).toMatchObject({ status: 'ended', handover: 'waiting', unsent: 1 });
  await expect(next.api.customer.tags()).rejects.toMatchObject({ code: 'LOCKED' });
  online();
  await next.api.session.contact();
  await until('nothing left', () => profileFiles(next).length === 0);
  expect(await arrived()).toContain('断网交接');
});

test('[WIPE1] an order to wipe overtakes a drain that cannot go on', async () => {
  const device = await newDevice();
  offline();
  await note(device, '来不及交');
  await admin.revoke(rep.account, 'drain');
  proxy.fault = (path) => (path === '/v1/sync/push' ? { kind: 'refuse' } : undefined);
  await device.api.session.contact();
  await until('stuck', isHandedOver(device, 'waiting'));
  await admin.revoke(rep.account, 'wipe');
  await device.api.session.contact();
  await until('nothing left', () => profileFiles(device).length === 0);
  expect(await statusOf()).toMatchObject({ status: 'wiped', unsent: 1 });
});

test('[PUSH3] [WIPE5] [WIPE6] a reply that is lost on the way changes nothing: each edit lands once, the receipt counts once', async () => {
  const device = await newDevice();
  offline();
  await note(device, '只落一次');
  await admin.revoke(rep.account, 'drain');
  const lost = new Set<string>();
  proxy.fault = (path) => {
    if (!/push|device/.test(path) || lost.has(path)) return undefined;
    lost.add(path);
    return { kind: 'drop' };
  };
  for (let tries = 0; tries < 6; tries++) await device.api.session.contact();
  await until('nothing left', () => profileFiles(device).length === 0);
  expect([...lost].toSorted()).toEqual([
    '/v1/device/drained',
    '/v1/device/order',
    '/v1/device/receipt',
    '/v1/sync/push',
  ]);
  expect((await arrived()).filter((body) => body === '只落一次')).toHaveLength(1);
  expect(await admin.timesDone('device.wiped', rep.id)).toBe(1);
});

test('[WIPE1] [WIPE4] when a person leaves, the device hands in and is wiped, and no password opens it again', async () => {
  const device = await newDevice();
  offline();
  await note(device, '离职前写的');
  await admin.post('/v1/admin/person/leave', { personId: rep.id });
  online();
  await device.api.session.contact();
  await until('nothing left', () => profileFiles(device).length === 0);
  expect(stateOf(device)).toMatchObject({ reason: 'ACCOUNT_DISABLED', handover: 'wiped' });
  expect(await arrived()).toContain('离职前写的');
  await expect(device.signIn(rep.account)).rejects.toMatchObject({ detail: 'ACCOUNT_DISABLED' });
});

test('[AUTH3] [WIPE7] a device that was wiped takes the same person again with a code, from the start', async () => {
  const device = await newDevice();
  await note(device, '还在公司');
  await device.settle();
  await admin.revoke(rep.account, 'wipe');
  await device.api.session.contact();
  await until('nothing left', () => profileFiles(device).length === 0);
  await expect(device.signIn(rep.account)).rejects.toMatchObject({ detail: 'ENROLMENT_REQUIRED' });
  const code = await admin.code(rep.id);
  const again = await device.core.session.signIn({
    serverUrl: proxy.url,
    company: 'test',
    account: rep.account,
    password: 'correct horse battery',
    enrolmentCode: code,
  });
  expect(again).toMatchObject({ status: 'ready' });
  await device.settle();
  expect(device.db.raw('SELECT name FROM customer')).toEqual([{ name: '还在公司' }]);
});

test('[WIPE2] a device whose token the company does not know does nothing', async () => {
  const device = await newDevice();
  await device.close();
  await server.db
    .updateTable('enrolment')
    .set({ orderTokenHash: null })
    .where('personId', '=', rep.id)
    .execute();
  await admin.revoke(rep.account, 'wipe');
  const next = coreOn({ dataDir: device.dataDir });
  const asked = proxy.seen.length;
  await until('asked', () => proxy.seen.slice(asked - 1).includes('/v1/device/order'));
  await next.close();
  expect(profileFiles(next)).toContain(`${rep.id}/rapport.db`);
});

test('[WIPE9] orders are asked for again every quarter of an hour, more or less', async () => {
  const device = await newDevice();
  await device.close();
  const waits: number[] = [];
  let later = () => {};
  const timer: Timer = {
    after(ms, work) {
      if (ms <= 600_000) return systemTimer.after(ms, work);
      waits.push(ms);
      later = work;
      return () => {};
    },
  };
  const next = coreOn({ dataDir: device.dataDir, timer });
  await until('asked', () => waits.length === 1);
  expect(waits[0]! / 60_000).toBeGreaterThanOrEqual(13.5);
  expect(waits[0]! / 60_000).toBeLessThanOrEqual(16.5);
  await admin.revoke(rep.account, 'wipe');
  later();
  await until('nothing left', () => profileFiles(next).length === 0);
});

test('[WIPE9] and at once where the person asks for contact', async () => {
  const device = await newDevice();
  await device.close();
  offline();
  const next = coreOn({ dataDir: device.dataDir });
  await next.core.session.contact();
  expect(profileFiles(next)).not.toEqual([]);
  await admin.revoke(rep.account, 'wipe');
  online();
  await next.core.session.contact();
  expect(profileFiles(next)).toEqual([]);
  expect(await statusOf()).toMatchObject({ status: 'wiped' });
});

test('[WIPE10] [WIPE12] where the session of the file is worth nothing, it is handed in by what the sign-in was given', async () => {
  const device = await newDevice();
  offline();
  await note(device, '交不进去');
  device.db.raw(`DELETE FROM meta WHERE key='token'`);
  online();
  await device.api.session.contact();
  expect(stateOf(device)).toMatchObject({ reason: 'UNAUTHENTICATED', handover: 'kept', unsent: 1 });
  await admin.revoke(rep.account, 'drain');
  expect(await device.signIn(rep.account)).toMatchObject({ status: 'ended', reason: 'DEVICE_REVOKED' });
  await until('nothing left', () => profileFiles(device).length === 0);
  expect(await statusOf()).toMatchObject({ status: 'wiped', unsent: 0 });
  expect(await arrived()).toContain('交不进去');
});

test('[WIPE10] [WIPE12] what waits is kept until a sign-in reaches the server, and a wipe ends that', async () => {
  const device = await newDevice();
  offline();
  await note(device, '等一次登录');
  await admin.revoke(rep.account, 'drain');
  proxy.fault = (path) => (path === '/v1/sync/push' ? { kind: 'refuse' } : undefined);
  await device.api.session.contact();
  await until('stuck', isHandedOver(device, 'waiting'));
  offline();
  await device.close();
  // Meanwhile another session took the place of the one the file remembers.
  await server.db
    .updateTable('enrolment')
    .set({ tokenHash: 'another' })
    .where('personId', '=', rep.id)
    .execute();
  const next = coreOn({ dataDir: device.dataDir });
  expect(await next.signIn(rep.account)).toMatchObject({ status: 'ended', unsent: 1 });
  online();
  await next.api.session.contact();
  expect(stateOf(next)).toMatchObject({ handover: 'sign-in', unsent: 1 });
  expect(await statusOf()).toMatchObject({ status: 'draining' });
  await next.signIn(rep.account);
  await until('nothing left', () => profileFiles(next).length === 0);
  expect(await arrived()).toContain('等一次登录');
});

/** The company server as it was before it took this. */
async function backUp(): Promise<() => Promise<unknown>> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-drain-'));
  const file = join(folder, 'backup');
  await pipeline(backupStream(server.db, systemClock), createWriteStream(file));
  return async () => {
    await restoreBackup({ db: server.db, clock: systemClock, tell() {} }, file);
    await rm(folder, { recursive: true });
  };
}

test('[WIPE10] [EPOCH2] with nothing waiting, a draining device still hands back what a restored server lost', async () => {
  const device = await newDevice();
  const restore = await backUp();
  await note(device, '备份之后');
  await device.settle();
  offline();
  await admin.revoke(rep.account, 'drain');
  await restore();
  expect(await arrived()).not.toContain('备份之后');
  online();
  await device.api.session.contact();
  await until('nothing left', () => profileFiles(device).length === 0);
  expect(await arrived()).toContain('备份之后');
});

test('[WIPE10] what was handed in to a history that was replaced before the report came is handed in again', async () => {
  const device = await newDevice();
  const restore = await backUp();
  offline();
  await note(device, '交给了旧的');
  await admin.revoke(rep.account, 'drain');
  proxy.fault = (path) => (path === '/v1/device/drained' ? { kind: 'hold' } : undefined);
  await device.api.session.contact();
  await until('the report', () => proxy.held.length > 0);
  expect(await arrived()).toContain('交给了旧的');
  await restore();
  expect(await proxy.held[0]!()).toBe(409);
  expect(await statusOf()).toMatchObject({ status: 'draining' });
  online();
  await device.api.session.contact();
  await until('nothing left', () => profileFiles(device).length === 0);
  expect(await arrived()).toContain('交给了旧的');
});
