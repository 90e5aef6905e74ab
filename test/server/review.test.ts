import { beforeAll, expect, test } from 'vitest';
import type { SeedCompany } from '#server/domain/seed.ts';
import { bookLoadOf } from '#shared/domain/plan/book-load.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import type {
  ReviewBook,
  ReviewPromises,
  ReviewDay,
  ReviewItems,
  ReviewSkip,
} from '#shared/protocol/review.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf, testCompany, testId } from '#test/support/test-company.ts';
import { codeOf, insert, noteOf, patch, signIn, type Device } from './device.ts';

const on = '2026-03-02';
const skippedOn = '2026-01-20';
const createdAt = '2026-03-02T00:00:00.000Z';
const lateAfterAt = '2026-03-02T16:00:00.000Z';
const inTime = '2026-03-02T10:00:00.000Z';
const afterwards = '2026-03-03T02:00:00.000Z';

/** The statuses of the worked day: 3 done in time, 2 late, 1 later, 1 open, 3 skipped of which 1 excused. */
const worked: Array<[status: string, statusAt: string | null, skipReason: string | null]> = [
  ['done', inTime, null],
  ['done', inTime, null],
  ['done', lateAfterAt, null],
  ['done', afterwards, null],
  ['done', afterwards, null],
  ['later', inTime, null],
  ['open', null, null],
  ['skipped', inTime, 'no_time'],
  ['skipped', inTime, 'no_time'],
  ['skipped', inTime, 'contacted_us'],
];

async function companyWithPlans(): Promise<SeedCompany> {
  const { seed, reps } = await testCompany({ customersPerBook: 3 });
  const planOf = (rep: number, planOn: string, startedAt: string | null) => ({
    entity: 'plan' as const,
    scopeId: reps[rep - 1]!.id,
    rows: [
      {
        id: testId('customer', 900 + rep),
        createdAt,
        planOn,
        builtAt: createdAt,
        startedAt,
        closedAt: null,
        reflection: rep === 1 ? '今天不错' : '',
        // The third is away, with a promise for that day.
        availableMinutes: rep === 3 ? 0 : 60,
        listHash: '',
      },
    ],
  });
  const items = worked.map(([status, statusAt, skipReason], place) => ({
    id: testId('customer', 1_000 + place),
    createdAt,
    planId: testId('customer', 901),
    planOn: on,
    bookId: reps[0].bookId,
    customerId: customerIdOf(1, 1),
    kind: place === 0 ? 'PROMISE' : 'GAP',
    subject: '',
    score: 1,
    ordinal: place,
    deciMinutes: place === 0 ? 400 : 10,
    reasons: place === 0 ? [{ code: 'overload', params: {} }] : [],
    dueAt: null,
    lateAfterAt,
    status,
    statusAt,
    skipReason,
    displacedAt: null as string | null,
  }));
  const gaveWay = {
    ...items[6]!,
    kind: 'PROMISE',
    deciMinutes: 400,
    id: testId('customer', 1_100),
    planId: testId('customer', 903),
    displacedAt: inTime,
  };
  const doneAllTheSame = {
    ...gaveWay,
    id: testId('customer', 1_101),
    status: 'done',
    statusAt: inTime,
    kind: 'KEYDATE',
  };
  seed.rows.push(planOf(1, on, createdAt), planOf(3, on, null), {
    entity: 'plan_item',
    scopeId: reps[0].id,
    rows: items,
  });
  seed.rows.push({ entity: 'plan_item', scopeId: reps[2]!.id, rows: [gaveWay, doneAllTheSame] });
  const promises = (
    [
      // Kept a day before, in time, and late; overdue; called off; due the day after; of another day.
      ['2026-03-02T10:00:00.000Z', 'kept', '2026-03-01T02:00:00.000Z'],
      ['2026-03-02T10:00:00.000Z', 'kept', '2026-03-02T02:00:00.000Z'],
      ['2026-03-01T10:00:00.000Z', 'kept', '2026-03-02T03:00:00.000Z'],
      ['2026-03-02T10:00:00.000Z', 'open', null],
      ['2026-03-02T10:00:00.000Z', 'cancelled', '2026-03-02T03:00:00.000Z'],
      ['2026-03-03T10:00:00.000Z', 'open', null],
      ['2026-02-20T10:00:00.000Z', 'open', null],
    ] as const
  ).map(([dueAt, status, closedAt], place) => ({
    id: testId('customer', 1_200 + place),
    createdAt,
    createdBy: reps[0].id,
    customerId: customerIdOf(1, 1),
    body: '发报价',
    dueAt,
    status,
    closedAt,
  }));
  // Skipped steps of another day: of NEW-14 in two editions, of one of the company's own, and of no SOP.
  const stepOf = (title: string) => ({
    offsetDays: 0,
    title,
    body: '',
    touchClass: 'care',
    hard: true,
    minutes: 4,
  });
  const sopOf = (number: number, code: string, edition: number, fromOn: string | null, titles: string[]) => ({
    id: testId('customer', 1_300 + number),
    createdAt,
    code,
    name: code === 'OWN' ? '复查' : '新朋友',
    purpose: 'new',
    edition,
    steps: titles.map(stepOf),
    startsBy: null,
    fromOn,
    leadDays: null,
    startsFor: null,
    retiredAt: null,
  });
  const sops = [
    sopOf(1, 'NEW-14', 1, null, ['打招呼', '问需求']),
    sopOf(2, 'NEW-14', 2, '2026-01-02', ['打招呼', '问一个问题']),
    sopOf(3, 'OWN', 1, null, ['约时间']),
  ];
  seed.rows.push({ entity: 'sop', scopeId: seed.company.id, rows: sops });
  const skipsOf = (
    first: number,
    some: readonly (readonly [kind: string, subject: string, reason: string])[],
  ) =>
    some.map(([kind, subject, skipReason], place) => ({
      ...items[9]!,
      id: testId('customer', first + place),
      planOn: skippedOn,
      kind,
      subject,
      skipReason,
    }));
  const ofFirst = skipsOf(1_400, [
    ['SOP_HARD', '1', 'dont_know_how'],
    ['SOP_SOFT', '1', 'dont_know_how'],
    ['SOP_HARD', '1', 'forgot'],
    ['SOP_HARD', 'OWN 2026-01-05 0', 'no_time'],
    ['GAP', '', 'no_time'],
  ]);
  const ofSecond = skipsOf(1_500, [['SOP_HARD', '1', 'dont_know_how']]).map((item) => ({
    ...item,
    bookId: reps[1].bookId,
    customerId: customerIdOf(2, 1),
  }));
  seed.rows.push(
    { entity: 'plan_item', scopeId: reps[0].id, rows: ofFirst },
    { entity: 'plan_item', scopeId: reps[1].id, rows: ofSecond },
  );
  seed.rows.push({ entity: 'promise', scopeId: reps[0].bookId!, rows: promises });
  return seed;
}

describeOnBoth('review', (maker) => {
  let server: CompanyServer;
  let lead: Device;
  const clock = { at: Date.parse('2026-03-03T03:00:00.000Z'), now: () => clock.at };
  const days = async (device: Device, body: object = { from: on, to: on }) =>
    ((await device.post('/v1/review/days', body)).body as { days: ReviewDay[] }).days;

  beforeAll(async () => {
    server = await maker.start({ company: await companyWithPlans(), clock });
    lead = await signIn(server.url, 'lead1');
  });

  test('counts a day by the definitions of R11', async () => {
    const [day] = await days(lead);
    expect(day).toMatchObject({
      personId: server.company.reps[0].id,
      name: 'rep 1',
      teamName: 'Team 1',
      on,
      planned: 10,
      done: 3,
      late: 2,
      skipped: 3,
      excused: 1,
      open: 2,
      skipReasons: { no_time: 2, contacted_us: 1 },
      started: true,
      closed: false,
      displaced: 0,
    });
    expect(day!.doneRate).toBeCloseTo(((3 + 0.5 * 2) / (10 - 1)) * 100, 10);
  });

  test('[G04] skips are told apart by step and rep, a step by the words of the edition the customer is on', async () => {
    const { body } = await lead.post('/v1/review/days', { from: skippedOn, to: skippedOn });
    const { skips } = body as { skips: ReviewSkip[] };
    const lines = skips.map(({ personId, kind, step, reason, count }) =>
      [
        server.company.reps.findIndex(({ id }) => id === personId) + 1,
        step ? `${step.code} ${step.sop} ${step.title}` : kind,
        reason,
        count,
      ].join(' '),
    );
    expect(lines.toSorted()).toEqual([
      '1 GAP no_time 1',
      '1 NEW-14 新朋友 问需求 dont_know_how 2',
      '1 NEW-14 新朋友 问需求 forgot 1',
      '1 OWN 复查 约时间 no_time 1',
      '2 NEW-14 新朋友 问需求 dont_know_how 1',
    ]);
    const other = await signIn(server.url, 'lead2');
    const seen = await other.post('/v1/review/days', { from: skippedOn, to: skippedOn });
    expect(seen.body).toMatchObject({ skips: [] });
  });

  test('[R7.8] what gave way is not missed; done all the same it counts', async () => {
    const admin = await signIn(server.url, 'admin');
    const day = (await days(admin)).find(({ personId }) => personId === server.company.reps[2].id);
    expect(day).toMatchObject({
      planned: 1,
      done: 1,
      open: 0,
      doneRate: 100,
      displaced: 1,
      overloadMinutes: 0,
    });
    const { id } = server.company.reps[2];
    const { items } = (await admin.post('/v1/review/items', { personId: id, on })).body as ReviewItems;
    expect(items.map(({ status, isDisplaced }) => [status, isDisplaced]).sort()).toEqual([
      ['done', false],
      ['open', true],
    ]);
  });

  test('[R2] whether the book of each rep fits, as the device counts it; of the own team', async () => {
    const of = async (device: Device) =>
      ((await device.post('/v1/review/days', { from: on, to: on })).body as { books: ReviewBook[] }).books;
    const books = await of(lead);
    expect(books.map(({ name, customers }) => [name, customers])).toEqual([
      ['rep 1', 3],
      ['rep 2', 3],
    ]);
    expect(books[0]).toMatchObject(bookLoadOf({ B: 3 }, defaultSettings));
    expect(books[0]!.needed).toBeGreaterThan(0);
    expect((await of(await signIn(server.url, 'admin'))).length).toBeGreaterThan(2);
  });

  test('[D15] how promises were kept, early, in time, late and not at all; of the own team', async () => {
    const of = async (device: Device) =>
      ((await device.post('/v1/review/days', { from: on, to: on })).body as { promises: ReviewPromises[] })
        .promises;
    expect(await of(lead)).toEqual([
      {
        personId: server.company.reps[0].id,
        name: 'rep 1',
        ...{ early: 1, kept: 1, late: 1, overdue: 1, rate: 0.5 },
      },
    ]);
    expect(await of(await signIn(server.url, 'lead2'))).toEqual([]);
  });

  test('[R7.1] obligations beyond their share of the day are told to the lead, by the numbers of the rep', async () => {
    // 40 minutes of a promise in a day of 60, of which obligations may take 36.
    expect((await days(lead))[0]).toMatchObject({
      plannedMinutes: 49,
      availableMinutes: 60,
      overloadMinutes: 4,
    });
    const { id } = server.company.reps[0];
    const { items } = (await lead.post('/v1/review/items', { personId: id, on })).body as ReviewItems;
    expect(items.filter(({ isOverload }) => isOverload).map(({ kind }) => kind)).toEqual(['PROMISE']);
  });

  test('shows a lead the own team only, an admin any team', async () => {
    const { reps, teams } = server.company;
    const admin = await signIn(server.url, 'admin');
    expect(new Set((await days(lead)).map(({ personId }) => personId))).toEqual(new Set([reps[0].id]));
    expect((await days(admin)).map(({ personId }) => personId).sort()).toEqual([reps[0].id, reps[2].id]);
    expect(
      (await days(admin, { from: on, to: on, teamId: teams[1].id })).map(({ personId }) => personId),
    ).toEqual([reps[2].id]);
    const otherTeam = await lead.post('/v1/review/days', { from: on, to: on, teamId: teams[1].id });
    expect(codeOf(otherTeam)).toBe('FORBIDDEN');
    const otherRep = await lead.post('/v1/review/items', { personId: reps[2].id, on });
    expect(codeOf(otherRep)).toBe('FORBIDDEN');
    const ownTeam = await lead.post('/v1/review/items', { personId: reps[1].id, on });
    expect(ownTeam.status).toBe(200);
  });

  test('leaves out days without a plan, but today shows who has not begun', async () => {
    const today = await days(lead, { from: '2026-03-01', to: '2026-03-04' });
    expect(
      today
        .filter((day) => day.on === '2026-03-03')
        .map(({ name, planned, started }) => [name, planned, started]),
    ).toEqual([
      ['rep 1', 0, false],
      ['rep 2', 0, false],
    ]);
    expect(today.filter((day) => day.on !== '2026-03-03')).toHaveLength(1);
    expect(today.find((day) => day.on === '2026-03-03')!.doneRate).toBeNull();
  });

  test('lists the items with lateness, and the day’s notes newest first, in the company’s zone', async () => {
    const { bookId, id } = server.company.reps[0];
    const rep = await signIn(server.url, 'rep1');
    const at = (happenedAt: string, body: string) => {
      const note = noteOf(bookId!, customerIdOf(1, 2), body);
      return { ...note, fields: { ...note.fields, happenedAt } };
    };
    await rep.push(
      rep.mutation([
        at('2026-03-01T15:59:59.999Z', 'the evening before'),
        at('2026-03-01T16:00:00.000Z', 'first'),
        at('2026-03-02T15:59:59.999Z', 'last'),
        at('2026-03-02T16:00:00.000Z', 'the day after'),
      ]),
    );
    const { body } = await lead.post('/v1/review/items', { personId: id, on });
    const { items, entries, reflection } = body as ReviewItems;
    expect(items.map(({ isLate }) => isLate)).toEqual(worked.map((_, place) => place === 3 || place === 4));
    expect(items[0]).toMatchObject({ customerName: 'Customer 1.1', tier: 'B' });
    expect(entries.map(({ body: text, kind, customerName }) => [text, kind, customerName])).toEqual([
      ['last', 'note', 'Customer 1.2'],
      ['first', 'note', 'Customer 1.2'],
    ]);
    expect(reflection).toBe('今天不错');
    expect((await days(lead))[0]).toMatchObject({ notes: 2, touches: 0 });
  });

  test('counts neither notes an import carried over nor what belongs to a deleted customer', async () => {
    const { bookId, id } = server.company.reps[0];
    const rep = await signIn(server.url, 'rep1');
    const before = (await days(lead))[0]!;
    const during = (customer: string, body: string, origin: string) => {
      const note = noteOf(bookId!, customer, body);
      return { ...note, fields: { ...note.fields, happenedAt: '2026-03-02T03:00:00.000Z', origin } };
    };
    const gone = customerIdOf(1, 3);
    await rep.push(
      rep.mutation([
        during(customerIdOf(1, 2), 'from a file', 'import'),
        during(gone, 'of a deleted one', 'rep'),
      ]),
    );
    expect((await days(lead))[0]!.notes).toBe(before.notes + 1);
    await rep.push(
      rep.mutation([patch('customer', bookId!, gone, 0, { deletedAt: '2026-03-02T04:00:00.000Z' })]),
    );
    expect((await days(lead))[0]!.notes).toBe(before.notes);
    const { body } = await lead.post('/v1/review/items', { personId: id, on });
    const bodies = (body as ReviewItems).entries.map((entry) => entry.body);
    expect(bodies).not.toContain('from a file');
    expect(bodies).not.toContain('of a deleted one');
  });

  test('adds up the scores of the day’s comments, and has none where nothing was scored', async () => {
    const { bookId } = server.company.reps[0];
    const rep = await signIn(server.url, 'rep1');
    const touchAt = (happenedAt: string, quality: number | null, id = crypto.randomUUID()) =>
      insert(
        'touch',
        bookId!,
        {
          customerId: customerIdOf(1, 2),
          kind: 'comment',
          touchClass: 'care',
          body: '三年没白练',
          happenedAt,
          minutes: null,
          replied: null,
          momentId: null,
          planItemId: null,
          ...(quality === null ? {} : { quality }),
        },
        id,
      );
    expect((await days(lead))[0]).toMatchObject({ scored: 0, qualitySum: 0 });
    const takenBack = crypto.randomUUID();
    await rep.push(
      rep.mutation([
        touchAt('2026-03-01T16:00:00.000Z', 95),
        touchAt('2026-03-02T15:59:59.999Z', 0),
        touchAt('2026-03-02T03:00:00.000Z', null),
        touchAt('2026-03-02T16:00:00.000Z', 60),
        touchAt('2026-03-02T03:00:00.000Z', 100, takenBack),
      ]),
      rep.mutation([patch('touch', bookId!, takenBack, 0, { deletedAt: '2026-03-02T04:00:00.000Z' })]),
    );
    expect((await days(lead))[0]).toMatchObject({ touches: 3, scored: 2, qualitySum: 95 });
    const range = await days(lead, { from: on, to: '2026-03-03' });
    expect(range.map((day) => [day.name, day.on, day.scored, day.qualitySum])).toContainEqual([
      'rep 1',
      '2026-03-03',
      1,
      60,
    ]);
  });

  test('refuses a score that is none', async () => {
    const { bookId } = server.company.reps[0];
    const rep = await signIn(server.url, 'rep1');
    for (const quality of [-1, 101, 50.5, '80']) {
      const fields = {
        customerId: customerIdOf(1, 2),
        kind: 'comment',
        touchClass: 'care',
        body: '',
        happenedAt: inTime,
        minutes: null,
        replied: null,
        momentId: null,
        planItemId: null,
        quality,
      };
      const { results } = await rep.push(rep.mutation([insert('touch', bookId!, fields)]));
      expect(results[0]).toMatchObject({ status: 'rejected', code: 'INVALID' });
    }
  });

  test('refuses more than 92 days, and days in the wrong order', async () => {
    for (const [from, to] of [
      ['2026-01-01', '2026-04-04'],
      ['2026-02-02', '2026-02-01'],
    ]) {
      expect(codeOf(await lead.post('/v1/review/days', { from, to }))).toBe('INVALID');
    }
    expect((await lead.post('/v1/review/days', { from: '2026-01-01', to: '2026-04-03' })).status).toBe(200);
  });
});
