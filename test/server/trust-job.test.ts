/** What the server makes of the trust stages by the rows (rules.md R16): up, down and back, and what a person decided. */
import { beforeAll, expect, test } from 'vitest';
import { buildForPerson } from '#server/domain/plan/make-plan.ts';
import { listDueTrustBooks, runTrustStep, type TrustSize } from '#server/domain/trust/trust-round.ts';
import { startTrustRunner } from '#server/jobs/trust-runner.ts';
import { createPoker, type PokeNotice } from '#server/sync/poke.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf, testCompany, testId } from '#test/support/test-company.ts';
import { insert, patch, signIn, type Device } from './device.ts';
import { splitWhole } from './split-scene.ts';

const dayMs = 86_400_000;
const begin = Date.parse('2026-03-01T02:00:00.000Z');

describeOnBoth('the trust stages', (maker) => {
  let server: CompanyServer;
  let rep: Device;
  let companyId: string;
  let books: string[];
  const clock = { at: begin, now: () => clock.at };
  const ago = (days: number) => new Date(clock.at - days * dayMs).toISOString();
  const due = async () =>
    (await listDueTrustBooks(server.db, companyId, clock.at)).map(({ bookId }) => books.indexOf(bookId) + 1);
  const step = (book = 1, size?: TrustSize) =>
    runTrustStep(server.db, clock, { companyId, bookId: books[book - 1]! }, size);
  const round = async (book = 1, size?: TrustSize) => {
    await due();
    for (let steps = 0; steps < 100; steps++) if ((await step(book, size))!.isDone) return;
    throw new Error('the round never ends');
  };
  const stage = async (place: number, book = 1) =>
    (
      await server.db
        .selectFrom('customer')
        .select('trustStage')
        .where('id', '=', customerIdOf(book, place))
        .executeTakeFirstOrThrow()
    ).trustStage;
  const changes = async (place: number) =>
    (
      await server.db
        .selectFrom('card_change')
        .selectAll()
        .where('customerId', '=', customerIdOf(1, place))
        .where('field', '=', 'trustStage')
        .orderBy('version')
        .execute()
    ).map(({ fromValue, toValue, signs, createdBy }) => [createdBy, fromValue, toValue, signs]);
  const of = (entity: string, place: number, fields: object, id?: string) =>
    insert(entity, books[0]!, { customerId: customerIdOf(1, place), ...fields }, id);
  const push = async (...writes: ReturnType<typeof insert>[]) => {
    const { results } = await rep.push(rep.mutation(writes));
    expect(results).toMatchObject([{ status: 'applied', conflicts: 0 }]);
  };
  const signal = (place: number, kind: string, days: number, id?: string) =>
    of(
      'signal',
      place,
      { kind, body: '', happenedAt: ago(days), dueAt: null, closedAt: null, formerStatus: null },
      id,
    );
  const chat = (place: number, days: number) => {
    const who = { minutes: null, replied: true, momentId: null, planItemId: null };
    return of('touch', place, { kind: 'chat', touchClass: 'care', body: '', happenedAt: ago(days), ...who });
  };
  const order = (place: number, days: number) => {
    const paid = { product: '洁牙', quantity: 1, paidFen: 10_000, marginFen: 4_000 };
    return of('customer_order', place, { ...paid, orderedOn: dateOf(clock.at - days * dayMs) });
  };
  const need = (place: number) => {
    const own = { body: '怕疼', origin: 'rep', originId: null };
    return of('need', place, { ...own, status: 'answered', answeredAt: ago(4) });
  };
  const score = (place: number, given: number) => {
    const on = { isPaid: false, body: '', happenedOn: dateOf(clock.at) };
    return of('endorsement', place, { kind: 'nps', score: given, ...on });
  };
  const decide = (place: number, fromValue: string, toValue: string, reason: string, seen = 9_999) => [
    patch('customer', books[0]!, customerIdOf(1, place), seen, { trustStage: toValue }),
    of('card_change', place, {
      ...{ field: 'trustStage', fromValue, toValue, reason, signs: [] },
      happenedAt: new Date(clock.at).toISOString(),
    }),
  ];
  const promoCodes = async (place: number) => {
    const owner = { companyId, personId: server.company.reps[0].id, settings: defaultSettings };
    const built = await buildForPerson(server.db, owner, { planOn: dateOf(clock.at), now: clock.at });
    return [...built!.items, ...built!.hiddenCandidates]
      .filter(({ kind, customerId }) => kind === 'PROMO' && customerId === customerIdOf(1, place))
      .map((one) => ('code' in one ? one.code : 'listed'));
  };

  beforeAll(async () => {
    const { seed } = await testCompany({ customersPerBook: 8 });
    const offer = { kind: 'promo', title: '春季', body: '', concern: '', ordinal: 1, offerFromOn: null };
    const whom = { offerToOn: '2027-12-31', offerTag: '', offerTiers: [], offerProduct: '', offerFor: null };
    const made = { id: testId('customer', 900_001), createdAt: ago(9), createdBy: null };
    const rows = [
      ...seed.rows,
      { entity: 'content_item' as const, scopeId: seed.company.id, rows: [{ ...made, ...offer, ...whom }] },
    ];
    server = await maker.start({ company: { ...seed, rows }, clock });
    companyId = server.company.companyId;
    books = server.company.reps.map(({ bookId }) => bookId!);
    rep = await signIn(server.url, 'rep1');
    await rep.pullAll();
  });

  test('nobody has done anything: nothing is written, and the books are due again after six hours', async () => {
    const versions = () => server.db.selectFrom('scope').select(['id', 'version']).orderBy('id').execute();
    const before = await versions();
    expect(await due()).toEqual([1, 2, 3]);
    for (const book of [1, 2, 3]) await round(book, { customers: 3, rows: 5 });
    expect(await versions()).toEqual(before);
    expect(await due()).toEqual([]);
    clock.at += 6 * 3_600_000;
    expect(await due()).toEqual([]);
    clock.at += 1;
    expect(await due()).toEqual([1, 2, 3]);
    for (const book of [1, 2, 3]) await round(book);
  });

  test('two signs raise: promo may be offered and nobody opened the card; the device is told by whom and why', async () => {
    await push(chat(1, 20), chat(1, 12), chat(1, 5), need(1));
    expect(await promoCodes(1)).toEqual(['TRUST_TOO_LOW']);
    await rep.pull();
    expect(await due()).toEqual([1]);
    await round();
    expect(await promoCodes(1)).toEqual(['listed']);
    const pulled = await rep.pull();
    expect(pulled.rows('customer')).toMatchObject([{ id: customerIdOf(1, 1), trustStage: 'approved' }]);
    expect(pulled.rows('card_change')).toMatchObject([
      {
        ...{ customerId: customerIdOf(1, 1), field: 'trustStage', createdBy: null, reason: '' },
        ...{ fromValue: 'acquainted', toValue: 'approved', signs: ['replies', 'acceptedUseful'] },
      },
    ]);
    expect(await due()).toEqual([]);
    await push(order(1, 2), order(1, 30), score(1, 9));
    await round(1, { customers: 1, rows: 1 });
    expect(await stage(1)).toBe('committed');
  });

  test('a complaint open for seven days takes one step, and gives it back when it is settled', async () => {
    const id = testId('customer', 900_002);
    await push(signal(1, 'complaint', 0, id));
    clock.at += 7 * dayMs - 1_000;
    await round();
    expect(await stage(1)).toBe('committed');
    clock.at += dayMs;
    await round();
    await round();
    expect(await stage(1)).toBe('approved');
    expect((await changes(1)).at(-1)).toMatchObject([
      null,
      'committed',
      'approved',
      expect.arrayContaining(['highNps', 'COMPLAINT_OPEN']) as unknown,
    ]);
    await push(patch('signal', books[0]!, id, 9_999, { closedAt: new Date(clock.at).toISOString() }));
    await round();
    expect(await stage(1)).toBe('committed');
  });

  test('120 days of silence take one step and no more, an answer gives it back', async () => {
    // The complaint of eight days ago was the last of them.
    clock.at += 111 * dayMs;
    await round();
    expect(await stage(1)).toBe('committed');
    clock.at += 2 * dayMs;
    await round();
    expect(await stage(1)).toBe('approved');
    clock.at += 100 * dayMs;
    await round();
    expect(await stage(1)).toBe('approved');
    await push(signal(1, 'message', 0));
    await round();
    expect(await stage(1)).toBe('committed');
  });

  test('what a person decided with a reason holds; without one the signs decide again', async () => {
    await push(...decide(2, 'acquainted', 'committed', '老同学'));
    await round();
    expect(await stage(2)).toBe('committed');
    clock.at += 200 * dayMs;
    await push(order(2, 0));
    await round();
    expect(await stage(2)).toBe('committed');
    // Handed back, and the signs speak for less.
    await push(...decide(2, 'committed', 'approved', ''));
    await round();
    expect(await stage(2)).toBe('acquainted');
    // A stage without any decision is none of a person's.
    await push(patch('customer', books[0]!, customerIdOf(1, 3), 9_999, { trustStage: 'committed' }));
    await round();
    expect(await stage(3)).toBe('acquainted');
  });

  test('[WRITE12] a decision made without having seen what the rule did is no conflict, and stands', async () => {
    await push(order(4, 3), signal(4, 'ask', 2));
    await round();
    expect(await stage(4)).toBe('approved');
    await push(...decide(4, 'acquainted', 'committed', '老客户介绍的', 1));
    await round();
    expect(await stage(4)).toBe('committed');
    const conflicts = await server.db.selectFrom('conflict').select('id').execute();
    expect(conflicts).toEqual([]);
  });

  test('a friend who is in another book since is looked at there', async () => {
    await push(order(5, 3), signal(5, 'ask', 2));
    const [owner, , other] = server.company.reps;
    const wish = { fromBookId: books[0]!, fromPersonId: owner.id, toBookId: books[2]! };
    await splitWhole(await signIn(server.url, 'admin'), { ...wish, customerIds: [customerIdOf(1, 5)] });
    expect(other.bookId).toBe(books[2]);
    await round(1);
    expect(await stage(5)).toBe('acquainted');
    await round(3);
    expect(await stage(5)).toBe('approved');
  });

  if (maker.kind === 'postgres') {
    test('while another process is at a book, this one leaves it alone', async () => {
      await server.db.transaction().execute(async (trx) => {
        const row = trx.selectFrom('trustRound').select('bookId').where('bookId', '=', books[0]!);
        await row.forUpdate().execute();
        expect(await step()).toBeUndefined();
      });
    });
  }

  test('the job does it a moment after the commit, and tells the devices', async () => {
    const waiting: { ms: number; run: () => void }[] = [];
    const timer = {
      after: (ms: number, run: () => void) => {
        const entry = { ms, run };
        waiting.push(entry);
        return () => void (waiting.includes(entry) && waiting.splice(waiting.indexOf(entry), 1));
      },
    };
    const poker = await createPoker(server.database, silentLogger);
    const told: PokeNotice[] = [];
    const unsubscribe = poker.subscribe((notice) => void told.push(notice));
    const stop = startTrustRunner({ db: server.db, clock, timer, poker, log: silentLogger });
    const fire = async () => {
      waiting.shift()!.run();
      await expect.poll(() => waiting.length, { timeout: 20_000 }).toBe(1);
    };
    await fire();
    expect(waiting[0]!.ms).toBe(60_000);
    await push(order(6, 3), signal(6, 'ask', 2));
    await expect.poll(() => waiting[0]?.ms, { timeout: 20_000 }).toBe(3_000);
    await fire();
    expect(await stage(6)).toBe('approved');
    await expect.poll(() => told.length, { timeout: 20_000 }).toBeGreaterThan(1);
    unsubscribe();
    await stop();
    await poker.close();
    expect(waiting).toEqual([]);
  });
});
