/** The weekly check of the tiers (rules.md R1): when it comes, what it writes, and that nothing is done twice. */
import { beforeAll, expect, test } from 'vitest';
import { listDueTierBooks, runTierStep } from '#server/domain/tier/tier-round.ts';
import { loadTierFacts } from '#server/domain/tier/tier-facts.ts';
import { verifyAudit } from '#server/domain/audit.ts';
import { startTierRunner } from '#server/jobs/tier-runner.ts';
import { createPoker, type PokeNotice } from '#server/sync/poke.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf, testCompany } from '#test/support/test-company.ts';
import { insert, patch, signIn, type Device, type Row } from './device.ts';
import { splitWhole } from './split-scene.ts';

/** 06:00 of a day in Shanghai, and minutes around it. */
const six = (on: string, minutes = 0) => Date.parse(`${on}T06:00:00.000+08:00`) + minutes * 60_000;
const perBook = 10;

describeOnBoth('the weekly check of the tiers', (maker) => {
  let server: CompanyServer;
  let rep: Device;
  let companyId: string;
  let books: string[];
  const clock = { at: six('2026-03-08'), now: () => clock.at };
  const due = async () =>
    (await listDueTierBooks(server.db, companyId, clock.at)).map(({ bookId }) => books.indexOf(bookId) + 1);
  const step = (book: number, size = 100) =>
    runTierStep(server.db, clock, { companyId, bookId: books[book - 1]! }, size);
  /** The whole check of a book on a Monday. */
  const check = async (book: number, on: string, size?: number) => {
    clock.at = six(on, 5);
    expect(await due()).toContain(book);
    for (let steps = 1; steps < 50; steps++) if ((await step(book, size))!.isDone) return;
    throw new Error('the check never ends');
  };
  const customers = (book: number) =>
    server.db
      .selectFrom('customer')
      .select(['id', 'tier', 'version'])
      .where('scopeId', '=', books[book - 1]!)
      .where('deletedAt', 'is', null)
      .orderBy('id')
      .execute();
  const tiers = async (book: number) => (await customers(book)).map(({ tier }) => tier).join('');
  const versions = async () =>
    (await server.db.selectFrom('scope').select(['id', 'version']).orderBy('id').execute()).map(
      ({ id, version }) => `${id} ${version}`,
    );
  const checkOf = (book: number, place: number) =>
    server.db
      .selectFrom('tier_check')
      .selectAll()
      .where('scopeId', '=', books[book - 1]!)
      .where('customerId', '=', customerIdOf(book, place))
      .executeTakeFirst();
  const change = (place: number, fields: { toValue: string; reason: string }) =>
    insert('card_change', books[0]!, {
      customerId: customerIdOf(1, place),
      field: 'tier',
      fromValue: 'B',
      signs: [],
      happenedAt: new Date(clock.at).toISOString(),
      ...fields,
    });
  const setTier = (place: number, tier: string, reason: string, seen = 9_999) => [
    patch('customer', books[0]!, customerIdOf(1, place), seen, { tier }),
    change(place, { toValue: tier, reason }),
  ];
  const push = async (writes: ReturnType<typeof insert>[]) => {
    const { results } = await rep.push(rep.mutation(writes));
    expect(results).toMatchObject([{ status: 'applied', conflicts: 0 }]);
  };

  beforeAll(async () => {
    server = await maker.start({
      company: (await testCompany({ customersPerBook: perBook })).seed,
      clock,
    });
    companyId = server.company.companyId;
    books = server.company.reps.map(({ bookId }) => bookId!);
    rep = await signIn(server.url, 'rep1');
    // The first customer is worth most, the last one least; all begin as B.
    const deal = (place: number, fields: object) =>
      insert('deal', books[0]!, {
        customerId: customerIdOf(1, place),
        product: '按摩椅',
        amountFen: 1_000_000,
        marginFen: null,
        stage: 'agreed',
        expectedOn: null,
        status: 'open',
        closedAt: null,
        lossReason: null,
        ...fields,
      });
    await push([deal(1, {}), deal(1, { stage: 'shown', amountFen: 200_000, marginFen: 50_000 })]);
    await push([deal(2, { status: 'lost', lossReason: 'price', closedAt: '2026-02-20T02:00:00.000Z' })]);
    await push(
      Array.from({ length: perBook }, (_, place) =>
        insert('customer_order', books[0]!, {
          customerId: customerIdOf(1, place + 1),
          product: '颈椎按摩仪',
          quantity: 1,
          paidFen: 100_000,
          marginFen: 50_000 - place * 1_000,
          orderedOn: '2026-02-01',
        }),
      ),
    );
    await rep.pullAll();
  });

  test('a book seen after Monday 06:00 waits for the next one, and then it is due until it is written', async () => {
    clock.at = six('2026-03-02', 1);
    expect(await due()).toEqual([]);
    expect((await step(1))!.isDone).toBe(true);
    expect(await tiers(1)).toBe('B'.repeat(perBook));
    clock.at = six('2026-03-09', -1);
    expect(await due()).toEqual([]);
    clock.at = six('2026-03-09');
    expect(await due()).toEqual([1, 2, 3]);
  });

  test('who ranks higher goes up at once, who ranks lower stays for this Monday; devices get it with its reason', async () => {
    await check(1, '2026-03-09');
    expect(await tiers(1)).toBe('AABBBBBBBB');
    const pulled = await rep.pull();
    const { version } = pulled.head.scopes.find(({ id }) => id === books[0])!;
    expect(pulled.rows('customer').map(({ id, tier, version: at }) => [id, tier, at])).toEqual([
      [customerIdOf(1, 1), 'A', version],
      [customerIdOf(1, 2), 'A', version],
    ]);
    // The rule's change: nobody's, and without a reason, so that it never counts as a person's decision.
    const changes = pulled.rows('card_change');
    expect(changes.toSorted((a, b) => (String(a.customerId) < String(b.customerId) ? -1 : 1))).toMatchObject(
      [1, 2].map((place) => ({
        customerId: customerIdOf(1, place),
        field: 'tier',
        fromValue: 'B',
        toValue: 'A',
        reason: '',
        createdBy: null,
      })),
    );
    const checks = pulled.rows('tier_check').toSorted((a, b) => Number(a.place) - Number(b.place));
    expect(checks.map(({ ranks }) => (ranks as string[]).join(''))).toEqual([...'AABBBCCCCC']);
    expect(checks[0]).toMatchObject({
      checkedOn: '2026-03-09',
      place: 1,
      placeOf: 10,
      apart: null,
      score: 81,
    });
    // 90 % of the 30 % nobody said otherwise, and 30 % of a margin that was said; what is lost is worth nothing.
    expect((checks[0] as Row & { parts: object }).parts).toMatchObject({
      deal: { rank: 100, value: 285_000 },
    });
    expect((checks[1] as Row & { parts: object }).parts).toEqual({
      margin: { rank: 89, value: 49_000 },
      deal: { rank: 44, value: 0 },
      engagement: { rank: 50, value: 0 },
      referrals: { rank: 50, value: 0 },
      source: 40,
    });
    const audit = await server.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'book.tiers')
      .execute();
    expect(audit.map(({ detail }) => JSON.parse(detail) as object)).toEqual([
      { bookId: books[0], on: '2026-03-09', raised: 2, lowered: 0 },
    ]);
    expect(await verifyAudit(server.db, companyId)).toMatchObject({ brokenAt: null });
  });

  test('margin and engagement count as many days back as the company says', async () => {
    const marginOf = (days: number) =>
      server.db.transaction().execute(async (trx) => {
        const settings = { ...defaultSettings, 'value.windowDays': days };
        const facts = await loadTierFacts(trx, books[0]!, '2026-03-09', settings);
        return facts.find(({ id }) => id === customerIdOf(1, 1))!.marginFen;
      });
    expect([await marginOf(365), await marginOf(37), await marginOf(36)]).toEqual([50_000, 50_000, 0]);
  });

  test('the same Monday again does nothing, whoever asks', async () => {
    clock.at = six('2026-03-11');
    const before = await versions();
    expect(await due()).toEqual([2, 3]);
    expect(await step(1)).toEqual({ notices: [], isDone: true });
    expect(await versions()).toEqual(before);
  });

  test('a server that ends in the middle: another one writes the rest, and nothing twice', async () => {
    clock.at = six('2026-03-09', 10);
    expect(await step(2, 4)).toEqual({ notices: [], isDone: false });
    expect(await step(2, 4)).toMatchObject({ notices: [{ scope: books[1] }], isDone: false });
    // Equal value: the older relationship, then the lower id.
    expect(await tiers(2)).toBe('AABBBBBBBB');
    expect(await checkOf(2, 5)).toBeUndefined();
    const half = await customers(2);
    // Days later, and of several at once each piece is written by one of them.
    clock.at = six('2026-03-12');
    expect(await due()).toEqual([2, 3]);
    const steps = await Promise.all(Array.from({ length: 4 }, () => step(2, 4)));
    expect(steps.some((done) => done !== undefined)).toBe(true);
    while (!(await step(2, 4))!.isDone);
    expect(await due()).toEqual([3]);
    expect(await customers(2)).toEqual(half);
    expect((await checkOf(2, 10))!.ranks).toEqual(['C']);
    const changes = server.db.selectFrom('card_change').select('customerId').where('scopeId', '=', books[1]!);
    expect(await changes.execute()).toHaveLength(2);
  });

  if (maker.kind === 'postgres') {
    test('while another process is at a book, this one leaves it alone', async () => {
      await server.db.transaction().execute(async (trx) => {
        await trx
          .selectFrom('tierRound')
          .select('bookId')
          .where('bookId', '=', books[2]!)
          .forUpdate()
          .execute();
        expect(await step(3)).toBeUndefined();
      });
    });
  }

  test('[WRITE12] what a person decided while the check was under way, or without having seen it, stands', async () => {
    clock.at = six('2026-03-12', 20);
    // Worked out, not written.
    await server.db
      .updateTable('tierRound')
      .set({ checkedOn: null })
      .where('bookId', '=', books[0]!)
      .execute();
    await step(1);
    await push(setTier(3, 'C', '一年没消息'));
    expect((await step(1))!.isDone).toBe(true);
    // The device has not seen that the rule raised the customer.
    await push(setTier(2, 'B', '她自己说不急', 1));
    expect(await tiers(1)).toBe('ABCBBBBBBB');
    await push(setTier(2, 'A', '改回来'));
    await push([
      patch('card_change', books[0]!, await lastChange(2), 9_999, {
        deletedAt: new Date(clock.at).toISOString(),
      }),
    ]);
  });

  const lastChange = async (place: number) =>
    (
      await server.db
        .selectFrom('card_change')
        .select('id')
        .where('customerId', '=', customerIdOf(1, place))
        .where('toValue', '=', 'A')
        .orderBy('happenedAt', 'desc')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
    ).id;

  test('the second Monday lowers; a decision counts inside the shares, one without a reason is none', async () => {
    clock.at = six('2026-03-15');
    await push(setTier(10, 'A', '老板的朋友'));
    await push(setTier(9, 'A', ' '));
    await push([patch('customer', books[0]!, customerIdOf(1, 8), 9_999, { status: 'do_not_contact' })]);
    await check(1, '2026-03-16', 3);
    // Nine are active: two seats of A, one of them taken; three of B; 3 was set to C by hand.
    expect(await tiers(1)).toBe('AACBBCCBCA');
    expect((await checkOf(1, 10))!.ranks).toEqual(['C', 'C']);
    expect((await checkOf(1, 2))!.ranks).toEqual(['B', 'A']);
    expect((await checkOf(1, 8))!.checkedOn).toBe('2026-03-09');
  });

  test('a Monday without a check in between: the next one is the first again', async () => {
    await check(3, '2026-03-16');
    await check(3, '2026-03-30');
    expect((await checkOf(3, 10))!.ranks).toEqual(['C']);
    expect(await tiers(3)).toBe('AABBBBBBBB');
    await check(3, '2026-04-06');
    expect(await tiers(3)).toBe('AABBBCCCCC');
  });

  test('after 90 days the decision ends, and the Mondays before it count', async () => {
    await check(1, '2026-06-01');
    await check(1, '2026-06-08');
    expect((await tiers(1)).at(-1)).toBe('A');
    await check(1, '2026-06-15');
    expect((await tiers(1)).at(-1)).toBe('C');
    expect(await tiers(1)).toBe('AABBBCCBCC');
  });

  test('the job does all books that are due, tells the devices, and then waits; a book without customers is no trouble', async () => {
    clock.at = six('2026-06-22', 1);
    const emptied = server.db.updateTable('customer').set({ deletedAt: new Date(clock.at).toISOString() });
    await emptied.where('scopeId', '=', books[1]!).execute();
    const waiting: { ms: number; run: () => void }[] = [];
    const timer = {
      after: (ms: number, run: () => void) => {
        waiting.push({ ms, run });
        return () => void waiting.splice(0);
      },
    };
    const poker = await createPoker(server.database, silentLogger);
    const told: PokeNotice[] = [];
    const unsubscribe = poker.subscribe((notice) => void told.push(notice));
    const stop = startTierRunner({ db: server.db, clock, timer, poker, log: silentLogger, size: 4 });
    const fire = async () => {
      waiting.shift()!.run();
      await expect.poll(() => waiting.length, { timeout: 20_000 }).toBe(1);
    };
    await fire();
    expect(await due()).toEqual([]);
    const scopes = () => [...new Set(told.map((notice) => 'scope' in notice && notice.scope))].sort();
    await expect.poll(scopes, { timeout: 20_000 }).toEqual([books[0], books[2]]);
    const before = await versions();
    await fire();
    expect(await versions()).toEqual(before);
    unsubscribe();
    await stop();
    await poker.close();
    expect(waiting).toEqual([]);
  });

  test('who was moved to a book that is checked later on the same Monday is changed once, and holds up nobody there', async () => {
    const [on, customerId] = ['2026-06-29', customerIdOf(1, 10)];
    clock.at = six(on, -600);
    const [owner, admin] = [await signIn(server.url, 'rep1'), await signIn(server.url, 'admin')];
    const deal = { product: '按摩椅', quantity: 1, paidFen: 9_900_000, marginFen: 9_000_000 };
    const order = insert('customer_order', books[0]!, { customerId, ...deal, orderedOn: '2026-06-20' });
    const { results } = await owner.push(owner.mutation([order]));
    expect(results).toMatchObject([{ status: 'applied' }]);
    await check(1, on);
    expect((await tiers(1)).at(-1)).toBe('A');
    await owner.push(owner.mutation([patch('customer', books[0]!, customerId, 9_999, { tier: 'C' })]));
    const people = server.company.reps;
    const wish = { fromBookId: books[0]!, fromPersonId: people[0].id, toBookId: books[2]! };
    await splitWhole(admin, { ...wish, customerIds: [customerId] });
    await check(3, on, 3);
    expect((await customers(3)).find(({ id }) => id === customerId)).toMatchObject({ tier: 'C' });
    expect(await due()).not.toContain(3);
  });
});
