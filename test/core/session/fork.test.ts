/** A file that exists twice: restored from an image, or copied. Only one of the two goes on as the device. */
import { cpSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { adminOf, until } from './company-side.ts';

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

function coreOn(dataDir?: string): TestCore {
  const core = createTestCore({ serverUrl: proxy.url, ...(dataDir ? { dataDir } : {}) });
  cores.push(core);
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
const countOf = async (name: string) =>
  (
    await server.db
      .selectFrom('customer')
      .select('id')
      .where('name', '=', name)
      .where('createdBy', '=', rep.id)
      .execute()
  ).length;

/** A stopped device, and an image of its folder taken while an edit waited. */
async function imaged(): Promise<{ dataDir: string; image: string }> {
  const device = coreOn();
  await device.signIn(rep.account);
  await device.settle();
  offline();
  await note(device, '镜像里也有');
  await device.close();
  const image = tempFolder();
  cpSync(device.dataDir, image, { recursive: true });
  return { dataDir: device.dataDir, image };
}

test('[IMAGE1] [IMAGE5] of two copies the second is noticed, enrols as a new device and loses no edit', async () => {
  const { dataDir, image } = await imaged();
  online();
  const first = coreOn(dataDir);
  await first.signIn(rep.account);
  await first.settle();
  await first.close();
  offline();
  const copy = coreOn(image);
  await copy.signIn(rep.account);
  await note(copy, '只在副本里');
  await copy.core.session.signOut();
  online();
  await copy.signIn(rep.account);
  await until('noticed', () => copy.core.session.get().status === 'ended');
  expect(copy.core.session.get()).toMatchObject({
    reason: 'DEVICE_FORKED',
    handover: 'kept',
    unsent: 2,
  });
  expect(await countOf('只在副本里')).toBe(0);

  expect(await copy.signIn(rep.account)).toMatchObject({ status: 'ready' });
  await copy.settle();
  expect(await countOf('只在副本里')).toBe(1);
  expect(await countOf('镜像里也有')).toBe(1);
  expect(await admin.devices(rep.account)).toHaveLength(2);
});

test('[IMAGE5] the first device goes on undisturbed after the copy has been sent away', async () => {
  const { dataDir, image } = await imaged();
  online();
  for (const folder of [dataDir, image]) {
    const core = coreOn(folder);
    await core.signIn(rep.account);
    await core.core.session.contact();
    await until('over', () => folder === dataDir || core.core.session.get().status === 'ended');
    await core.close();
  }
  const first = coreOn(dataDir);
  await first.signIn(rep.account);
  await note(first, '原机继续');
  await first.settle();
  expect(await countOf('原机继续')).toBe(1);
});

test('[IMAGE6] wiping the device that was left behind does not touch the copy that enrolled anew', async () => {
  const { dataDir, image } = await imaged();
  online();
  const first = coreOn(dataDir);
  await first.signIn(rep.account);
  await first.settle();
  await first.close();
  const copy = coreOn(image);
  await copy.signIn(rep.account);
  await until('noticed', () => copy.core.session.get().status === 'ended');
  await copy.signIn(rep.account);
  await copy.settle();
  const [older] = (await admin.devices(rep.account)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await admin.post('/v1/admin/device/revoke', { deviceId: older!.id, mode: 'wipe' });
  await copy.settle();
  expect(copy.core.session.get()).toMatchObject({ status: 'ready' });
});

test('[IMAGE6] a run whose first answers are lost, and which is ended then, is not taken for a copy', async () => {
  const device = coreOn();
  await device.signIn(rep.account);
  await device.settle();
  let dataDir = device.dataDir;
  await device.close();
  for (let round = 0; round < 3; round++) {
    proxy.fault = (path) => (path === '/v1/sync/pull' ? { kind: 'drop' } : undefined);
    const core = coreOn(dataDir);
    await core.signIn(rep.account);
    await core.core.session.contact();
    await core.close();
    dataDir = core.dataDir;
  }
  online();
  const last = coreOn(dataDir);
  await last.signIn(rep.account);
  await last.settle();
  expect(last.core.session.get()).toMatchObject({ status: 'ready' });
});

test('[IMAGE6] a copy that was noticed reports nothing in the name of the other', async () => {
  const { dataDir, image } = await imaged();
  online();
  const first = coreOn(dataDir);
  await first.signIn(rep.account);
  await first.settle();
  await first.close();
  const copy = coreOn(image);
  await copy.signIn(rep.account);
  await until('noticed', () => copy.core.session.get().status === 'ended');
  await copy.close();
  proxy.seen.length = 0;
  await admin.revoke(rep.account, 'drain');
  const again = coreOn(image);
  expect(await again.signIn(rep.account)).toMatchObject({ status: 'ready' });
  await again.settle();
  expect(proxy.seen.filter((path) => path.startsWith('/v1/device'))).toEqual([]);
  expect((await admin.devices(rep.account)).map(({ status }) => status).toSorted()).toEqual([
    'active',
    'draining',
  ]);
});
