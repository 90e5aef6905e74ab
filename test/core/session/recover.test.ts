/** A profile whose file is damaged or whose key is lost gets a new file; what waited in the old one is handed in. */
import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { failPointNames } from '#core/fail-point.ts';
import { resetPassword } from '#server/domain/account-recovery.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { startCompanyServer, testConfig, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { changePage, pagesOf } from '#test/support/page-damage.ts';
import { png } from '#test/support/picture.ts';
import { profileKeyOf, profileKeyText } from '#test/support/profile-key.ts';
import {
  createTestCore,
  testPassword,
  type TestCore,
  type TestCoreOptions,
} from '#test/support/test-core.ts';
import { hashOfFolder } from '#test/faults/offline-profile.ts';
import { adminOf, found, profileFiles, profileFolder, until } from './company-side.ts';

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

const offline = () => {
  proxy.fault = () => ({ kind: 'refuse' });
};
const online = () => {
  proxy.fault = () => undefined;
};
const typed = (over: { password?: string; formerPassword?: string; enrolmentCode?: string } = {}) => ({
  serverUrl: proxy.url,
  company: 'test',
  account: rep.account,
  password: testPassword,
  ...over,
});
const unsentNames = Array.from({ length: 24 }, (_, i) => `没上传的客户 ${i} ${'茶'.repeat(30)}`);

/** A closed device: one customer is known to the server, two dozen wait. */
async function waitingDevice(
  more: (core: TestCore) => Promise<unknown> = async () => {},
): Promise<{ dataDir: string; folder: string; file: string; key: Uint8Array }> {
  const core = coreOn();
  await core.signIn(rep.account);
  await core.settle();
  await core.api.customer.create({ fields: { name: '上传过的客户' } });
  await core.settle();
  offline();
  for (const name of unsentNames) await core.api.customer.create({ fields: { name } });
  await more(core);
  await core.close();
  online();
  const { file, key } = await profileKeyOf(core.dataDir, testPassword);
  return { dataDir: core.dataDir, folder: profileFolder(core), file, key };
}

/** The names the server has of the person, each as often as it is there. */
async function arrived(): Promise<string[]> {
  const rows = await server.db
    .selectFrom('customer')
    .select('name')
    .where('createdBy', '=', rep.id)
    .execute();
  return rows.map(({ name }) => name!).toSorted();
}
const shown = (core: TestCore) =>
  core.db
    .raw<{ name: string }>('SELECT name FROM customer')
    .map(({ name }) => name)
    .toSorted();
const everything = ['上传过的客户', ...unsentNames].toSorted();
const refused = (detail: string) => ({ code: 'REFUSED', detail });

describe('a damaged page', () => {
  test('[RECOVER1] [RECOVER2] of the customers: all comes back, what waited arrives once, from a new device', async () => {
    const { dataDir, folder, file, key } = await waitingDevice();
    changePage(file, pagesOf(file, key, 'customer')[0]!);
    const damaged = readFileSync(file);
    const core = coreOn({ dataDir });
    await expect(core.signIn(rep.account)).rejects.toMatchObject(refused('FILE_DAMAGED'));
    const state = await core.api.session.recover(typed());
    expect(state).toMatchObject({
      status: 'ready',
      recovered: { mutations: 24, unreadable: 0, isComplete: true },
    });
    expect(shown(core)).toEqual(expect.arrayContaining(unsentNames.toSorted()));
    await core.settle();
    expect(await arrived()).toEqual(everything);
    expect(shown(core)).toEqual(everything);
    expect(await admin.devices(rep.account)).toHaveLength(2);
    const aside = readdirSync(folder).find((name) => /^rapport\.db\.damaged-\w+$/.test(name))!;
    expect(readFileSync(join(folder, aside)).equals(damaged)).toBe(true);

    expect(await core.api.session.dismissRecovered()).toMatchObject({ status: 'ready', recovered: null });
    await core.close();
    offline();
    const next = coreOn({ dataDir });
    expect(await next.signIn(rep.account)).toMatchObject({ status: 'ready', recovered: null });
    expect(shown(next)).toEqual(everything);
  });

  test('[RECOVER2] of the queue: what lies on other pages arrives, what was on this one is counted', async () => {
    const { dataDir, file, key } = await waitingDevice();
    const pages = pagesOf(file, key, 'outbox');
    expect(pages.length).toBeGreaterThan(2);
    changePage(file, pages[1]!);
    const core = coreOn({ dataDir });
    const state = await core.core.session.recover(typed());
    if (state.status !== 'ready' || !state.recovered) throw new Error('not recovered');
    const { mutations, unreadable, isComplete } = state.recovered;
    expect(mutations).toBeGreaterThan(5);
    expect(unreadable).toBeGreaterThan(0);
    expect(mutations + unreadable).toBe(24);
    expect(isComplete).toBe(false);
    await core.settle();
    expect(await arrived()).toHaveLength(1 + mutations);
    expect(shown(core)).toEqual(await arrived());
  });

  /** A note with its picture, for everybody whose name begins with the text. */
  const illustrated = async (core: TestCore, begin: string) => {
    const { lines } = await core.api.customer.list({ filter: {}, sort: { by: 'name', direction: 'asc' } });
    for (const { id: customerId, name } of lines.filter((line) => line.name.startsWith(begin))) {
      const bytes = new File([png(name, { padding: 40_000 })], '截图.png');
      const staged = await core.api.attachment.stage({ customerId, name: bytes.name, bytes });
      await core.api.note.create({ customerId, body: '见图', attachments: [staged.id] });
    }
  };
  const handedIn = async () => {
    const rows = await server.db
      .selectFrom('attachment')
      .innerJoin('attachmentPlace', 'attachmentPlace.hash', 'attachment.hash')
      .select('attachment.id')
      .where('createdBy', '=', rep.id)
      .execute();
    return rows.length;
  };

  test('[RECOVER2] [ATTACH7] pictures that were not handed in come along; one that cannot be read is told as lost', async () => {
    const { dataDir, file, key } = await waitingDevice((core) => illustrated(core, '没上传的客户 1'));
    changePage(file, pagesOf(file, key, 'customer')[0]!);
    changePage(file, pagesOf(file, key, 'attachment_file', 'overflow').at(-1)!);
    const core = coreOn({ dataDir });
    expect(await core.core.session.recover(typed())).toMatchObject({
      recovered: { mutations: 35, unreadable: 0, isComplete: true, lostFiles: 1 },
    });
    await core.settle();
    await expect.poll(handedIn, { timeout: 20_000 }).toBe(10);
    // The server has the last one before its answer is here.
    await expect.poll(() => core.db.raw('SELECT 1 FROM attachment_upload')).toEqual([]);
    expect(core.db.raw('SELECT 1 FROM attachment')).toHaveLength(11);
  });

  test('[RECOVER2] [ATTACH7] nor is a picture lost whose row the server has and whose bytes it has not', async () => {
    const { dataDir, file, key } = await waitingDevice(async (core) => {
      proxy.fault = (path) => (path.startsWith('/v1/attachment') ? { kind: 'refuse' } : undefined);
      await illustrated(core, '上传过的客户');
      await core.settle();
      offline();
    });
    changePage(file, pagesOf(file, key, 'customer')[0]!);
    const core = coreOn({ dataDir });
    expect(await core.core.session.recover(typed())).toMatchObject({
      recovered: { mutations: 0, lostFiles: 0 },
    });
    await core.settle();
    await expect.poll(handedIn, { timeout: 20_000 }).toBe(1);
  });

  test('[RECOVER2] at the head of the file: nothing can be read, and that is said', async () => {
    const { dataDir, file } = await waitingDevice();
    changePage(file, 0);
    const core = coreOn({ dataDir });
    expect(await core.core.session.recover(typed())).toMatchObject({
      recovered: { mutations: 0, isComplete: false },
    });
    await core.settle();
    expect(shown(core)).toEqual(['上传过的客户']);
  });

  test('[RECOVER2] of the facts about the file: no edit goes over what it may not have seen', async () => {
    const { dataDir, file, key } = await waitingDevice();
    changePage(file, pagesOf(file, key, 'meta')[0]!);
    const core = coreOn({ dataDir });
    expect(await core.core.session.recover(typed())).toMatchObject({ recovered: { mutations: 24 } });
    expect(core.db.raw(`SELECT seq FROM outbox WHERE state='acknowledged'`)).toEqual([]);
    await core.settle();
    expect(await arrived()).toEqual(everything);
    expect(shown(core)).toEqual(everything);
  });
});

test('[RECOVER2] a log that is gone is said to have held edits', async () => {
  const core = coreOn();
  await core.signIn(rep.account);
  await core.settle();
  offline();
  await core.api.customer.create({ fields: { name: '在日志里' } });
  const folder = profileFolder(core);
  const copies = ['rapport.db', 'rapport.db-mark'].map(
    (name) => [name, readFileSync(join(folder, name))] as const,
  );
  await core.close();
  for (const [name, bytes] of copies) writeFileSync(join(folder, name), bytes);
  online();
  const next = coreOn({ dataDir: core.dataDir });
  await expect(next.signIn(rep.account)).rejects.toMatchObject(refused('FILE_DAMAGED'));
  expect(await next.core.session.recover(typed())).toMatchObject({ recovered: { isComplete: false } });
});

describe('nothing is changed', () => {
  test('[RECOVER1] while the server cannot be reached, or refuses', async () => {
    const { dataDir, folder, file, key } = await waitingDevice();
    changePage(file, pagesOf(file, key, 'customer')[0]!);
    const before = hashOfFolder(folder);
    const device = readFileSync(join(dataDir, 'device.json'), 'utf8');
    const core = coreOn({ dataDir });
    offline();
    await expect(core.core.session.recover(typed())).rejects.toMatchObject({ code: 'OFFLINE' });
    online();
    await expect(core.core.session.recover(typed({ password: 'wrong' }))).rejects.toMatchObject(
      refused('BAD_CREDENTIALS'),
    );
    await admin.post('/v1/admin/enrolment-policy', { codeRequired: true });
    try {
      await expect(core.core.session.recover(typed())).rejects.toMatchObject(refused('ENROLMENT_REQUIRED'));
      expect(hashOfFolder(folder)).toBe(before);
      expect(readFileSync(join(dataDir, 'device.json'), 'utf8')).toBe(device);
      const enrolmentCode = await admin.code(rep.id);
      expect(await core.core.session.recover(typed({ enrolmentCode }))).toMatchObject({
        recovered: { mutations: 24 },
      });
    } finally {
      await admin.post('/v1/admin/enrolment-policy', { codeRequired: false });
    }
  });

  test('[RECOVER1] about a file that opens: it is a sign-in like any other', async () => {
    const { dataDir, folder } = await waitingDevice();
    const core = coreOn({ dataDir });
    expect(await core.core.session.recover(typed())).toMatchObject({ status: 'ready', recovered: null });
    await core.settle();
    expect(await arrived()).toEqual(everything);
    expect(readdirSync(folder).filter((name) => /damaged|recover/.test(name))).toEqual([]);
    expect(await admin.devices(rep.account)).toHaveLength(1);
  });
});

const points = failPointNames.filter((name) => name.startsWith('recover.'));
const places = points.flatMap((name) =>
  (name === 'recover.moved' ? [1, 4, 7] : [1]).map((nth) => [name, nth] as const),
);

test.each(places)('[RECOVER3] an end of the program at %s, time %i, loses nothing', async (name, nth) => {
  const { dataDir, file, key } = await waitingDevice();
  changePage(file, pagesOf(file, key, 'customer')[0]!);
  let times = 0;
  const core = coreOn({
    dataDir,
    failPoint(at) {
      if (at === name && (times += 1) === nth) throw new Error('ended here');
    },
  });
  await expect(core.core.session.recover(typed())).rejects.toThrow('ended here');
  await core.close();
  const next = coreOn({ dataDir });
  const isDecided = name === 'recover.committed' || name === 'recover.moved';
  const state = isDecided ? await next.signIn(rep.account) : await next.core.session.recover(typed());
  expect(state).toMatchObject({ status: 'ready', recovered: { mutations: 24, isComplete: true } });
  await next.settle();
  expect(await arrived()).toEqual(everything);
  expect(shown(next)).toEqual(everything);
  const names = readdirSync(profileFolder(next));
  expect(names.filter((file) => /recover|salvage/.test(file))).toEqual([]);
  expect(names.filter((file) => /^rapport\.db\.damaged-\w+$/.test(file))).toHaveLength(1);
});

describe('a lost key', () => {
  test('[RECOVER4] takes what waited with it, and that is said; the old file is kept', async () => {
    const { dataDir, folder, file } = await waitingDevice();
    const old = readFileSync(file);
    rmSync(join(folder, 'key.json'));
    const core = coreOn({ dataDir });
    await expect(core.signIn(rep.account)).rejects.toMatchObject(refused('WRONG_KEY'));
    expect(await core.core.session.recover(typed())).toMatchObject({
      recovered: { mutations: 0, unreadable: 0, isComplete: false },
    });
    await core.settle();
    expect(shown(core)).toEqual(['上传过的客户']);
    const aside = readdirSync(folder).find((name) => /^rapport\.db\.damaged-\w+$/.test(name))!;
    expect(readFileSync(join(folder, aside)).equals(old)).toBe(true);
  });

  test('[RECOVER4] a password that was set anew: the former one saves everything', async () => {
    const { dataDir } = await waitingDevice();
    const password = await resetPassword(server.db, systemClock, testConfig.argon2, 'test', rep.account);
    const core = coreOn({ dataDir });
    await expect(core.signIn(rep.account, { password })).rejects.toMatchObject(refused('WRONG_KEY'));
    expect(await core.core.session.recover(typed({ password, formerPassword: testPassword }))).toMatchObject({
      recovered: { mutations: 24, unreadable: 0, isComplete: true },
    });
    await core.settle();
    expect(await arrived()).toEqual(everything);
  });

  test('a key file that was cut off, and a description that is ruined, are replaced too', async () => {
    const { dataDir, folder } = await waitingDevice();
    truncateSync(join(folder, 'key.json'), 40);
    writeFileSync(join(folder, 'profile.json'), 'ruined');
    const core = coreOn({ dataDir });
    expect(await core.core.session.recover(typed())).toMatchObject({ status: 'ready' });
    await core.close();
    offline();
    expect(await coreOn({ dataDir }).signIn(rep.account)).toMatchObject({ status: 'ready' });
  });
});

test('[RECOVER1] a device that was ordered to wipe is wiped, not recovered', async () => {
  const { dataDir, file } = await waitingDevice();
  changePage(file, 0);
  offline();
  const core = coreOn({ dataDir });
  await admin.revoke(rep.account, 'wipe');
  online();
  expect(await core.core.session.recover(typed())).toMatchObject({
    status: 'ended',
    reason: 'DEVICE_REVOKED',
  });
  await until('nothing left', () => profileFiles(core).length === 0);
  expect(await admin.devices(rep.account)).toMatchObject([{ status: 'wiped' }]);
});

test('[RECOVER5] a wipe destroys what was set aside too', async () => {
  const { dataDir, folder, file, key } = await waitingDevice();
  const wrapped = profileKeyText(dataDir);
  changePage(file, pagesOf(file, key, 'customer')[0]!);
  const core = coreOn({ dataDir });
  await core.core.session.recover(typed());
  await core.settle();
  const oldKey = readdirSync(folder).find((name) => name.startsWith('key.json.damaged-'))!;
  expect(found(core, [wrapped])).toEqual([wrapped]);
  linkSync(join(folder, oldKey), join(dataDir, 'second-name'));
  const device = (await admin.devices(rep.account)).toSorted((a, b) => (a.id < b.id ? 1 : -1))[0]!;
  await admin.post('/v1/admin/device/revoke', { deviceId: device.id, mode: 'wipe' });
  await core.api.session.contact();
  await until('nothing left', () => profileFiles(core).length === 0);
  expect(found(core, [wrapped])).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});
