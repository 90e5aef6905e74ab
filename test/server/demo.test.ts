import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '#server/db/open-database.ts';
import { demoAccounts, demoPassword } from '#server/domain/demo/demo-account.ts';
import { demoCompany } from '#server/domain/demo/demo-company.ts';
import { isPassword, hashPassword } from '#server/domain/secret.ts';
import { loadCompany, type SeedCompany } from '#server/domain/seed.ts';
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import type { Deal } from '#shared/domain/entity/deal.ts';
import type {
  Customer,
  CustomerOrder,
  CustomerTag,
  Moment,
  Note,
  Promised,
  Touch,
} from '#shared/domain/entity/book.ts';
import { isTriageOpen } from '#shared/domain/card/triage.ts';
import type { appointment, keyDate, signal as signalEntity } from '#shared/domain/entity/care.ts';
import { contentKinds, type ContentItem, type SettingRow, type Sop } from '#shared/domain/entity/company.ts';
import { insertSchema, type Row } from '#shared/domain/entity/entity.ts';
import { getEntity, type EntityName } from '#shared/domain/entity/registry.ts';
import type { need } from '#shared/domain/entity/profile.ts';
import { planItemStatuses, type leave, type Plan, type PlanItem } from '#shared/domain/entity/user.ts';
import { nextLunarDay } from '#shared/domain/lunar.ts';
import { executionOf, weightOf } from '#shared/domain/execution.ts';
import { buildPlan } from '#shared/domain/plan/build.ts';
import { assess } from '#shared/domain/plan/assess.ts';
import { planIdOf, planItemIdOf } from '#shared/domain/plan/plan-id.ts';
import { statusAfter } from '#shared/domain/signal.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { planInputOf, seedRows } from '#test/support/demo-book.ts';
import { newServerFolder } from '#test/support/server-folder.ts';
import { cheapArgon2 } from '#test/support/test-company.ts';

const today = '2026-11-25';
const now = '2026-11-25T01:00:00.000Z';
const company = demoCompany({ today, now, passwordHash: await hashPassword(demoPassword, cheapArgon2) });
/** Of other days of the week; each takes seconds to make. */
const others = new Map<string, SeedCompany>();

function companyOn(on: string): SeedCompany {
  if (on === today) return company;
  const made = others.get(on) ?? demoCompany({ today: on, now: `${on}T01:00:00.000Z` });
  others.set(on, made);
  return made;
}
const repBooks = company.books.map((book) => ({
  book,
  rep: company.people.find(({ row }) => row.id === book.ownerId)!.row,
}));

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function bookOf(account: string): { id: string; owner: string } {
  const { book, rep } = repBooks.find((entry) => entry.rep.account === account)!;
  return { id: book.id, owner: rep.id };
}

/** The figures of R11 over all kept plans of one rep. */
function executionOfRep(account: string, from = '0000-00-00') {
  const { id, owner } = bookOf(account);
  const tiers = new Map(seedRows<Customer>(company, 'customer', id).map((row) => [row.id, row.tier]));
  const items = seedRows<PlanItem>(company, 'plan_item', owner).filter(({ planOn }) => planOn >= from);
  const reasons = items.flatMap(({ skipReason }) => skipReason ?? []);
  const execution = executionOf(
    items.map((item) => ({
      ...item,
      weight: weightOf({ kind: item.kind, tier: tiers.get(item.customerId)! }),
    })),
  );
  return { ...execution, reasons, doneRate: execution.doneRate! };
}

describe('the demo company', () => {
  test('is the same for the same day, and another for another day', () => {
    const { passwordHash } = company.people.find((person) => person.passwordHash)!;
    expect(hashOf(demoCompany({ today, now, passwordHash: passwordHash! }))).toBe(hashOf(company));
    expect(hashOf(companyOn('2026-11-26').rows)).not.toBe(hashOf(company.rows));
  });

  test('has only rows that a server would accept, with ids of their own', () => {
    const ids = new Set<string>();
    let count = 0;
    for (const { entity, rows } of company.rows) {
      const schema = insertSchema(getEntity(entity));
      for (const { id, createdAt, createdBy, ...fields } of rows) {
        const parsed = schema.safeParse(fields);
        if (!parsed.success) expect.fail(`${entity} ${JSON.stringify(fields)}: ${parsed.error.message}`);
        expect(createdAt).toBe(new Date(createdAt).toISOString());
        expect(typeof createdBy).toBe('string');
        ids.add(id);
        count++;
      }
    }
    expect(ids.size).toBe(count);
    expect(count).toBeGreaterThan(60_000);
    expect(count).toBeLessThan(150_000);
  });

  test('refers to nothing that is not there', () => {
    const people = new Set(company.people.map(({ row }) => row.id));
    const tags = new Map(
      seedRows<{ id: string; name: string }>(company, 'tag').map((row) => [row.id, row.name]),
    );
    for (const { rows } of company.rows) {
      for (const { createdBy } of rows) expect(people.has(createdBy!)).toBe(true);
    }
    for (const { book, rep } of repBooks) {
      const customers = new Set(seedRows<Customer>(company, 'customer', book.id).map(({ id }) => id));
      const items = new Map(seedRows<PlanItem>(company, 'plan_item', rep.id).map((item) => [item.id, item]));
      const plans = new Set(seedRows<Plan>(company, 'plan', rep.id).map(({ id }) => id));
      const moments = new Map(seedRows<Moment>(company, 'moment', book.id).map((row) => [row.id, row]));
      const entities: EntityName[] = [
        'contact_point',
        'customer_tag',
        'customer_order',
        'note',
        'touch',
        'moment',
        'promise',
        'appointment',
        'key_date',
        'need',
        'relation',
        'interest',
        'household_member',
        'signal',
      ];
      for (const entity of entities) {
        for (const row of seedRows<{ customerId: string }>(company, entity, book.id)) {
          expect(customers.has(row.customerId)).toBe(true);
        }
      }
      for (const touch of seedRows<Touch>(company, 'touch', book.id)) {
        if (touch.planItemId) expect(items.get(touch.planItemId)?.customerId).toBe(touch.customerId);
        if (touch.momentId) expect(moments.get(touch.momentId)?.customerId).toBe(touch.customerId);
      }
      for (const tag of seedRows<CustomerTag>(company, 'customer_tag', book.id)) {
        if (tag.tagId) expect(tags.get(tag.tagId)).toBe(tag.name);
      }
      for (const item of items.values()) {
        expect(plans.has(item.planId) && customers.has(item.customerId) && item.bookId === book.id).toBe(
          true,
        );
      }
    }
  });

  test('has two teams with a lead each, eight reps with 400 customers, and the accounts it names', async () => {
    expect(company.teams).toHaveLength(2);
    expect(company.company.codeRequired).toBe(false);
    expect(demoAccounts.slice(0, 3).map(({ role, account }) => [role, account])).toEqual([
      ['rep', 'rep'],
      ['lead', 'lead'],
      ['admin', 'admin'],
    ]);
    for (const { account, role, name, password } of demoAccounts) {
      const person = company.people.find(({ row }) => row.account === account);
      expect(person?.row).toMatchObject({ role, name, status: 'active' });
      expect(password.length).toBeGreaterThanOrEqual(10);
    }
    expect(repBooks).toHaveLength(8);
    for (const { book } of repBooks) {
      const customers = seedRows<Customer>(company, 'customer', book.id);
      expect(customers).toHaveLength(400);
      expect(customers.filter(({ tier }) => tier === 'N')).toHaveLength(12);
      expect(new Set(customers.map(({ status }) => status)).size).toBe(4);
      expect(new Set(customers.map(({ consent }) => consent)).size).toBe(3);
    }
    const signable = company.people.filter((person) => person.passwordHash);
    expect(signable.map(({ row }) => row.account).sort()).toEqual(
      demoAccounts.map(({ account }) => account).sort(),
    );
    expect(await isPassword(signable[0]!.passwordHash!, demoAccounts[0]!.password)).toBe(true);
  });

  test('fills every screen of a rep: notes, touches of every kind, moments, orders, promises, tags', () => {
    for (const { book } of repBooks) {
      const touches = seedRows<Touch>(company, 'touch', book.id);
      for (const kind of ['chat', 'call', 'visit', 'comment', 'like']) {
        expect(touches.filter((touch) => touch.kind === kind).length, kind).toBeGreaterThan(20);
      }
      expect(touches.length).toBeGreaterThan(2_000);
      const promo = touches.filter(({ touchClass }) => touchClass === 'promo').length;
      expect(promo).toBeGreaterThan(10);
      expect(promo / touches.length).toBeLessThan(0.15);
      expect(seedRows(company, 'note', book.id).length).toBeGreaterThan(400);
      expect(seedRows(company, 'moment', book.id).length).toBeGreaterThan(500);
      const orders = seedRows<CustomerOrder>(company, 'customer_order', book.id);
      expect(orders.length).toBeGreaterThan(200);
      expect(orders.every(({ paidFen, marginFen }) => Math.abs(marginFen) < Math.abs(paidFen))).toBe(true);
      const open = seedRows<Promised>(company, 'promise', book.id).filter(({ status }) => status === 'open');
      const dueOn = open.map(({ dueAt }) => dateOf(dueAt));
      expect(dueOn.filter((on) => on < today).length).toBeGreaterThanOrEqual(1);
      expect(dueOn.filter((on) => on === today).length).toBeGreaterThanOrEqual(3);
      expect(dueOn.filter((on) => on === addDays(today, 1)).length).toBeGreaterThanOrEqual(2);
    }
    expect(seedRows(company, 'tag')).toHaveLength(48);
  });

  test('brings the SOP starters and a content library with every kind', () => {
    const sops = seedRows<Sop>(company, 'sop');
    expect(sops.map(({ code }) => code)).toEqual([
      'NEW-14',
      'HIGH-TICKET',
      'AFTERSALE',
      'REWARM',
      'HANDOVER',
      'REFERRAL',
      'KEYDATE',
    ]);
    expect(sops[0]!.steps.map(({ offsetDays, hard }) => [offsetDays, hard])).toEqual([
      [0, true],
      [1, true],
      [3, false],
      [7, false],
      [14, false],
    ]);
    const content = seedRows<ContentItem>(company, 'content_item');
    expect(content.length).toBeGreaterThanOrEqual(60);
    expect(new Set(content.map(({ kind }) => kind))).toEqual(new Set(contentKinds));
  });

  test('leaves no slot of a phrase unfilled', () => {
    for (const { entity, rows } of company.rows) {
      if (entity === 'sop' || entity === 'content_item' || entity === 'plan_item') continue;
      for (const row of rows) expect(JSON.stringify(Object.values(row))).not.toMatch(/[{}]|undefined/);
    }
  });

  test.each(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'])(
    'has 20 to 85 customers due and a list worth doing for every rep on %s',
    (on) => {
      const at = `${on}T01:00:00.000Z`;
      const fresh = companyOn(on);
      for (const { book } of repBooks) {
        const input = planInputOf(fresh, book.id, on, at);
        const due = new Set(assess(input).fit.map(({ customer }) => customer.id));
        expect(due.size, book.name).toBeGreaterThanOrEqual(20);
        expect(due.size, book.name).toBeLessThanOrEqual(85);
        const plan = buildPlan(input);
        expect(plan.items.length).toBeGreaterThanOrEqual(20);
        const kinds = new Set(plan.items.map(({ kind }) => kind));
        expect(kinds).toEqual(new Set(['PROMISE', 'GAP', 'SOP_HARD', 'SOP_SOFT']));
      }
    },
  );
});

describe('the history of the demo', () => {
  test('never lies in the future and stays within working hours of working days', () => {
    const entries = [
      ...seedRows<Touch>(company, 'touch').map(({ happenedAt }) => happenedAt),
      ...seedRows<Note>(company, 'note').map(({ happenedAt }) => happenedAt),
    ];
    for (const at of entries) {
      const local = new Date(Date.parse(at) + 8 * 3_600_000);
      const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
      expect([1, 2, 3, 4, 5]).toContain(local.getUTCDay());
      expect(minute).toBeGreaterThanOrEqual(8 * 60 + 30);
      expect(minute).toBeLessThan(18 * 60 + 30);
    }
    for (const { rows } of company.rows) {
      for (const { createdAt, postedAt } of rows) {
        expect(createdAt <= now).toBe(true);
        if (typeof postedAt === 'string') expect(postedAt <= createdAt).toBe(true);
      }
    }
    expect(entries.every((at) => at < now && dateOf(at) < today)).toBe(true);
  });

  test('is not written into the future when the day has only just begun', () => {
    const midnight = '2026-11-24T16:00:30.000Z';
    const early = demoCompany({ today, now: midnight });
    for (const { rows } of early.rows)
      for (const { createdAt } of rows) expect(createdAt <= midnight).toBe(true);
  });

  test('keeps the plans of the last 20 working days, of a newcomer fewer, and none of today', () => {
    for (const { rep } of repBooks) {
      const days = seedRows<Plan>(company, 'plan', rep.id);
      expect(days).toHaveLength(rep.account === 'han' ? 12 : 20);
      expect(days.every(({ planOn }) => planOn < today)).toBe(true);
      for (const day of days) expect(day.id).toBe(planIdOf(rep.id, day.planOn));
      for (const item of seedRows<PlanItem>(company, 'plan_item', rep.id)) {
        expect(item.id).toBe(planItemIdOf(item.planId, item.kind, item.customerId, item.subject));
        expect(planItemStatuses).toContain(item.status);
        expect(item.skipReason !== null).toBe(item.status === 'skipped');
        expect(item.statusAt === null).toBe(item.status === 'open');
      }
    }
  });

  test('has a touch of the same day behind every item that was done', () => {
    for (const { book, rep } of repBooks) {
      const touched = new Map(
        seedRows<Touch>(company, 'touch', book.id).flatMap((touch) =>
          touch.planItemId ? [[touch.planItemId, dateOf(touch.happenedAt)] as const] : [],
        ),
      );
      for (const item of seedRows<PlanItem>(company, 'plan_item', rep.id)) {
        expect(touched.get(item.id)).toBe(item.status === 'done' ? item.planOn : undefined);
      }
    }
  });

  test('gives every rep a way of working that the figures show', () => {
    const steady = executionOfRep('rep');
    expect(steady.doneRate).toBeGreaterThan(92);
    expect(executionOfRep('lu').doneRate).toBeLessThan(90);
    const overloaded = executionOfRep('xu');
    expect(overloaded.doneRate).toBeLessThan(85);
    expect(overloaded.reasons.filter((reason) => reason === 'no_time').length).toBeGreaterThan(
      overloaded.reasons.length / 2,
    );
    const newcomer = executionOfRep('han').reasons;
    expect(newcomer.filter((reason) => reason === 'dont_know_how').length).toBeGreaterThan(
      newcomer.length / 3,
    );
    expect(executionOfRep('huang').late).toBeGreaterThan(5 * steady.late);
    const notes = (account: string) => seedRows(company, 'note', bookOf(account).id).length;
    expect(notes('liang')).toBeLessThan(notes('rep') / 2);
    expect(executionOfRep('deng', addDays(today, -6)).doneRate).toBeLessThan(
      executionOfRep('deng').doneRate - 4,
    );
    const rates = repBooks.map(({ rep }) => executionOfRep(rep.account).doneRate);
    expect(Math.max(...rates) - Math.min(...rates)).toBeGreaterThan(12);
    expect(new Set(rates).size).toBe(8);
  });

  test('hands a book on with the history of the colleague who left', () => {
    const former = company.people.find(({ row }) => row.status === 'left')!;
    expect(former.passwordHash).toBeNull();
    const { id, owner } = bookOf('han');
    const authors = Map.groupBy(seedRows<Touch>(company, 'touch', id), ({ createdBy }) => createdBy);
    expect([...authors.keys()].sort()).toEqual([former.row.id, owner].sort());
    const handedOn = authors.get(owner)!.map(({ happenedAt }) => happenedAt);
    expect(authors.get(former.row.id)!.every(({ happenedAt }) => happenedAt < handedOn.toSorted()[0]!)).toBe(
      true,
    );
  });
});

describe('what a first start shows of rules.md R4 and R12', () => {
  const planOf = (account: string) =>
    seedRows<Customer>(company, 'customer', bookOf(account).id).filter(({ receivedAt }) => receivedAt);

  test('complaints, 别发了 and blocks, each after the last touch of its customer, who is left in peace since', () => {
    const kinds = new Set<string>();
    for (const { book, rep } of repBooks) {
      const customers = new Map(seedRows<Customer>(company, 'customer', book.id).map((row) => [row.id, row]));
      const touches = Map.groupBy(seedRows<Touch>(company, 'touch', book.id), (row) => row.customerId);
      for (const signal of seedRows<Row<typeof signalEntity>>(company, 'signal', book.id)) {
        kinds.add(signal.kind);
        expect(signal.createdBy).toBe(rep.id);
        const before = touches.get(signal.customerId)!;
        expect(before.every(({ happenedAt }) => happenedAt < signal.happenedAt)).toBe(true);
        const status = customers.get(signal.customerId)!.status;
        expect(status).toBe(statusAfter(signal.kind) ?? 'active');
        expect(signal.formerStatus).toBe(status === 'active' ? null : 'active');
      }
    }
    expect([...kinds].sort()).toEqual(['blocked_us', 'complaint', 'deleted_us', 'message', 'stop']);
    expect(seedRows(company, 'signal', bookOf('rep').id)).toHaveLength(4);
  });

  test('one rep whose promo caps are halved until the lead signs', () => {
    const { id, owner } = bookOf('lu');
    const at = Date.parse(now);
    const after = new Date(at - 7 * 86_400_000).toISOString();
    const isRecent = ({ happenedAt }: { happenedAt: string }) => happenedAt > after;
    const touches = seedRows<Touch>(company, 'touch', id).filter(
      (touch) =>
        isRecent(touch) &&
        touch.createdBy === owner &&
        touch.kind !== 'like' &&
        touch.touchClass !== 'service',
    );
    const left = seedRows<Row<typeof signalEntity>>(company, 'signal', id).filter(isRecent);
    const least = seedRows<SettingRow>(company, 'setting').find(({ key }) => key === 'block.leastTouches')!;
    expect(touches.length).toBeGreaterThanOrEqual(Number(least.value));
    expect((left.length * 1_000) / touches.length).toBeGreaterThanOrEqual(8);
  });

  test('a book and single customers taken over from the colleague who left', () => {
    const former = company.people.find(({ row }) => row.status === 'left')!.row.id;
    const book = company.books.find(({ id }) => id === bookOf('han').id)!;
    expect(book.formerOwnerId).toBe(former);
    expect(dateOf(book.receivedAt!) < today).toBe(true);
    const taken = planOf('rep');
    expect(taken).toHaveLength(3);
    const touches = seedRows<Touch>(company, 'touch', bookOf('rep').id);
    for (const customer of taken) {
      const own = touches.filter(({ customerId }) => customerId === customer.id);
      expect(own.length).toBeGreaterThan(0);
      expect(own.every((row) => row.createdBy === former && row.happenedAt < customer.receivedAt!)).toBe(
        true,
      );
    }
  });
});

test('a newcomer finds something of every kind the day and the card can hold', () => {
  for (const { book } of repBooks) {
    const rows = <T>(entity: EntityName) => seedRows<T>(company, entity, book.id);
    const appointments = rows<Row<typeof appointment>>('appointment');
    expect(appointments.map(({ status }) => status).sort()).toEqual([
      'kept',
      'no_show',
      'planned',
      'planned',
      'planned',
    ]);
    expect(appointments.filter(({ startAt }) => dateOf(startAt) === today)).toHaveLength(1);
    const needs = rows<Row<typeof need>>('need');
    expect(new Set(needs.map(({ status }) => status))).toEqual(new Set(['open', 'answered']));
    const dates = rows<Row<typeof keyDate>>('key_date');
    expect(new Set(dates.map(({ calendar }) => calendar))).toEqual(new Set(['solar', 'lunar']));
    const [lunar] = dates.filter(({ calendar, label }) => calendar === 'lunar' && label !== '');
    expect(nextLunarDay(lunar!, today)).toBe(addDays(today, 1));
    const homes = Map.groupBy(
      rows<{ householdId: string; customerId: string }>('household_member'),
      ({ householdId }) => householdId,
    );
    expect([...homes.values()].map((members) => members.length)).toEqual(Array(homes.size).fill(2));
    expect(homes.size).toBeGreaterThanOrEqual(3);
    for (const entity of ['interest', 'relation'] as const) expect(rows(entity).length).toBeGreaterThan(50);
    const deals = rows<Deal>('deal');
    const open = deals.filter(({ status }) => status === 'open');
    expect(open.length).toBeGreaterThanOrEqual(10);
    expect(open.some(({ expectedOn }) => expectedOn !== null && expectedOn < today)).toBe(true);
    expect(deals.filter(({ lossReason }) => lossReason !== null).length).toBeGreaterThanOrEqual(3);
    const friends = rows<Customer>('customer').filter(({ tier }) => tier === 'N');
    expect(friends.filter((row) => isTriageOpen({ ...row, triagedAt: row.triagedAt ?? null }))).toHaveLength(
      2,
    );
  }
  expect(
    seedRows<Row<typeof leave>>(company, 'leave')
      .map(({ fromOn }) => fromOn)
      .sort(),
  ).toEqual([today, addDays(today, 7)]);
  expect(seedRows(company, 'meeting')).toHaveLength(1);
});

test('the demo company loads into an empty company server', async () => {
  const dataDir = await newServerFolder('schema');
  const opened = await openDatabase({ dataDir }, silentLogger);
  try {
    await loadCompany(opened.db, company);
    const { count } = await opened.db
      .selectFrom('scope')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('version', '=', 1)
      .executeTakeFirstOrThrow();
    // The company, eight books, eight reps with plans.
    expect(Number(count)).toBe(17);
  } finally {
    await opened.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}, 60_000);
