/** Real cores while their server is restored from a backup (SPEC EPOCH rules). */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { restoreBackup } from '#server/backup/restore.ts';
import { describeLastRestore } from '#server/backup/restore-status.ts';
import { backupStream } from '#server/backup/write-backup.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';

let dir: string;
let server: CompanyServer;
let cores: TestCore[];
let proxies: FaultProxy[];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rapport-restore-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));
beforeEach(async () => {
  cores = [];
  proxies = [];
  server = await startCompanyServer();
});
afterEach(async () => {
  for (const core of cores) await core.remove();
  for (const proxy of proxies) await proxy.close();
  await server.close();
});

interface Desk {
  core: TestCore;
  offline(): void;
  online(): void;
}

/** A device with a line of its own. */
async function deskOf(account: string): Promise<Desk> {
  const proxy = await startFaultProxy(server.url);
  proxies.push(proxy);
  const core = createTestCore({ serverUrl: proxy.url });
  cores.push(core);
  await core.signIn(account);
  await core.settle();
  return {
    core,
    offline: () => (proxy.fault = () => ({ kind: 'refuse' })),
    online: () => (proxy.fault = () => undefined),
  };
}

let count = 0;
async function backUp(): Promise<string> {
  const file = join(dir, `backup-${++count}`);
  await pipeline(backupStream(server.db, systemClock), createWriteStream(file));
  return file;
}
const restore = (file: string) => restoreBackup({ db: server.db, clock: systemClock, tell: () => {} }, file);

const now = (desk: Desk) => desk.core.core.context.ready().syncLoop.now();
const customer = customerIdOf(1, 1);

/** Everything replicated that a device shows, without what counts in a history. */
function shown(desk: Desk) {
  const { db } = desk.core;
  return Object.fromEntries(
    ['customer', 'note', 'touch', 'promise', 'conflict', 'contact_point', 'customer_tag'].map((table) => [
      table,
      db.raw(`SELECT * FROM ${table} ORDER BY id`),
    ]),
  );
}

async function serverNotes(): Promise<string[]> {
  const notes = await server.db.selectFrom('note').select('body').orderBy('body').execute();
  return notes.map(({ body }) => body);
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const began = performance.now(); !(await condition());) {
    if (performance.now() - began > 15_000) throw new Error(`did not happen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function settleAll(desks: Desk[]): Promise<void> {
  for (let round = 0; round < 3; round++) for (const desk of desks) await now(desk);
  for (const { core } of desks) expect(await core.settle()).toMatchObject({ pending: 0, rejections: 0 });
}

describe('a server restored from a backup', () => {
  test('[EPOCH1] [EPOCH2] [EPOCH7] is noticed at once, gets back what it lost, once, and all are equal', async () => {
    const [a, b] = [await deskOf('rep1'), await deskOf('rep1')];
    await a.core.api.note.create({ customerId: customer, body: 'before' });
    await a.core.settle();
    const file = await backUp();
    await a.core.api.note.create({ customerId: customer, body: 'of a' });
    await b.core.api.note.create({ customerId: customer, body: 'of b' });
    await a.core.api.customer.patch({ customerId: customer, fields: { city: '温州' } });
    await settleAll([a, b]);
    await restore(file);
    const began = performance.now();
    // Nobody asks them to: the broken line does.
    await until(async () => (await serverNotes()).length === 3, 'both offered back');
    expect(performance.now() - began).toBeLessThan(10_000);
    await settleAll([a, b]);
    expect(await serverNotes()).toEqual(['before', 'of a', 'of b']);
    expect(shown(a)).toEqual(shown(b));
    expect(await b.core.api.customer.get({ customerId: customer })).toMatchObject({
      city: '温州',
      openConflicts: 0,
    });
    expect((await describeLastRestore(server.db)).slice(1)).toEqual([
      'test  rep1: 3 offered back, 0 still missing',
    ]);
  });

  test('[EPOCH2] gets back what a device kept that was away during all of it', async () => {
    const [a, b] = [await deskOf('rep1'), await deskOf('rep1')];
    const file = await backUp();
    await b.core.api.note.create({ customerId: customer, body: 'acknowledged and lost' });
    await settleAll([a, b]);
    b.offline();
    await b.core.api.note.create({ customerId: customer, body: 'written away' });
    await now(b);
    await restore(file);
    await a.core.api.note.create({ customerId: customer, body: 'in the new history' });
    await settleAll([a]);
    b.online();
    await settleAll([b, a, b]);
    expect(await serverNotes()).toEqual(['acknowledged and lost', 'in the new history', 'written away']);
    expect(shown(a)).toEqual(shown(b));
  });

  test('[PUSH3] what it had before the backup is not put over what came later', async () => {
    const [a, b] = [await deskOf('rep1'), await deskOf('rep1')];
    await a.core.api.customer.patch({ customerId: customer, fields: { city: '温州' } });
    await settleAll([a, b]);
    await b.core.api.customer.patch({ customerId: customer, fields: { city: '宁波' } });
    await settleAll([b, a]);
    const file = await backUp();
    await restore(file);
    await settleAll([a, b]);
    for (const { core } of [a, b]) {
      expect(await core.api.customer.get({ customerId: customer })).toMatchObject({
        city: '宁波',
        openConflicts: 0,
      });
    }
    expect(shown(a)).toEqual(shown(b));
  });

  test('[EPOCH4] an edit made after seeing a lost version does not overwrite what the new history put there', async () => {
    const [a, b] = [await deskOf('rep1'), await deskOf('rep1')];
    const file = await backUp();
    // A lost history that goes far ahead, so that the numbers of the new one stay below what b has seen.
    for (let i = 0; i < 5; i++) await a.core.api.note.create({ customerId: customer, body: `ahead ${i}` });
    await a.core.api.customer.patch({ customerId: customer, fields: { company: '甲' } });
    await settleAll([a, b]);
    b.offline();
    await b.core.api.customer.patch({ customerId: customer, fields: { city: '宁波' } });
    a.offline();
    await now(b);
    await restore(file);
    const c = await deskOf('rep1');
    await c.core.api.customer.patch({ customerId: customer, fields: { city: '温州' } });
    await settleAll([c]);
    a.online();
    b.online();
    await settleAll([b, a, c, b]);
    for (const { core } of [a, b, c]) {
      expect(await core.api.customer.get({ customerId: customer })).toMatchObject({
        city: '温州',
        company: '甲',
      });
      expect(await core.api.conflict.list({})).toMatchObject([
        { field: 'city', keptValue: '温州', lateValue: '宁波' },
      ]);
    }
    expect(shown(a)).toEqual(shown(b));
  });

  test('a conflict that was there, one that was lost and one that was settled come once each', async () => {
    const [a, b] = [await deskOf('rep1'), await deskOf('rep1')];
    const clash = async (field: 'city' | 'company' | 'remark') => {
      b.offline();
      await b.core.api.customer.patch({ customerId: customer, fields: { [field]: 'late' } });
      await now(b);
      await a.core.api.customer.patch({ customerId: customer, fields: { [field]: 'first' } });
      await now(a);
      b.online();
      await settleAll([b, a]);
    };
    await clash('city');
    const file = await backUp();
    await clash('company');
    await clash('remark');
    const settled = (await b.core.api.conflict.list({})).find(({ field }) => field === 'remark')!;
    await b.core.api.conflict.resolve({ ids: [settled.id], action: 'take' });
    await settleAll([b, a]);
    b.offline();
    await restore(file);
    await settleAll([a]);
    b.online();
    await settleAll([b, a, b]);
    for (const { core } of [a, b]) {
      const open = await core.api.conflict.list({});
      expect(open.map(({ field, keptValue, lateValue }) => [field, keptValue, lateValue]).sort()).toEqual([
        ['city', 'first', 'late'],
        ['company', 'first', 'late'],
      ]);
      expect(await core.api.customer.get({ customerId: customer })).toMatchObject({ remark: 'late' });
    }
    expect(shown(a)).toEqual(shown(b));
  });

  test('[EPOCH5] a note about a customer that only the other device can bring back waits for it', async () => {
    const [a, b] = [await deskOf('rep1'), await deskOf('rep1')];
    const file = await backUp();
    const { customerId } = await a.core.api.customer.create({ fields: { name: '新客' } });
    await settleAll([a, b]);
    await b.core.api.note.create({ customerId, body: 'about the new one' });
    await settleAll([b, a]);
    a.offline();
    await now(a);
    await restore(file);
    await until(async () => (await now(b)).connection === 'online', 'b looked');
    // What was synced before is told apart from what waits for the first time.
    expect(await b.core.api.sync.state()).toMatchObject({ pending: 1, offered: 1, rejections: 0 });
    b.offline();
    await b.core.api.note.create({ customerId: customer, body: 'after the restore' });
    expect(await b.core.api.sync.state()).toMatchObject({ pending: 2, offered: 1 });
    b.online();
    expect(await serverNotes()).toEqual([]);
    a.online();
    await settleAll([a, b, a]);
    expect(await b.core.api.sync.state()).toMatchObject({ pending: 0, offered: 0 });
    expect(await serverNotes()).toEqual(['about the new one', 'after the restore']);
    expect(shown(a)).toEqual(shown(b));
  });
});
