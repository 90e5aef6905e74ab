/** Real cores while customers move between books, and after a server has cleared away what they missed. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { prune } from '#server/jobs/prune.ts';
import { addDays, dateOf, dayMs } from '#shared/domain/calendar.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { plainProfileOf } from '#test/support/plain-bytes.ts';
import { customerIdOf, testCompany } from '#test/support/test-company.ts';
import { createTestCore, testPassword, type TestCore } from '#test/support/test-core.ts';

let server: CompanyServer;
let proxy: FaultProxy;
let cores: TestCore[];
let laterMs = 0;
const clock: Clock = { now: () => Date.now() + laterMs };

beforeAll(async () => {
  const { seed } = await testCompany({ customersPerBook: 40 });
  server = await startCompanyServer({ clock, company: seed });
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

async function deviceOf(account: string, serverUrl = server.url): Promise<TestCore> {
  const core = createTestCore({ serverUrl });
  cores.push(core);
  await core.signIn(account);
  await core.settle();
  return core;
}

const offline = () => {
  proxy.fault = () => ({ kind: 'refuse' });
};
const online = () => {
  proxy.fault = () => undefined;
};
const namesOf = (core: TestCore) =>
  core.db.raw<{ id: string }>('SELECT id FROM customer WHERE deleted_at IS NULL').map(({ id }) => id);
const notesOf = (core: TestCore) =>
  core.db.raw<{ body: string; late: boolean }>('SELECT body, late FROM note ORDER BY body');

async function move(from: number, to: number, ...customerIds: string[]): Promise<void> {
  const { reps } = server.company;
  const admin = await deviceOf('admin');
  const { splitId } = await admin.api.admin.split({
    fromBookId: reps[from - 1]!.bookId!,
    fromPersonId: reps[from - 1]!.id,
    toBookId: reps[to - 1]!.bookId!,
    customerIds,
    reason: '调整分工',
  });
  await expect
    .poll(async () => (await admin.api.admin.splits()).splits.find(({ id }) => id === splitId)?.status, {
      timeout: 20_000,
    })
    .toBe('done');
}

test('[SPLIT1] [SPLIT4] [LATE1] [LATE2] a device offline while a customer moved hands in, then holds nothing of him', async () => {
  const [moved, stays] = [customerIdOf(1, 1), customerIdOf(1, 2)];
  const old = await deviceOf('rep1', proxy.url);
  await old.api.note.create({ customerId: moved, body: '以前的MARKER-A' });
  await old.settle();
  offline();
  await old.api.note.create({ customerId: moved, body: '离线写的MARKER-B' });
  await old.api.customer.patch({ customerId: moved, fields: { remark: '备注MARKER-C' } });
  await old.api.note.create({ customerId: stays, body: '留下的MARKER-D' });
  const next = await deviceOf('rep2');
  const arrived = next.until((event) => event.type === 'changed' && event.entities.includes('customer'));
  await move(1, 2, moved);
  await arrived;
  await next.settle();
  expect(notesOf(next)).toMatchObject([{ body: '以前的MARKER-A', late: false }]);
  online();
  await old.settle();
  await old.settle();
  expect(namesOf(old)).not.toContain(moved);
  expect(notesOf(old)).toMatchObject([{ body: '留下的MARKER-D' }]);
  expect(await old.api.sync.rejections()).toEqual([]);
  const plain = await plainProfileOf(old.dataDir, testPassword);
  const markers = ['MARKER-A', 'MARKER-B', 'MARKER-C', 'MARKER-D'];
  expect(markers.filter((marker) => plain.includes(marker))).toEqual(['MARKER-D']);
  await next.settle();
  expect(notesOf(next)).toMatchObject([
    { body: '以前的MARKER-A', late: false },
    { body: '离线写的MARKER-B', late: true },
  ]);
  expect(await next.api.conflict.list({ customerId: moved })).toMatchObject([
    { field: 'remark', lateValue: '备注MARKER-C' },
  ]);
});

test('[SPLIT4] a rep with both books goes on working on the card, offline and on, without a conflict', async () => {
  const { reps } = server.company;
  const admin = await deviceOf('admin');
  const { personId } = await admin.api.admin.createPerson({
    name: '两本',
    account: 'both',
    password: testPassword,
    role: 'rep',
    teamId: server.company.teams[0].id,
  });
  const own = (await admin.api.admin.people()).people.find(({ id }) => id === personId)!.books[0]!;
  await admin.api.admin.reassign({
    bookId: reps[2].bookId!,
    fromPersonId: reps[2].id,
    toPersonId: personId,
    reason: '接手',
  });
  const customerId = customerIdOf(3, 1);
  const device = await deviceOf('both', proxy.url);
  await device.api.customer.patch({ customerId, fields: { city: '上海' } });
  await device.settle();
  offline();
  await device.api.customer.patch({ customerId, fields: { city: '北京', remark: '两本' } });
  await device.api.note.create({ customerId, body: '搬家' });
  const { splitId } = await admin.api.admin.split({
    fromBookId: reps[2].bookId!,
    fromPersonId: personId,
    toBookId: own.id,
    customerIds: [customerId],
    reason: '合并',
  });
  await expect
    .poll(async () => (await admin.api.admin.splits()).splits.find(({ id }) => id === splitId)?.status)
    .toBe('done');
  online();
  await device.settle();
  await device.settle();
  expect(await device.api.customer.get({ customerId })).toMatchObject({
    city: '北京',
    remark: '两本',
    openConflicts: 0,
    pending: false,
  });
  expect(device.db.raw('SELECT scope_id FROM customer WHERE id=?', customerId)).toEqual([
    { scopeId: own.id },
  ]);
  expect(device.db.raw('SELECT scope_id, late FROM note WHERE customer_id=?', customerId)).toEqual([
    { scopeId: own.id, late: false },
  ]);
});

test('[SPLIT6] today’s list goes on without the customer who left', async () => {
  const device = await deviceOf('rep1', proxy.url);
  const before = await device.api.plan.today();
  expect(before.items.length).toBeGreaterThan(2);
  await device.api.plan.start();
  await device.settle();
  const [first, second] = before.items as [(typeof before.items)[number], (typeof before.items)[number]];
  await device.api.plan.skip({ id: second.id, reason: 'no_time' });
  offline();
  await device.api.plan.done({ id: first.id });
  await move(1, 2, first.customerId, second.customerId);
  online();
  await device.settle();
  await device.settle();
  const after = await device.api.plan.today();
  const gone = [first.customerId, second.customerId];
  expect(after.items.filter(({ customerId }) => gone.includes(customerId))).toEqual([]);
  expect(after.items.length).toBeGreaterThan(0);
  await device.api.plan.close({ reflection: '好' });
  await device.settle();
  expect(await device.api.sync.rejections()).toEqual([]);
});

test('[D08] a campaign the lead approved goes with its customers, to whoever has them, and survives a restart', async () => {
  const lead = await deviceOf('lead1');
  const on = dateOf(clock.now());
  const whom = { tag: '谁也没有的标签', tiers: [], product: '', segment: null };
  const offer = { title: '周年活动', body: '{称呼}，周年活动', fromOn: on, toOn: addDays(on, 30), ...whom };
  const { id: contentId } = await lead.api.content.saveOffer({ id: null, offer });
  const key = 'campaign.approvalAbove';
  await lead.api.setting.set({ key, value: 1, teamId: null, personId: server.company.reps[0].id });
  let rep = await deviceOf('rep1');
  const ids: string[] = [];
  for (const name of ['赵一', '钱二']) {
    const fields = { name, tier: 'B', trustStage: 'approved', addedOn: addDays(on, -90) } as const;
    const { customerId } = await rep.api.customer.create({ fields });
    for (const days of [9, 10, 11]) {
      const happenedAt = new Date(clock.now() - days * dayMs).toISOString();
      await rep.api.touch.log({
        customerId,
        kind: 'chat',
        touchClass: 'care',
        body: '',
        replied: true,
        happenedAt,
      });
    }
    ids.push(customerId);
  }
  const told = async (core: TestCore) => {
    const { items } = await core.api.plan.today();
    const { lines } = await core.api.plan.hidden({ kinds: ['PROMO'] });
    const all = [...items.filter(({ kind }) => kind === 'PROMO'), ...lines];
    return all.flatMap(({ customerId, name }) => (ids.includes(customerId) ? [name] : [])).toSorted();
  };
  const { id, needsApproval } = await rep.api.campaign.plan({ ids, contentId });
  expect(needsApproval).toBe(true);
  await rep.settle();
  expect(await told(rep)).toEqual([]);

  const { campaigns } = await lead.api.review.signals({});
  expect(campaigns).toMatchObject([{ id, personName: 'rep 1', title: '周年活动', waiting: 2 }]);
  await lead.api.review.decideCampaign({ campaignId: id, decision: 'approved' });
  await rep.settle();
  expect(await told(rep)).toEqual(['赵一', '钱二']);
  expect(await rep.api.sync.rejections()).toEqual([]);

  await rep.close();
  rep = createTestCore({ serverUrl: server.url, dataDir: rep.dataDir });
  cores.push(rep);
  await rep.signIn('rep1');
  expect(await rep.api.campaign.list()).toMatchObject([
    { id, state: 'running', waiting: 2, decidedBy: 'lead 1', isInherited: false },
  ]);
  await move(1, 2, ids[0]!);
  const heir = await deviceOf('rep2');
  await rep.settle();
  expect(await heir.api.campaign.list()).toMatchObject([
    { id, title: '周年活动', state: 'running', waiting: 1, isInherited: true },
  ]);
  expect([await told(heir), await told(rep)]).toEqual([['赵一'], ['钱二']]);
});

test('[PULL11] [PRUNE3] a device that was away for 100 days hands in its edits and is not a grave robber', async () => {
  const [removed, kept] = [customerIdOf(2, 1), customerIdOf(2, 2)];
  const away = await deviceOf('rep2', proxy.url);
  const office = await deviceOf('rep2');
  offline();
  await away.api.note.create({ customerId: kept, body: '在路上写的' });
  await away.api.customer.patch({ customerId: kept, fields: { city: '昆明' } });
  await away.api.customer.patch({ customerId: removed, fields: { remark: '不该丢的话' } });
  await office.api.customer.delete({ customerId: removed });
  await office.settle();
  await prune({ db: server.db, clock });
  laterMs = 100 * dayMs;
  expect(await prune({ db: server.db, clock })).toMatchObject({ tombstones: 1 });
  online();
  await away.settle();
  expect(await away.api.customer.get({ customerId: kept })).toMatchObject({ city: '昆明', openConflicts: 0 });
  expect(namesOf(away)).not.toContain(removed);
  expect(await away.api.sync.rejections()).toMatchObject([{ code: 'UNKNOWN_ROW', text: '不该丢的话' }]);
  const left = await server.db
    .selectFrom('customer')
    .select('id')
    .where('id', '=', removed as never)
    .execute();
  expect(left).toEqual([]);
  await office.settle();
  expect(notesOf(office).map(({ body }) => body)).toContain('在路上写的');
  expect(namesOf(office)).not.toContain(removed);
});
