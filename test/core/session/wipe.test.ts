/** Taking a profile off the disk: nothing is left, wherever it is interrupted and whatever is missing. */
import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { failPointNames, type FailPoint } from '#core/fail-point.ts';
import { createProfileStore } from '#core/session/profile-store.ts';
import { wipeFiles } from '#core/session/wipe-files.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { profileKeyText } from '#test/support/profile-key.ts';
import { createTestCore, type TestCore, type TestCoreOptions } from '#test/support/test-core.ts';
import { adminOf, found, profileFiles, profileFolder, until } from './company-side.ts';

const wipePoints = failPointNames.filter((name) => name.startsWith('wipe.'));

let server: CompanyServer;
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
});
afterEach(async () => {
  for (const core of cores) await core.remove();
});

function coreOn(options: Partial<TestCoreOptions> = {}): TestCore {
  const core = createTestCore({ serverUrl: server.url, ...options });
  cores.push(core);
  return core;
}

/** A device with twenty marked texts in every kind of place, and the files a program may leave beside it. */
async function markedDevice(
  options: Partial<TestCoreOptions> = {},
): Promise<{ core: TestCore; texts: string[] }> {
  const core = coreOn(options);
  await core.signIn(rep.account);
  await core.settle();
  const { customerId } = await core.api.customer.create({ fields: { name: 'MARKER-NAME' } });
  const bodies = Array.from({ length: 16 }, (_, i) => `MARKER-${i}-私房话`);
  for (const body of bodies) await core.api.note.create({ customerId, body });
  await core.api.customer.patch({ customerId, fields: { remark: 'MARKER-REMARK' } });
  await core.settle();
  const folder = profileFolder(core);
  writeFileSync(join(folder, 'rapport.db.before-3'), 'MARKER-COPY');
  writeFileSync(join(folder, 'profile.json.new'), 'MARKER-DRAFT');
  const texts = [
    ...bodies,
    'MARKER-NAME',
    'MARKER-REMARK',
    'MARKER-COPY',
    'MARKER-DRAFT',
    profileKeyText(core.dataDir),
    rep.account,
  ];
  return { core, texts };
}

const isWiped = async () => (await admin.devices(rep.account))[0]!.status === 'wiped';

test('[WIPE11] after a wipe no file of the profile is left, and none of 20 marked texts anywhere', async () => {
  const { core, texts } = await markedDevice();
  expect(found(core, texts)).toEqual([
    'MARKER-COPY',
    'MARKER-DRAFT',
    profileKeyText(core.dataDir),
    rep.account,
  ]);
  await admin.revoke(rep.account, 'wipe');
  await core.api.session.contact();
  await until('nothing left', () => profileFiles(core).length === 0);
  expect(found(core, texts)).toEqual([]);
  expect(await isWiped()).toBe(true);
});

test.each(wipePoints)(
  '[WIPE5] [WIPE11] ended at %s, the wipe is finished by the next start',
  async (point) => {
    let reached = false;
    const failPoint: FailPoint = (name) => {
      if (name !== point) return;
      reached = true;
      throw new Error('ended here');
    };
    const { core, texts } = await markedDevice({ failPoint });
    await admin.revoke(rep.account, 'wipe');
    await core.api.session.contact();
    await until('reached', () => reached);
    await core.close();
    if (point !== 'wipe.begin') expect(found(core, [texts.at(-2)!])).toEqual([]);
    const next = coreOn({ dataDir: core.dataDir });
    await until('nothing left', () => profileFiles(next).length === 0);
    await until('receipt', isWiped);
    expect(found(next, texts)).toEqual([]);
    expect(await admin.timesDone('device.wiped', rep.id)).toBe(1);
  },
);

describe('the key file', () => {
  test('[WIPE11] has its full size from the first, and is overwritten in its place', async () => {
    const { core } = await markedDevice();
    const file = join(profileFolder(core), 'key.json');
    const before = statSync(file);
    expect(before.size).toBe(4_096);
    const secret = profileKeyText(core.dataDir);
    await core.close();
    const ended = () => {
      throw new Error('ended here');
    };
    const record = {
      serverUrl: server.url,
      token: 'x'.repeat(43),
      receipt: { filesRemoved: 1, unsent: null, wipedAt: '2026-01-01T00:00:00.000Z' },
    };
    const store = createProfileStore(core.dataDir);
    expect(() =>
      wipeFiles(
        store,
        rep.id,
        () => record,
        (name) => name === 'wipe.key-destroyed' && ended(),
      ),
    ).toThrow('ended here');
    expect({ ino: statSync(file).ino, size: statSync(file).size }).toEqual({ ino: before.ino, size: 4_096 });
    expect(readFileSync(file, 'utf8')).not.toContain(secret);
    expect(existsSync(join(profileFolder(core), 'rapport.db'))).toBe(true);
  });

  test('of an older program is short, is read, and has its full size after the next sign-in', async () => {
    const { core } = await markedDevice();
    await core.core.session.signOut();
    const file = join(profileFolder(core), 'key.json');
    const text = readFileSync(file, 'utf8').trim();
    writeFileSync(file, text);
    expect(await core.signIn(rep.account)).toMatchObject({ status: 'ready' });
    expect(statSync(file).size).toBe(4_096);
    expect(readFileSync(file, 'utf8').trim()).toBe(text);
  });

  test.each(['missing', 'short', 'empty', 'ruined'])(
    'may be %s: the rest goes all the same',
    async (kind) => {
      const { core } = await markedDevice();
      await core.close();
      const file = join(profileFolder(core), 'key.json');
      if (kind === 'missing') rmSync(file);
      else if (kind === 'short') writeFileSync(file, readFileSync(file, 'utf8').trim());
      else if (kind === 'empty') truncateSync(file);
      else writeFileSync(file, Buffer.alloc(4_096, 7));
      await admin.revoke(rep.account, 'wipe');
      const next = coreOn({ dataDir: core.dataDir });
      await until('nothing left', () => profileFiles(next).length === 0);
      expect(await isWiped()).toBe(true);
    },
  );
});

test.each(['rapport.db', 'profile.json', 'profile.lock'])('a wipe does without %s', async (name) => {
  const { core } = await markedDevice();
  await core.close();
  rmSync(join(profileFolder(core), name));
  await admin.revoke(rep.account, 'wipe');
  const next = coreOn({ dataDir: core.dataDir });
  await until('nothing left', () => profileFiles(next).length === 0);
  expect(await isWiped()).toBe(true);
});
