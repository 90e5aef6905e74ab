/** The shared counters of people who are known in several books (rules.md R3, R4). */
import { beforeAll, expect, test } from 'vitest';
import { runOutsideRound, type RoundSize } from '#server/domain/outside/outside-round.ts';
import { startOutsideRunner } from '#server/jobs/outside-runner.ts';
import { createPoker } from '#server/sync/poke.ts';
import { dateOf, dayMs, startOfDate } from '#shared/domain/calendar.ts';
import { planIdOf, planItemIdOf } from '#shared/domain/plan/plan-id.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf, testCompany } from '#test/support/test-company.ts';
import { insert, patch, signIn, type Device, type Row } from './device.ts';

const start = Date.parse('2026-03-10T02:00:00.000Z');

describeOnBoth('counters over books', (maker) => {
  let server: CompanyServer;
  let devices: [Device, Device, Device];
  let books: [string, string, string];
  const clock = { at: start, now: () => clock.at };
  const ago = (days: number, ms = 0) => new Date(clock.at - days * dayMs + ms).toISOString();
  const round = (options: { sweep?: boolean; size?: RoundSize } = {}) =>
    runOutsideRound(server.db, clock, server.company.companyId, options);
  /** Until nothing is left; the number of scopes that got rows. */
  const settle = async (size?: RoundSize) => {
    let written = 0;
    for (let rounds = 0; rounds < 200; rounds++) {
      const done = (await round(size ? { size } : {}))!;
      written += done.notices.length;
      if (!done.hasMore && done.notices.length === 0) return written;
    }
    throw new Error('the rounds never end');
  };
  const rowsOf = async (rep: number) =>
    server.db
      .selectFrom('outside_contact')
      .selectAll()
      .where('scopeId', '=', books[rep - 1]!)
      .where('deletedAt', 'is', null)
      .execute();
  const rowOf = async (rep: number, place: number) =>
    (await rowsOf(rep)).find(({ customerId }) => customerId === customerIdOf(rep, place));
  const versions = async () =>
    (await server.db.selectFrom('scope').select(['id', 'version']).orderBy('id').execute()).map(
      ({ id, version }) => `${id} ${version}`,
    );
  const contact = (rep: number, place: number, kind: string, value: string) =>
    insert('contact_point', books[rep - 1]!, {
      customerId: customerIdOf(rep, place),
      kind,
      value,
      label: '',
    });
  const touch = (rep: number, place: number, happenedAt: string, fields: object = {}) =>
    insert('touch', books[rep - 1]!, {
      customerId: customerIdOf(rep, place),
      kind: 'chat',
      touchClass: 'care',
      body: '只有本人知道的话',
      happenedAt,
      minutes: null,
      replied: null,
      momentId: null,
      planItemId: null,
      ...fields,
    });
  const planOf = (personId: string, planOn: string) => ({
    ...insert('plan', personId, {
      planOn,
      builtAt: ago(0),
      startedAt: null,
      closedAt: null,
      reflection: '',
      availableMinutes: 300,
      listHash: '',
    }),
    id: planIdOf(personId, planOn),
  });
  const dayOf = (days: number) => dateOf(clock.at - days * dayMs);
  const asked = (rep: number, place: number, kind: 'NPS' | 'REFERRAL', days: number) => {
    const personId = server.company.reps[rep - 1]!.id;
    const on = dayOf(days);
    const customerId = customerIdOf(rep, place);
    return {
      ...insert('plan_item', personId, {
        planId: planIdOf(personId, on),
        planOn: on,
        bookId: books[rep - 1],
        customerId,
        kind,
        subject: '',
        score: 380,
        ordinal: 1,
        deciMinutes: 20,
        reasons: [],
        dueAt: null,
        lateAfterAt: ago(days),
        status: 'done',
        statusAt: ago(days),
        skipReason: null,
      }),
      id: planItemIdOf(planIdOf(personId, on), kind, customerId, ''),
    };
  };
  const push = async (rep: number, ...writes: ReturnType<typeof insert>[]) => {
    const device = devices[rep - 1]!;
    const { results } = await device.push(device.mutation(writes));
    expect(results).toMatchObject([{ status: 'applied' }]);
    return writes[0]!.id;
  };

  beforeAll(async () => {
    server = await maker.start({ company: (await testCompany({ customersPerBook: 9 })).seed, clock });
    books = server.company.reps.map(({ bookId }) => bookId!) as typeof books;
    devices = [
      await signIn(server.url, 'rep1'),
      await signIn(server.url, 'rep2'),
      await signIn(server.url, 'rep3'),
    ];
    await settle();
  });

  test('a mobile in another form, or a WeChat id, makes one person; the times reach the other book without text', async () => {
    await push(1, contact(1, 1, 'phone', '+86 138-0013-8001'), touch(1, 1, ago(2)), touch(1, 1, ago(31)));
    await push(2, contact(2, 1, 'phone', '13800138001'), touch(2, 1, ago(1), { touchClass: 'promo' }));
    await push(3, contact(3, 1, 'wechat', ' 13800138001'), touch(3, 1, ago(3), { kind: 'like' }));
    await push(1, contact(1, 2, 'phone', '010-62770001'), touch(1, 2, ago(2)));
    await push(2, contact(2, 2, 'phone', '010-62770001'), touch(2, 2, ago(2)));
    expect(await settle()).toBe(3);
    expect(await rowOf(1, 1)).toMatchObject({ talkAts: [ago(1)], promoAts: [ago(1)], householdPromoAts: [] });
    expect(await rowOf(2, 1)).toMatchObject({ talkAts: [ago(2)], promoAts: [], openOn: null });
    expect((await rowOf(3, 1))!.talkAts).toEqual([ago(2), ago(1)]);
    // Likes and comments count over the books too.
    expect(await rowOf(1, 1)).toMatchObject({ likeAts: [ago(3)], commentAts: [] });
    expect((await rowOf(3, 1))!.likeAts).toEqual([]);
    // A landline is the number of many.
    expect(await rowsOf(1)).toHaveLength(1);
    expect(JSON.stringify(await rowsOf(1))).not.toContain('只有本人');
    const pulled = (await devices[0].pullAll()).get('outside_contact')!;
    expect([...pulled.values()].map((row: Row) => [row.customerId, row.talkAts])).toEqual([
      [customerIdOf(1, 1), [ago(1)]],
    ]);
  });

  test('a round with nothing new writes nothing and moves no version', async () => {
    const before = await versions();
    expect(await round()).toEqual({ notices: [], hasMore: false });
    await push(
      1,
      insert('note', books[0], {
        customerId: customerIdOf(1, 1),
        body: '一条记录',
        happenedAt: ago(0),
        origin: 'rep',
      }),
    );
    const after = await versions();
    expect(after).not.toEqual(before);
    expect(await round({ sweep: true })).toEqual({ notices: [], hasMore: false });
    expect(await versions()).toEqual(after);
  });

  test('rows are stamped with the book’s next version, so a device gets each change once', async () => {
    await devices[1].pullAll();
    await push(1, touch(1, 1, ago(0)));
    await settle();
    const pulled = await devices[1].pull();
    const [row] = pulled.rows('outside_contact');
    expect(row).toMatchObject({ customerId: customerIdOf(2, 1), talkAts: [ago(2), ago(0)] });
    expect(row!.version).toBe(pulled.head.scopes.find(({ id }) => id === books[1])!.version);
    expect((await devices[1].pull()).rows('outside_contact')).toEqual([]);
  });

  test('[R4] comment and chat about one post are one talk, and asked-for service is none', async () => {
    await push(1, contact(1, 3, 'wechat', 'WangJie_88'));
    await push(2, contact(2, 3, 'wechat', 'wangjie_88'));
    const moment = insert('moment', books[0], {
      customerId: customerIdOf(1, 3),
      kind: 'work',
      body: '升职',
      postedAt: ago(3),
    });
    await push(
      1,
      moment,
      touch(1, 3, ago(2), { kind: 'comment', momentId: moment.id }),
      touch(1, 3, ago(2, 60_000), { momentId: moment.id }),
      touch(1, 3, ago(1), { touchClass: 'service' }),
    );
    await settle();
    expect(await rowOf(2, 3)).toMatchObject({ talkAts: [ago(2, 60_000)], promoAts: [] });
    expect(await rowOf(1, 3)).toBeUndefined();
  });

  test('[R3] an open proactive item of a started list reaches the other book, and goes when it is settled', async () => {
    const rep = server.company.reps[0].id;
    const on = dateOf(clock.at);
    const planId = planIdOf(rep, on);
    const customerId = customerIdOf(1, 3);
    const item = (kind: 'GAP' | 'PATROL') => ({
      ...insert('plan_item', rep, {
        planId,
        planOn: on,
        bookId: books[0],
        customerId,
        kind,
        subject: '',
        score: 600,
        ordinal: 1,
        deciMinutes: 40,
        reasons: [],
        dueAt: null,
        lateAfterAt: ago(-1),
        status: 'open',
        statusAt: null,
        skipReason: null,
      }),
      id: planItemIdOf(planId, kind, customerId, ''),
    });
    const plan = planOf(rep, on);
    await push(1, plan, item('PATROL'));
    await push(1, patch('plan', rep, planId, 0, { startedAt: ago(0) }));
    expect(await settle()).toBe(0);
    await push(1, item('GAP'));
    await settle();
    expect((await rowOf(2, 3))!.openOn).toBe(on);
    await push(1, patch('plan_item', rep, item('GAP').id, 99, { status: 'done', statusAt: ago(0) }));
    await settle();
    expect((await rowOf(2, 3))!.openOn).toBeNull();
  });

  test('[R4] promo of a household counts over books, also through a card of one of them in another book', async () => {
    const householdId = '0190aaaa-0000-7000-8000-000000000001';
    const member = (place: number) =>
      insert('household_member', books[0], { customerId: customerIdOf(1, place), householdId, relation: '' });
    // In book 1 wife and husband live together; the husband is in book 2 as well.
    await push(1, member(4), member(5), contact(1, 5, 'phone', '13900139005'));
    const mobile = await push(
      2,
      contact(2, 5, 'phone', '13900139005'),
      touch(2, 5, ago(4), { touchClass: 'promo' }),
    );
    await settle();
    expect(await rowOf(1, 4)).toMatchObject({ householdPromoAts: [ago(4)], promoAts: [], talkAts: [] });
    expect(await rowOf(1, 5)).toMatchObject({ promoAts: [ago(4)], householdPromoAts: [] });
    await push(1, touch(1, 4, ago(6), { touchClass: 'promo' }));
    await settle();
    expect(await rowOf(2, 5)).toMatchObject({ householdPromoAts: [ago(6)], promoAts: [] });
    // It was somebody else's number: the wife's card, two steps away, forgets it too.
    await push(2, patch('contact_point', books[1], mobile, 99, { value: '13900139999' }));
    await settle();
    for (const [rep, place] of [
      [1, 4],
      [1, 5],
      [2, 5],
    ] as const)
      expect(await rowOf(rep, place)).toBeUndefined();
  });

  test('[R4] 别发了, complaint, block, ask and gift reach the person’s other books, the first three the household', async () => {
    const householdId = '0190aaaa-0000-7000-8000-000000000002';
    const member = (place: number) =>
      insert('household_member', books[0], { customerId: customerIdOf(1, place), householdId, relation: '' });
    const signal = (rep: number, place: number, kind: string, happenedAt: string) =>
      insert('signal', books[rep - 1]!, {
        customerId: customerIdOf(rep, place),
        kind,
        body: '只有本人知道的话',
        happenedAt,
        dueAt: null,
        closedAt: null,
        formerStatus: null,
      });
    // The wife is in book 1 alone, the husband in books 1 and 2.
    await push(1, member(8), member(9), contact(1, 9, 'phone', '13900139009'));
    await push(2, contact(2, 9, 'phone', '13900139009'));
    const complaint = signal(1, 8, 'complaint', ago(5));
    await push(1, complaint, signal(1, 8, 'message', ago(1)));
    await settle();
    // The device of book 1 knows its own; the husband's card in book 2 is the one that has to be told.
    expect(await rowOf(2, 9)).toMatchObject({
      householdFrozenAt: ago(5),
      complaintAt: null,
      stopAskedAt: null,
    });
    expect([await rowOf(1, 8), await rowOf(1, 9)]).toEqual([undefined, undefined]);
    await push(1, patch('signal', books[0], complaint.id, 399, { deletedAt: ago(0) }));
    await settle();
    expect(await rowOf(2, 9)).toBeUndefined();
    await push(
      2,
      signal(2, 9, 'stop', ago(4)),
      signal(2, 9, 'complaint', ago(6)),
      signal(2, 9, 'deleted_us', ago(3)),
    );
    await settle();
    const told = { stopAskedAt: ago(4), complaintAt: ago(6), householdFrozenAt: ago(3) };
    expect(await rowOf(1, 9)).toMatchObject({ ...told, servedAt: null });
    expect(await rowOf(1, 8)).toMatchObject({
      householdFrozenAt: ago(3),
      stopAskedAt: null,
      complaintAt: null,
    });
    // A service before the last of them is none.
    await push(2, touch(2, 9, ago(5), { touchClass: 'service' }));
    await settle();
    expect((await rowOf(1, 9))!.servedAt).toBeNull();
    await push(2, touch(2, 9, ago(2), { touchClass: 'service' }));
    // So is one done here, for who waits there.
    await push(1, touch(1, 9, ago(1), { touchClass: 'service' }));
    await settle();
    expect((await rowOf(1, 9))!.servedAt).toBe(ago(2));
    expect(await rowOf(2, 9)).toMatchObject({ servedAt: ago(1), stopAskedAt: null });
    expect(JSON.stringify([...(await rowsOf(1)), ...(await rowsOf(2))])).not.toContain('只有本人');
  });

  test('[R4] the last ask of each kind and the last gift reach the person’s other books, for as long as they count', async () => {
    const rep = server.company.reps[1].id;
    const referral = asked(2, 9, 'REFERRAL', 50);
    await push(2, ...[50, 80, 91].map((days) => planOf(rep, dayOf(days))));
    await push(2, asked(2, 9, 'NPS', 80), asked(2, 9, 'NPS', 91), referral);
    await push(
      2,
      insert('surprise', books[1], {
        customerId: customerIdOf(2, 9),
        body: '一束花',
        priceFen: 5_000,
        status: 'given',
        givenAt: ago(20),
      }),
    );
    await settle();
    expect(await rowOf(1, 9)).toMatchObject({
      npsAskedAt: ago(80),
      referralAskedAt: ago(50),
      surprisedAt: ago(20),
    });
    // The husband was asked, not the wife.
    expect(await rowOf(1, 8)).toMatchObject({ npsAskedAt: null, referralAskedAt: null, surprisedAt: null });
    await push(2, patch('plan_item', rep, referral.id, 399, { status: 'open', statusAt: null }));
    await push(
      2,
      insert('endorsement', books[1], {
        customerId: customerIdOf(2, 9),
        kind: 'nps',
        score: 9,
        isPaid: false,
        body: '',
        happenedOn: dayOf(10),
      }),
    );
    await settle();
    expect(await rowOf(1, 9)).toMatchObject({
      npsAskedAt: startOfDate(dayOf(10)),
      referralAskedAt: null,
    });
  });

  test('[R19] what the list of the former owner asked is known to whoever takes the book over', async () => {
    const rep = server.company.reps[2].id;
    const item = asked(3, 6, 'NPS', 30);
    await push(3, planOf(rep, dayOf(30)), item);
    await settle();
    // Nobody else knows the person, by no key.
    expect(await rowOf(3, 6)).toMatchObject({ npsAskedAt: ago(30), referralAskedAt: null, talkAts: [] });
    expect((await rowsOf(3)).length).toBe(2);
    const admin = await signIn(server.url, 'admin');
    const give = async (fromPersonId: string, toPersonId: string) =>
      expect(
        (
          await admin.post('/v1/admin/book/reassign', {
            bookId: books[2],
            fromPersonId,
            toPersonId,
            reason: '换人',
          })
        ).status,
      ).toBe(200);
    await give(rep, server.company.reps[0].id);
    const told = [...(await devices[0].pullAll()).get('outside_contact')!.values()];
    expect(told.find(({ customerId }) => customerId === customerIdOf(3, 6))).toMatchObject({
      npsAskedAt: ago(30),
    });
    await give(server.company.reps[0].id, rep);
    await push(3, patch('plan_item', rep, item.id, 499, { status: 'open', statusAt: null }));
    await settle();
    expect(await rowOf(3, 6)).toBeUndefined();
  });

  test('who is no longer the same person loses the times on both sides', async () => {
    const id = await push(1, contact(1, 6, 'phone', '13700137006'), touch(1, 6, ago(1)));
    await push(2, contact(2, 6, 'phone', '13700137006'), touch(2, 6, ago(2)));
    await settle();
    expect((await rowOf(1, 6))!.talkAts).toEqual([ago(2)]);
    await push(1, patch('contact_point', books[0], id, 99, { value: '13700137999' }));
    await settle();
    expect([await rowOf(1, 6), await rowOf(2, 6)]).toEqual([undefined, undefined]);
    await push(1, patch('contact_point', books[0], id, 199, { value: '137 0013 7006' }));
    await settle();
    expect((await rowOf(2, 6))!.talkAts).toEqual([ago(1)]);
    // A deleted customer is nobody any more.
    await push(2, patch('customer', books[1], customerIdOf(2, 6), 199, { deletedAt: ago(0) }));
    await settle();
    expect(await rowOf(1, 6)).toBeUndefined();
  });

  test('a customer who moves to the other book leaves nothing behind', async () => {
    await push(1, contact(1, 7, 'phone', '13600136007'), touch(1, 7, ago(1)));
    await push(3, contact(3, 7, 'phone', '13600136007'), touch(3, 7, ago(2)));
    await settle();
    expect((await rowOf(3, 7))!.talkAts).toEqual([ago(1)]);
    const admin = await signIn(server.url, 'admin');
    const answer = await admin.post('/v1/admin/book/split', {
      fromBookId: books[0],
      toBookId: books[2],
      customerIds: [customerIdOf(1, 7)],
      fromPersonId: server.company.reps[0].id,
      reason: '搬家',
    });
    expect(answer.status).toBe(200);
    await expect
      .poll(async () => (await server.db.selectFrom('bookSplit').select('status').execute()).at(-1)?.status)
      .toBe('done');
    await settle();
    expect(await rowOf(3, 7)).toBeUndefined();
    expect((await rowsOf(3)).map(({ customerId }) => customerId)).toEqual([customerIdOf(3, 1)]);
  });

  test('small rounds come to the same end as one; of several at once only one works', async () => {
    await server.db.deleteFrom('outsideMark').execute();
    const before = await versions();
    const at = await Promise.all(Array.from({ length: 6 }, () => round({ size: { scopes: 1, rows: 1 } })));
    expect(at.some((done) => done !== undefined)).toBe(true);
    await settle({ scopes: 1, rows: 1 });
    expect(await versions()).toEqual(before);
  });

  test('when the times have grown old the row goes, without anything else having changed', async () => {
    const sweep = async () =>
      (await round({ sweep: true }))!.notices.map((notice) => ('scope' in notice ? notice.scope : ''));
    const known = async () =>
      (await Promise.all([1, 2, 3].map(rowsOf))).flat().map(({ customerId }) => customerId);
    clock.at += 32 * dayMs;
    expect(await settle()).toBe(0);
    expect((await sweep()).sort()).toEqual([...books].sort());
    // What counts for longer than talks stays.
    expect((await known()).sort()).toEqual(
      [customerIdOf(1, 8), customerIdOf(1, 9), customerIdOf(2, 9)].sort(),
    );
    clock.at += 60 * dayMs;
    expect(await settle()).toBe(0);
    expect((await sweep()).sort()).toEqual([books[0], books[1]].sort());
    expect(await known()).toEqual([]);
    expect(await settle()).toBe(0);
  });

  test('the job does it by itself soon after a commit, and then waits', async () => {
    const waiting: { ms: number; run: () => void }[] = [];
    const timer: Timer = {
      after(ms, run) {
        const entry = { ms, run };
        waiting.push(entry);
        return () => void (waiting.includes(entry) && waiting.splice(waiting.indexOf(entry), 1));
      },
    };
    const fire = async () => {
      waiting.shift()!.run();
      await expect.poll(() => waiting.length).toBe(1);
    };
    const poker = await createPoker(server.database, silentLogger);
    const stop = startOutsideRunner({ db: server.db, clock, timer, poker, log: silentLogger });
    await fire();
    expect(waiting[0]!.ms).toBe(60_000);
    await push(1, contact(1, 8, 'phone', '13500135008'));
    await push(2, contact(2, 8, 'phone', '13500135008'), touch(2, 8, ago(1)));
    await expect.poll(() => waiting[0]!.ms).toBe(1_500);
    await fire();
    expect((await rowOf(1, 8))!.talkAts).toEqual([ago(1)]);
    // Its own write is a commit too; the round after it finds nothing and the wait is the long one again.
    await expect.poll(() => waiting[0]!.ms).toBe(1_500);
    await fire();
    await stop();
    await poker.close();
    expect(waiting).toEqual([]);
  });
});
