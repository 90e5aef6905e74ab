import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { KeyKeeper } from '#core/session/key-keeper.ts';
import { CoreError } from '#core/core-error.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { createTestCore, type TestCore, type TestCoreOptions } from '#test/support/test-core.ts';

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

function newCore(options: Partial<TestCoreOptions> = {}): TestCore {
  const core = createTestCore({ serverUrl: proxy.url, ...options });
  cores.push(core);
  return core;
}

const offline = () => {
  proxy.fault = () => ({ kind: 'refuse' });
};
const profileFile = (core: TestCore, name: string) => {
  const root = join(core.dataDir, 'profiles');
  return join(root, readdirSync(root)[0]!, name);
};
const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
const refused = (detail: string) => ({ code: 'REFUSED', detail });

test('before anyone signed in the program is there, with the address to propose, and everything else is locked', async () => {
  offline();
  const core = newCore();
  expect(await core.api.session.get()).toEqual({
    status: 'signed-out',
    profiles: [],
    defaultServerUrl: proxy.url,
    keyKeeper: 'password',
  });
  await expect(core.api.sync.state()).rejects.toMatchObject({ code: 'LOCKED', defined: true });
  await expect(core.signIn('rep1')).rejects.toMatchObject({ code: 'OFFLINE' });
});

test('the first sign-in brings the whole book, and says so when it is complete', async () => {
  const core = newCore();
  const first = await core.signIn('rep1');
  expect(first).toMatchObject({
    status: 'ready',
    identity: { account: 'rep1' },
    firstDownload: { received: 0 },
  });
  await core.settle();
  expect(core.core.session.get()).toMatchObject({ status: 'ready', firstDownload: null });
  expect(core.db.raw('SELECT id FROM customer')).toHaveLength(2);
});

describe('a known person', () => {
  test('unlocks offline with the password, works, and hands in the work later', async () => {
    const core = newCore();
    await core.signIn('rep1');
    await core.settle();
    await core.core.session.signOut();
    expect(await core.api.session.get()).toMatchObject({
      status: 'signed-out',
      profiles: [{ account: 'rep1' }],
    });
    offline();
    await expect(core.signIn('rep1', { password: 'wrong' })).rejects.toMatchObject(
      refused('BAD_CREDENTIALS'),
    );
    expect(await core.signIn('rep1')).toMatchObject({ status: 'ready', firstDownload: null });
    await core.api.note.create({ customerId: customerIdOf(1, 1), body: '离线解锁后写的' });
    proxy.fault = () => undefined;
    await core.settle();
    expect((await server.db.selectFrom('note').select('body').execute()).map((note) => note.body)).toContain(
      '离线解锁后写的',
    );
  });

  test('online, a wrong password is the server’s to refuse', async () => {
    const core = newCore();
    await core.signIn('rep1');
    await expect(core.signIn('rep1', { password: 'wrong' })).rejects.toMatchObject(
      refused('BAD_CREDENTIALS'),
    );
    expect(core.core.session.get().status).toBe('signed-out');
  });

  test('whose key the new password does not open is told so, and the file is untouched', async () => {
    const core = newCore();
    await core.signIn('rep1');
    await core.settle();
    await core.core.session.signOut();
    const key = profileFile(core, 'key.json');
    const other = newCore();
    await other.signIn('rep2');
    await other.core.session.signOut();
    const own = JSON.parse(readFileSync(key, 'utf8')) as object;
    const foreign = JSON.parse(readFileSync(profileFile(other, 'key.json'), 'utf8')) as { wrapped: string };
    const before = hashOf(profileFile(core, 'rapport.db'));
    writeFileSync(key, JSON.stringify({ ...own, wrapped: foreign.wrapped }));
    await expect(core.signIn('rep1')).rejects.toMatchObject(refused('WRONG_KEY'));
    rmSync(key);
    await expect(core.signIn('rep1')).rejects.toMatchObject(refused('WRONG_KEY'));
    expect(existsSync(key)).toBe(false);
    expect(hashOf(profileFile(core, 'rapport.db'))).toBe(before);
    writeFileSync(key, JSON.stringify(own));
    expect(await core.signIn('rep1')).toMatchObject({ status: 'ready' });
  });

  test('whose file is ruined or gone is told so, and no empty one takes its place', async () => {
    const core = newCore();
    await core.signIn('rep1');
    await core.core.session.signOut();
    const file = profileFile(core, 'rapport.db');
    renameSync(file, `${file}.aside`);
    await expect(core.signIn('rep1')).rejects.toMatchObject(refused('FILE_DAMAGED'));
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, randomBytes(20_000));
    const before = hashOf(file);
    await expect(core.signIn('rep1')).rejects.toMatchObject(refused('FILE_DAMAGED'));
    expect(hashOf(file)).toBe(before);
  });

  test('is open in one core at a time', async () => {
    const first = newCore();
    await first.signIn('rep1');
    const second = newCore({ dataDir: first.dataDir });
    await expect(second.signIn('rep1')).rejects.toMatchObject(refused('IN_USE'));
    await first.core.session.signOut();
    expect(await second.signIn('rep1')).toMatchObject({ status: 'ready' });
  });
});

test('an address that is not safe is refused before anything is sent', async () => {
  const sent = newCore().signIn('rep1', { serverUrl: 'http://company.example' });
  await expect(sent).rejects.toMatchObject(refused('INSECURE_ADDRESS'));
  expect(proxy.seen).toEqual([]);
});

test('with a key store of the system, the password is still asked for offline', async () => {
  const store = new Map<string, Uint8Array>();
  const keyKeeper: KeyKeeper = {
    kind: 'system',
    async wrap(key) {
      const name = randomBytes(8).toString('hex');
      store.set(name, key);
      return name;
    },
    async unwrap(wrapped) {
      const key = store.get(wrapped);
      if (!key) throw new CoreError('REFUSED', 'WRONG_KEY');
      return key;
    },
  };
  const core = newCore({ keyKeeper });
  await core.signIn('rep1');
  await core.settle();
  await core.core.session.signOut();
  offline();
  await expect(core.signIn('rep1', { password: 'wrong' })).rejects.toMatchObject(refused('BAD_CREDENTIALS'));
  expect(await core.signIn('rep1')).toMatchObject({ status: 'ready' });
  await core.core.session.signOut();
  store.clear();
  await expect(core.signIn('rep1')).rejects.toMatchObject(refused('WRONG_KEY'));
});

test('nothing beside the encrypted file holds the password, the token or a customer', async () => {
  const core = newCore();
  await core.signIn('rep1');
  await core.settle();
  const token = core.db.raw<{ value: string }>(`SELECT value FROM meta WHERE key='token'`)[0]!.value;
  await core.core.session.signOut();
  const files = readdirSync(core.dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const bytes = readFileSync(join(file.parentPath, file.name));
    for (const secret of ['correct horse battery', token, 'Customer 1.1'])
      expect(bytes.includes(secret)).toBe(false);
  }
});
