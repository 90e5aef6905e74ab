/** The list of the server and that of the device: the same engine over the same book, and one list in the end. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCustomerIndex } from '#core/db/repository/customer-index.ts';
import { loadPlanInput } from '#core/db/repository/plan-input.ts';
import { customerTrust } from '#core/services/trust.ts';
import { demoCompany } from '#server/domain/demo/demo-company.ts';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { loadPersonSettings } from '#server/domain/person-settings.ts';
import { buildForPerson, makePlan } from '#server/domain/plan/make-plan.ts';
import { hashPassword } from '#server/domain/secret.ts';
import type { SeedCompany } from '#server/domain/seed.ts';
import { listDueTrustBooks, runTrustStep } from '#server/domain/trust/trust-round.ts';
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import type { Segment } from '#shared/domain/segment/segment.ts';
import { buildPlan } from '#shared/domain/plan/build.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { cheapArgon2, customerIdOf, testId } from '#test/support/test-company.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';

/** A Wednesday. */
const today = '2026-11-25';
const now = '2026-11-25T01:00:00.000Z';
const accounts = ['lu', 'xu'];

/** Who is in none of the first is in the last. */
const segments: Segment[] = [
  { all: [{ is: 'tag', anyOf: ['老客户', '介绍过朋友'] }, { not: { is: 'due' } }] },
  {
    all: [
      { is: 'paidFen', atLeast: 100_000 },
      { is: 'quietDays', atLeast: 9 },
    ],
  },
  {
    any: [
      { is: 'orders', atLeast: 2 },
      { is: 'city', anyOf: ['上海', '杭州'] },
      { is: 'addedDays', atMost: 40 },
    ],
  },
  { not: { any: [] } },
];
const named = '分群';
/** Of no days: told of by campaigns alone. */
const campaignOffer = testId('customer', 490_000);

const recipientOf = (customerId: string, fields: object) => ({
  customerId,
  campaignId: testId('company', 200),
  contentId: campaignOffer,
  isAsked: false,
  approvedBy: null,
  closedAt: null,
  outcome: null,
  ...fields,
});

/** Two reps of the demo company with all they have, and some of what the demo does not have. */
async function company(): Promise<SeedCompany> {
  const passwordHash = await hashPassword(demoPassword, cheapArgon2);
  const all = demoCompany({ today, now, passwordHash });
  const reps = all.people.filter(({ row }) => accounts.includes(row.account)).map(({ row }) => row);
  const books = all.books.filter(({ ownerId }) => reps.some(({ id }) => id === ownerId));
  const kept = new Set([all.company.id, ...books.map(({ id }) => id), ...reps.map(({ id }) => id)]);
  const rows = all.rows.filter(({ scopeId }) => kept.has(scopeId));
  for (const [place, { id: scopeId, ownerId }] of books.entries()) {
    const ids = rows
      .filter(({ entity, scopeId: scope }) => entity === 'customer' && scope === scopeId)
      .flatMap((group) => group.rows.map(({ id }) => id));
    let number = 500_000 * (place + 1);
    const add = (entity: SeedCompany['rows'][number]['entity'], scope: string, fields: object) =>
      rows.push({
        entity,
        scopeId: scope,
        rows: [{ id: testId('customer', number++), createdAt: now, createdBy: ownerId, ...fields }],
      });
    const at = (days: number, hours = 0) =>
      new Date(Date.parse(now) + days * 86_400_000 + hours * 3_600_000).toISOString();
    for (const [i, customerId] of ids.slice(0, 60).entries()) {
      if (i % 3 === 0)
        add('appointment', scopeId, {
          customerId,
          title: '到店',
          place: '',
          startAt: at(i % 2, i % 5),
          minutes: 30,
          status: i % 4 === 0 ? 'no_show' : 'planned',
          closedAt: i % 4 === 0 ? at(-1) : null,
        });
      if (i % 5 === 0)
        add('key_date', scopeId, {
          customerId,
          kind: i % 2 ? 'other' : 'birthday',
          label: i % 2 ? '女儿' : '',
          calendar: i % 10 ? 'solar' : 'lunar',
          month: i % 10 ? 11 : 10,
          day: (i % 28) + 1,
          isLeapMonth: false,
          year: null,
        });
      if (i % 4 === 1)
        add('surprise', scopeId, {
          customerId,
          body: '一束花',
          priceFen: 5_000,
          status: i % 8 === 1 ? 'idea' : 'given',
          givenAt: i % 8 === 1 ? null : at(-10),
        });
      if (i % 6 === 2)
        add('household_member', scopeId, {
          customerId,
          householdId: testId('company', 100 + Math.floor(i / 12)),
          relation: '',
        });
      if (i % 6 === 4)
        add('outside_contact', scopeId, {
          customerId,
          talkAts: [at(-3), at(-1), at(-0.1)],
          promoAts: [at(-3)],
          householdPromoAts: [at(-12)],
          openOn: i % 12 === 4 ? today : null,
          stopAskedAt: i % 18 === 4 ? at(-2) : null,
          complaintAt: i % 24 === 10 ? at(-4) : null,
          servedAt: i % 36 === 4 ? at(-1) : null,
          householdFrozenAt: i % 18 === 10 ? at(-20) : null,
          npsAskedAt: i % 18 === 16 ? at(-50) : null,
          referralAskedAt: i % 12 === 10 ? at(-30) : null,
          surprisedAt: i % 30 === 28 ? at(-15) : null,
        });
      if (i % 3 === 1)
        for (const score of [i % 2 ? 6 : 10, 9 - (i % 4)])
          add('endorsement', scopeId, {
            customerId,
            kind: 'nps',
            score,
            isPaid: false,
            body: '',
            happenedOn: addDays(today, -100 - (i % 9)),
          });
      if (i % 5 === 3)
        add('sop_enrolment', scopeId, {
          customerId,
          code: i % 2 ? 'HIGH-TICKET' : 'OWN',
          startedOn: addDays(today, -(i % 4)),
          byHand: true,
          leftAt: i % 15 === 3 ? at(-0.5) : null,
          leftReason: i % 15 === 3 ? 'decided' : null,
          leftNote: '',
        });
      // Standing and approved ones are told; those that wait for the lead, are settled or over are not.
      if (i % 8 === 5)
        for (const fields of [{}, { isAsked: true, approvedBy: ownerId }])
          add('campaign_recipient', scopeId, recipientOf(customerId, fields));
      if (i % 8 === 6)
        for (const fields of [
          { isAsked: true },
          { closedAt: at(-1), outcome: 'sent' },
          { createdAt: at(-40) },
          { deletedAt: at(-1) },
        ])
          add('campaign_recipient', scopeId, recipientOf(customerId, fields));
      if (i % 7 === 3)
        add('signal', scopeId, {
          customerId,
          kind: i % 2 ? 'message' : 'complaint',
          body: '',
          happenedAt: at(-1),
          dueAt: i % 2 ? at(0, 2) : null,
          closedAt: null,
          formerStatus: null,
        });
    }
    add('leave', ownerId!, { fromOn: addDays(today, -9), toOn: addDays(today, -7), kind: 'leave' });
    add('leave', ownerId!, { fromOn: addDays(today, -4), toOn: addDays(today, -3), kind: 'rest' });
    if (place === 0) {
      const step = { title: '', body: '', touchClass: 'care', hard: false, minutes: 3 };
      const sop = { code: 'OWN', name: '', purpose: 'care', edition: 1, startsBy: 'keyDate', leadDays: 9 };
      // For some of them alone, by what tags and orders say.
      const some = {
        ...sop,
        code: 'SOME',
        startsBy: 'order',
        leadDays: null,
        steps: [0, 9, 40].map((offsetDays) => ({ ...step, offsetDays })),
      };
      add('sop', all.company.id, { ...some, startsFor: { name: '分群', segment: segments[0] } });
      add('sop', all.company.id, {
        ...some,
        code: 'OTHERS',
        startsFor: { name: '其他', segment: { not: segments[0] } },
      });
      const own = { ...sop, steps: [0, 2, 4, 6, 8].map((offsetDays) => ({ ...step, offsetDays })) };
      add('sop', all.company.id, own);
      add('sop', all.company.id, {
        ...own,
        edition: 2,
        fromOn: addDays(today, -1),
        steps: [1, 3, 5].map((offsetDays) => ({
          ...step,
          offsetDays,
          windowHours: [0, 12],
          channel: 'comment',
        })),
      });
    }
    if (place === 0) {
      const offer = { kind: 'promo', body: '', concern: '', ordinal: 1, offerFromOn: null };
      const whom = { offerTag: '', offerTiers: [], offerProduct: '' };
      const plain = { offerToOn: null, offerFor: null, title: '活动', id: campaignOffer };
      add('content_item', all.company.id, { ...offer, ...whom, ...plain });
      for (const [n, segment] of segments.entries()) {
        const title = `${named}${n}`;
        const days = { offerToOn: addDays(today, 5 + n), offerFor: { name: title, segment } };
        add('content_item', all.company.id, { ...offer, ...whom, ...days, title });
      }
    }
    add('meeting', ownerId!, { meetOn: today, title: '周会', minutes: 45 });
    add('setting', all.company.id, { key: 'day.chats', value: 15, teamId: null, personId: ownerId });
    add('setting', all.company.id, { key: 'day.chats', value: 9, teamId: reps[0]!.teamId, personId: null });
    add('setting', all.company.id, {
      key: 'guard.perWeek.B',
      value: 2,
      teamId: reps[0]!.teamId,
      personId: null,
    });
  }
  const people = all.people.filter(({ row }) => reps.includes(row) || row.role !== 'rep');
  return { ...all, people, books, rows };
}

/** Kept and other card: seven pairs of customers with rows of their own, and the first one kept into one more. */
function mergedPairs(core: TestCore): [string, string][] {
  const ids = core.db
    .raw<{ id: string }>(`SELECT id FROM customer WHERE deleted_at IS NULL ORDER BY id LIMIT 60`)
    .map(({ id }) => id);
  const pairs = Array.from({ length: 7 }, (_, n): [string, string] => [ids[n]!, ids[n + 30]!]);
  return [...pairs, [ids[7]!, ids[0]!]];
}

describeOnBoth('one engine', (maker) => {
  let server: CompanyServer;
  const cores: TestCore[] = [];
  beforeAll(async () => {
    server = await maker.start({ company: await company() });
  }, 120_000);
  afterAll(async () => {
    for (const core of cores) await core.remove();
  });

  test.each(accounts)(
    '[R19] the book of %s gives the identical list on device and server, at every hour of several days',
    async (account) => {
      const core = createTestCore({ serverUrl: server.url, password: demoPassword });
      cores.push(core);
      await core.signIn(account, { company: 'demo' });
      await core.settle();
      // Cards that became part of another, also one of these, with all that hangs on them.
      for (const [keepId, otherId] of mergedPairs(core))
        await core.api.merge.run({ keepId, otherId, choices: {} });
      await core.settle();
      createCustomerIndex(core.db).refresh();
      const { personId, companyId, teamId } = core.core.context.ready().identity;
      const bookIds = core.db.raw<{ id: string }>(`SELECT id FROM book WHERE owner_id = ?`, personId);
      const settings = (await loadPersonSettings(server.db, companyId, [{ id: personId, teamId }])).get(
        personId,
      )!;
      const lists = new Set<string>();
      for (const hours of [-30, 0, 3, 24, 100]) {
        const at = Date.parse(now) + hours * 3_600_000;
        const day = { planOn: dateOf(at), now: at };
        const input = loadPlanInput(core.db, { bookIds: bookIds.map(({ id }) => id), ...day });
        expect(settings).toEqual(input.settings);
        const own = buildPlan(input);
        const made = (await buildForPerson(server.db, { companyId, personId, settings }, day))!;
        expect(made.items).toEqual(own.items);
        expect(made.listHash).toBe(own.listHash);
        expect(new Map(made.hidden)).toEqual(new Map(own.hidden));
        expect(made.availableMinutes).toBe(own.availableMinutes);
        lists.add(made.listHash);
        if (hours === 0) {
          expect(own.items.length).toBeGreaterThan(20);
          expect(new Set(own.items.map(({ kind }) => kind)).size).toBeGreaterThan(6);
          expect(new Set(own.hidden.values())).toContain('OPEN_ELSEWHERE');
          const offered = [...own.items, ...own.hiddenCandidates].filter(({ kind }) => kind === 'PROMO');
          const titleOf = (id: string | null) =>
            core.db.raw<{ title: string }>('SELECT title FROM content_item WHERE id = ?', id)[0]!.title;
          expect([...new Set(offered.map(({ subject }) => titleOf(subject)))].toSorted()).toEqual(
            ['活动', ...segments.map((_, n) => `${named}${n}`)].toSorted(),
          );
          const told = offered.filter(({ subject }) => subject === campaignOffer);
          expect(new Set(told.map(({ customerId }) => customerId)).size).toBe(told.length);
          const standing = core.db.raw<{ customerId: string }>(
            `SELECT DISTINCT customer_id FROM campaign_recipient WHERE created_at = ? AND closed_at IS NULL
               AND deleted_at IS NULL AND (is_asked = 0 OR approved_by IS NOT NULL)`,
            now,
          );
          expect(told.map(({ customerId }) => customerId).toSorted()).toEqual(
            standing.map(({ customerId }) => customerId).toSorted(),
          );
          const begun = new Set(
            input.customers.flatMap(({ enrolments }) =>
              enrolments.map(({ code, trigger }) => `${code} ${trigger}`),
            ),
          );
          for (const one of [
            'NEW-14 newCustomer',
            'AFTERSALE order',
            'OWN keyDate',
            'OWN hand',
            'HIGH-TICKET hand',
            'SOME order',
            'OTHERS order',
          ])
            expect(begun).toContain(one);
          const scores = new Set(input.customers.map(({ asks }) => asks.npsScore));
          expect([...scores].toSorted()).toEqual([6, 7, 8, 9, null]);
          // Who never bought twice is thought of for their score alone.
          const glad = input.customers.filter(
            ({ asks, purchases }) => (asks.npsScore ?? 0) >= 9 && purchases.length < 2,
          );
          const asked = [...own.items, ...own.hiddenCandidates].filter(({ kind }) => kind === 'REFERRAL');
          expect(
            glad.map(({ id }) => id).filter((id) => asked.some((one) => one.customerId === id)),
          ).not.toEqual([]);
        }
      }
      expect(lists.size).toBeGreaterThan(3);

      // [R16] What the server set by the rows is what the device reads from its own, also of merged cards, at any age.
      for (const days of [0, 6, 100]) {
        const clock = { now: () => Date.parse(now) + days * 86_400_000 };
        const bookId = bookIds[0]!.id;
        await listDueTrustBooks(server.db, companyId, clock.now());
        while (!(await runTrustStep(server.db, clock, { companyId, bookId }))!.isDone);
        await core.settle();
        const cards = core.db.raw<Pick<Customer, 'id' | 'addedOn' | 'trustStage'>>(
          `SELECT id, added_on, trust_stage FROM customer WHERE deleted_at IS NULL`,
        );
        const context = { ...core.core.context.ready(), clock };
        const read = cards.map((card) => ({
          ...card,
          trustStage: customerTrust(context, card, settings).stage,
        }));
        expect(read).toEqual(cards);
        expect(new Set(cards.map(({ trustStage }) => trustStage)).size).toBe(3);
        const told = core.db.raw<{ signs: string }>(
          `SELECT signs FROM card_change WHERE field = 'trustStage' AND created_by IS NULL`,
        );
        expect(told.length).toBeGreaterThan(0);
      }
    },
    120_000,
  );
});

describe('one list', () => {
  let server: CompanyServer;
  let proxy: FaultProxy;
  let cores: TestCore[];
  /** 10:00 in Shanghai. */
  const clock = { at: Date.parse(now) + 3_600_000, now: () => clock.at };

  beforeEach(async () => {
    cores = [];
    server = await startCompanyServer({ clock });
    proxy = await startFaultProxy(server.url);
  });
  afterEach(async () => {
    for (const core of cores) await core.remove();
    await proxy.close();
    await server.close();
  });
  /** `isSteady`: its line is never cut. */
  const deviceOf = async (isSteady = false): Promise<TestCore> => {
    const core = createTestCore({ serverUrl: isSteady ? server.url : proxy.url, clock });
    cores.push(core);
    await core.signIn('rep1');
    await core.settle();
    return core;
  };
  const offline = () => {
    proxy.fault = () => ({ kind: 'refuse' });
  };
  const online = () => {
    proxy.fault = () => undefined;
  };
  const make = async () => {
    const { companyId, reps } = server.company;
    const owner = { companyId, personId: reps[0].id, settings: defaultSettings };
    return makePlan(server.db, clock, owner, today);
  };
  const serverItems = () =>
    server.db
      .selectFrom('plan_item')
      .select(['id', 'kind', 'customerId', 'status', 'ordinal', 'score', 'deletedAt'])
      .where('planOn', '=', today)
      .orderBy('id')
      .execute();
  const live = async () => (await serverItems()).filter(({ deletedAt }) => deletedAt === null);
  const serverPlan = () =>
    server.db.selectFrom('plan').selectAll().where('planOn', '=', today).executeTakeFirstOrThrow();
  const deviceItems = (core: TestCore) =>
    core.db.raw<{ id: string }>(
      `SELECT id FROM plan_item WHERE plan_on = ? AND deleted_at IS NULL ORDER BY id`,
      today,
    );

  test('the device takes over what the server made: no item twice, and it is seen that the list was opened', async () => {
    const core = await deviceOf();
    expect(await make()).toBeDefined();
    const made = await live();
    expect(made.length).toBeGreaterThan(0);
    await core.settle();
    const mutations = () => core.db.raw<{ name: string }>(`SELECT name FROM outbox ORDER BY seq`).length;
    const view = await core.api.plan.today();
    expect(view.items.map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id));
    expect(mutations()).toBe(1);
    await core.api.plan.today();
    expect(mutations()).toBe(1);
    await core.settle();
    expect(await live()).toEqual(made);
    expect(await serverPlan()).toMatchObject({
      madeBy: 'server',
      openedAt: new Date(clock.at).toISOString(),
    });
    await core.api.plan.start();
    await core.api.plan.done({ id: view.items[0]!.id });
    await core.settle();
    expect((await serverPlan()).startedAt).not.toBeNull();
    expect((await live()).find(({ id }) => id === view.items[0]!.id)!.status).toBe('done');
  });

  test('[WRITE11] a list frozen on the device without a network wins: its items and order stand, the others go', async () => {
    const core = await deviceOf();
    offline();
    // The server does not know this promise when it makes its list.
    await core.api.promise.create({
      customerId: customerIdOf(1, 1),
      body: '发照片',
      dueAt: new Date(clock.at + 3_600_000).toISOString(),
    });
    await core.api.customer.patch({ customerId: customerIdOf(1, 2), fields: { status: 'do_not_contact' } });
    const started = await core.api.plan.start();
    const first = started.items[0]!;
    await core.api.plan.done({ id: first.id });
    clock.at += 60_000;
    await make();
    const onlyServer = (await live()).filter(({ customerId }) => customerId === customerIdOf(1, 2));
    expect(onlyServer.length).toBeGreaterThan(0);
    online();
    await core.settle();
    const own = started.items.map(({ id }) => id).toSorted();
    expect((await live()).map(({ id }) => id)).toEqual(own);
    expect(await serverPlan()).toMatchObject({
      madeBy: 'device',
      startedAt: started.startedAt,
      listHash: expect.any(String),
    });
    await core.settle();
    expect(deviceItems(core).map(({ id }) => id)).toEqual(own);
    expect((await live()).find(({ id }) => id === first.id)!.status).toBe('done');
    expect(await core.api.sync.rejections()).toEqual([]);
    expect(await core.api.conflict.list({})).toEqual([]);
    // What the server alone had comes back where the device wants it after all.
    await core.api.customer.patch({ customerId: customerIdOf(1, 2), fields: { status: 'active' } });
    clock.at += 61_000;
    await core.api.plan.today();
    await core.settle();
    expect(await core.api.sync.rejections()).toEqual([]);
    // And a second list of the day is never made.
    expect(await make()).toBeUndefined();
  });

  test('[WRITE11] a list that another device has opened is not replaced; both devices end with one list', async () => {
    const a = await deviceOf(true);
    const b = await deviceOf();
    offline();
    await b.api.promise.create({
      customerId: customerIdOf(1, 1),
      body: '发照片',
      dueAt: new Date(clock.at + 3_600_000).toISOString(),
    });
    await b.api.plan.today();
    clock.at += 60_000;
    await make();
    await a.settle();
    const [item] = (await a.api.plan.start()).items;
    await a.api.plan.done({ id: item!.id });
    await a.settle();
    online();
    for (const core of [b, a, b, a]) await core.settle();
    expect(await serverPlan()).toMatchObject({ madeBy: 'server' });
    expect((await live()).find(({ id }) => id === item!.id)!.status).toBe('done');
    for (const core of [a, b]) {
      expect(await core.api.sync.rejections()).toEqual([]);
      expect(await core.api.conflict.list({})).toEqual([]);
      expect(deviceItems(core).map(({ id }) => id)).toEqual((await live()).map(({ id }) => id));
    }
  });
});
