/** Two devices of one rep, a real server, and two cards that are one person (SPEC MERGE rules). */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { hangingEntities } from '#core/db/hanging.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';

let server: CompanyServer;
let proxy: FaultProxy;
let office: TestCore;
let laptop: TestCore;
let kept: string;
let other: string;

/** Every row of a customer as this device shows it. */
const shown = (core: TestCore, ids: readonly string[]) =>
  hangingEntities.flatMap((entity) =>
    core.db
      .raw<{ id: string; customerId: string; deletedAt: string | null }>(
        `SELECT id, customer_id, deleted_at FROM ${entity} WHERE customer_id IN (SELECT value FROM json_each(?))
         AND created_by IS NOT NULL ORDER BY id`,
        JSON.stringify(ids),
      )
      .map((row) => ({ entity, ...row })),
  );
const bodies = async (core: TestCore, customerId: string) =>
  (await core.api.customer.timeline({ customerId })).entries
    .map((entry) => ('body' in entry ? entry.body : ''))
    .sort();

beforeAll(async () => {
  server = await startCompanyServer();
  proxy = await startFaultProxy(server.url);
  office = createTestCore({ serverUrl: server.url });
  laptop = createTestCore({ serverUrl: proxy.url });
  for (const core of [office, laptop]) {
    await core.signIn('rep1');
    await core.settle();
  }
});
afterAll(async () => {
  for (const core of [office, laptop]) await core.remove();
  await proxy.close();
  await server.close();
});
beforeEach(async () => {
  kept = (await office.api.customer.create({ fields: { name: '王芳' }, phone: '13800001111' })).customerId;
  other = (
    await office.api.customer.create({ fields: { name: '王小姐', city: '苏州' }, phone: '13800001111' })
  ).customerId;
  for (const [id, body] of [
    [kept, '甲'],
    [other, '乙'],
  ] as const)
    await office.api.note.create({ customerId: id, body });
  await office.settle();
  await laptop.settle();
});
afterEach(async () => {
  proxy.fault = () => undefined;
  for (const core of [office, laptop, office]) await core.settle();
  // Both devices show the same rows on the same cards.
  expect(shown(laptop, [kept, other])).toEqual(shown(office, [kept, other]));
});

test('[MERGE1] [MERGE4] [MERGE5] offline work on a card that was merged elsewhere follows it; an undo after the sync parts them again', async () => {
  proxy.fault = () => ({ kind: 'refuse' });
  await laptop.api.note.create({ customerId: other, body: '离线写的' });
  await laptop.api.customer.patch({ customerId: other, fields: { company: '晨光' } });
  const before = shown(office, [kept, other]);
  await office.api.merge.run({ keepId: kept, otherId: other, choices: {} });
  await office.settle();
  proxy.fault = () => undefined;
  await laptop.settle();
  await office.settle();
  for (const core of [laptop, office]) {
    expect(await core.api.customer.get({ customerId: other })).toMatchObject({
      id: kept,
      city: '苏州',
      company: '',
      openConflicts: 1,
    });
    expect(await bodies(core, kept)).toEqual(expect.arrayContaining(['甲', '乙', '离线写的']));
  }
  const [conflict] = await office.api.conflict.list({ customerId: kept });
  expect(conflict).toMatchObject({ customerId: kept, field: 'company', lateValue: '晨光' });
  await office.api.conflict.resolve({ ids: [conflict!.id], action: 'take' });
  expect(await office.api.customer.get({ customerId: kept })).toMatchObject({ company: '晨光' });
  await office.settle();
  await laptop.settle();

  // The other device takes it back: the late note goes with the card it was written to.
  await laptop.api.merge.undo({ customerId: other });
  await laptop.settle();
  await office.settle();
  for (const core of [laptop, office]) {
    expect(await bodies(core, other)).toEqual(['乙', '离线写的'].sort());
    expect(await bodies(core, kept)).toEqual(['甲']);
    expect(await core.api.customer.get({ customerId: kept })).toMatchObject({
      city: '',
      company: '晨光',
      merged: [],
    });
  }
  const after = shown(office, [kept, other]).filter(({ deletedAt }) => deletedAt === null);
  expect(after).toEqual(expect.arrayContaining(before));
});

test('[MERGE3] both devices merge the pair, each into the other card: one card, nothing lost, and it can be undone', async () => {
  proxy.fault = () => ({ kind: 'refuse' });
  await laptop.api.merge.run({ keepId: other, otherId: kept, choices: {} });
  await laptop.api.note.create({ customerId: other, body: '之后' });
  expect(await bodies(laptop, other)).toEqual(expect.arrayContaining(['甲', '乙', '之后']));
  await office.api.merge.run({ keepId: kept, otherId: other, choices: {} });
  await office.settle();
  proxy.fault = () => undefined;
  await laptop.settle();
  await office.settle();
  for (const core of [laptop, office]) {
    expect(await core.api.customer.get({ customerId: other })).toMatchObject({ id: kept, deletedAt: null });
    expect(await bodies(core, kept)).toEqual(expect.arrayContaining(['甲', '乙', '之后']));
    expect(
      (await core.api.customer.duplicates()).pairs.filter(({ a, b }) => [a.id, b.id].includes(other)),
    ).toEqual([]);
  }
  await office.api.merge.undo({ customerId: other });
  await office.settle();
  await laptop.settle();
  expect(await bodies(laptop, other)).toEqual(expect.arrayContaining(['乙', '之后']));
});

test('[MERGE1] a merge is still there, and can be taken back, on a new device and after a restart', async () => {
  await office.api.merge.run({ keepId: kept, otherId: other, choices: {} });
  await office.settle();
  const fresh = createTestCore({ serverUrl: server.url });
  await fresh.signIn('rep1');
  await fresh.settle();
  await fresh.close();
  const restarted = createTestCore({ serverUrl: server.url, dataDir: fresh.dataDir });
  try {
    await restarted.signIn('rep1');
    expect(await bodies(restarted, kept)).toEqual(expect.arrayContaining(['甲', '乙']));
    expect((await restarted.api.customer.get({ customerId: other })).merged).toMatchObject([
      { id: other, name: '王小姐' },
    ]);
    await restarted.api.merge.undo({ customerId: other });
    await restarted.settle();
  } finally {
    await restarted.remove();
  }
  await office.settle();
  expect(await bodies(office, other)).toEqual(['乙']);
});
