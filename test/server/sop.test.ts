/** SOPs (rules.md R8): admins publish editions, leads look, whoever is on one stays on the edition of the day they began. */
import { beforeAll, expect, test } from 'vitest';
import { createCompany } from '#server/domain/company.ts';
import { openCompanyWriter } from '#server/domain/company-row.ts';
import { insertStarter, starterSops } from '#server/domain/starter-sop.ts';
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import type { Sop } from '#shared/domain/entity/company.ts';
import { sellingWords } from '#shared/domain/plan/draft.ts';
import { triggerOf } from '#shared/domain/plan/sop/bank.ts';
import { sopProblems, type SopFields } from '#shared/domain/plan/sop/check.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { SopAudienceCount, SopChangeResult, SopLine } from '#shared/protocol/sop.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { cheapArgon2, customerFields } from '#test/support/test-company.ts';
import { codeOf, insert, signIn, type Device } from './device.ts';

const step = { offsetDays: 0, title: '问好', body: '', touchClass: 'care', hard: false, minutes: 4 } as const;
const fields = (own: Partial<SopFields> = {}): SopFields => ({
  name: '复查',
  purpose: 'care',
  startsBy: 'hand',
  leadDays: null,
  startsFor: null,
  steps: [step, { ...step, offsetDays: 5, title: '再问' }],
  ...own,
});

describeOnBoth('SOPs', (maker) => {
  let server: CompanyServer;
  let lead: Device;
  let admin: Device;
  let rep: Device;
  const change = (device: Device, body: object) => device.post('/v1/sop/change', body);
  async function done(body: object): Promise<SopChangeResult> {
    const answer = await change(admin, body);
    expect([body, answer.status]).toEqual([body, 200]);
    return answer.body as SopChangeResult;
  }
  const rows = async () =>
    (await server.db.selectFrom('sop').selectAll().orderBy('id').execute()) as unknown as Sop[];
  async function line(code: string): Promise<SopLine> {
    const { body } = await lead.get('/v1/sop/list');
    return (body as { sops: SopLine[] }).sops.find((sop) => sop.code === code)!;
  }
  const today = () => dateOf(Date.now());

  beforeAll(async () => {
    server = await maker.start({});
    lead = await signIn(server.url, 'lead1');
    admin = await signIn(server.url, 'admin');
    rep = await signIn(server.url, 'rep1');
  });

  test('made from today, published anew from tomorrow, by day; codes of its own', async () => {
    const { code, edition } = await done({ do: 'create', fields: fields({ name: ' 复查 ' }) });
    expect([code, edition]).toEqual(['SOP-1', 1]);
    const whom = { name: 'A 和 B', segment: { is: 'tier', anyOf: ['A', 'B'] } } as SopFields['startsFor'];
    const steps = [
      { ...step, offsetDays: 9 },
      { ...step, offsetDays: 2, windowHours: [2, 24], channel: 'comment' },
    ];
    await done({
      do: 'publish',
      code,
      seenEdition: 1,
      fields: { ...fields({ startsBy: 'order', startsFor: whom }), steps },
    });
    expect((await line(code))!.editions.map(({ startsFor }) => startsFor)).toEqual([whom, null]);
    expect(await line(code)).toMatchObject({
      isStarter: false,
      retiredAt: null,
      editions: [
        {
          edition: 2,
          startsBy: 'order',
          fromOn: addDays(today(), 1),
          publishedBy: expect.any(String),
          running: 0,
        },
        { edition: 1, name: '复查', startsBy: 'hand', fromOn: today() },
      ],
    });
    const [newest] = (await line(code)).editions;
    expect(newest!.steps.map(({ offsetDays }) => offsetDays)).toEqual([2, 9]);
    expect(newest!.steps[0]).toMatchObject({ windowHours: [2, 24], channel: 'comment' });
    expect((await done({ do: 'create', fields: fields() })).code).toBe('SOP-2');
  });

  test('what was published is taken back while nobody can be on it, its code and number never come again', async () => {
    const { code } = await done({ do: 'create', fields: fields() });
    await done({ do: 'publish', code, seenEdition: 1, fields: fields({ name: '新的' }) });
    expect(codeOf(await change(admin, { do: 'publish', code, seenEdition: 1, fields: fields() }))).toBe(
      'STALE',
    );
    expect(await done({ do: 'takeBack', code, seenEdition: 2 })).toEqual({ code, edition: 1 });
    expect((await line(code)).editions.map(({ name }) => name)).toEqual(['复查']);
    expect((await done({ do: 'publish', code, seenEdition: 1, fields: fields() })).edition).toBe(3);
    await done({ do: 'takeBack', code, seenEdition: 3 });
    await done({ do: 'takeBack', code, seenEdition: 1 });
    expect(await line(code)).toBeUndefined();
    expect((await done({ do: 'create', fields: fields() })).code).not.toBe(code);
  });

  test('it counts who is on which edition: by hand, and by being new; who left and who is through is not', async () => {
    const { code } = await done({ do: 'create', fields: fields() });
    const own = await done({ do: 'create', fields: fields({ startsBy: 'newCustomer', purpose: 'new' }) });
    const book = server.company.reps[0].bookId!;
    const begin = (days: number, left = false) => {
      const customerId = crypto.randomUUID();
      const startedOn = addDays(today(), -days);
      return [
        insert('customer', book, customerFields({ tier: 'N', addedOn: startedOn }), customerId),
        insert('sop_enrolment', book, {
          customerId,
          code,
          startedOn,
          byHand: true,
          leftAt: left ? new Date().toISOString() : null,
          leftReason: left ? 'goal' : null,
          leftNote: '',
        }),
      ];
    };
    const writes = [begin(0), begin(0), begin(3), begin(0, true), begin(20)].flat();
    const { results } = await rep.push(rep.mutation(writes));
    expect(results.map(({ status }) => status)).toEqual(['applied']);
    expect((await line(code)).editions[0]!.running).toBe(3);
    // New today: those of before are not for a SOP that was made today.
    expect((await line(own.code)).editions[0]!.running).toBe(3);
    expect(codeOf(await change(admin, { do: 'takeBack', code, seenEdition: 1 }))).toBe('STALE');
  });

  test('it retires and returns; another edition of a retired one stays retired', async () => {
    const { code } = await done({ do: 'create', fields: fields() });
    await done({ do: 'retire', code, seenEdition: 1 });
    await done({ do: 'publish', code, seenEdition: 1, fields: fields() });
    expect((await line(code)).retiredAt).not.toBeNull();
    await done({ do: 'restore', code, seenEdition: 2 });
    expect((await line(code)).retiredAt).toBeNull();
  });

  test('nobody but an admin changes one, a rep does not see the figures, and what is no SOP is refused', async () => {
    const { code } = await done({ do: 'create', fields: fields() });
    const before = await rows();
    for (const device of [rep, lead])
      expect(codeOf(await change(device, { do: 'create', fields: fields() }))).toBe('FORBIDDEN');
    expect(codeOf(await rep.get('/v1/sop/list'))).toBe('FORBIDDEN');
    const of = (own: Partial<SopFields>) => ({ do: 'create', fields: fields(own) });
    const withStep = (own: object) => of({ steps: [{ ...step, ...own }] });
    const wrong: [object, string][] = [
      [of({ name: '  ' }), 'INVALID'],
      [of({ name: '长'.repeat(101) }), 'INVALID'],
      [of({ name: '\u{d800}' }), 'INVALID'],
      [of({ steps: [] }), 'INVALID'],
      [of({ steps: [step, step] }), 'INVALID'],
      [withStep({ offsetDays: -1 }), 'INVALID'],
      [withStep({ offsetDays: 366 }), 'INVALID'],
      [withStep({ windowHours: [-1, 2] }), 'INVALID'],
      [withStep({ minutes: 241 }), 'INVALID'],
      [withStep({ title: ' ' }), 'INVALID'],
      [withStep({ body: '字'.repeat(2_001) }), 'INVALID'],
      [of({ startsBy: 'keyDate', leadDays: null }), 'INVALID'],
      [of({ startsBy: 'keyDate', leadDays: 4 }), 'INVALID'],
      // Its first talk would end it.
      [
        of({
          startsBy: 'order',
          startsFor: { name: '久未联系', segment: { not: { is: 'quietDays', atLeast: 9 } } },
        }),
        'INVALID',
      ],
      [{ do: 'publish', code: 'nothing', seenEdition: 1, fields: fields() }, 'NOT_FOUND'],
      [{ do: 'retire', code, seenEdition: 2 }, 'STALE'],
    ];
    for (const [body, refused] of wrong)
      expect([body, codeOf(await change(admin, body))]).toEqual([body, refused]);
    expect(await rows()).toEqual(before);
  });

  test('[C03] whom a saved view means is counted over the whole company, before anything is published', async () => {
    const count = async (device: Device, segment: object) => device.post('/v1/sop/audience', { segment });
    const whole = (await count(admin, { is: 'status', anyOf: ['active'] })).body as SopAudienceCount;
    expect(whole.customers).toBe(whole.of);
    expect(whole.of).toBeGreaterThan(3);
    const book = server.company.reps[0].bookId!;
    const ids = [0, 1, 2, 3].map(() => uuidv7(systemClock));
    const writes = [{}, {}, { consent: 'none' }, { status: 'blocked_us' }].map((own, place) =>
      insert('customer', book, customerFields({ city: '大理', ...own }), ids[place]),
    );
    const tag = { customerId: ids[0], tagId: null, name: '孕妈', reason: '', expiresOn: null };
    const { results } = await rep.push(rep.mutation([...writes, insert('customer_tag', book, tag)]));
    expect(results.map(({ status }) => status)).toEqual(['applied']);
    const inCity = { is: 'city', anyOf: ['大理'] };
    expect((await count(lead, inCity)).body).toEqual({ customers: 2, of: whole.of + 2 });
    const both = { all: [inCity, { is: 'tag', anyOf: ['孕妈'] }] };
    expect((await count(admin, both)).body).toEqual({ customers: 1, of: whole.of + 2 });
    expect(codeOf(await count(rep, inCity))).toBe('FORBIDDEN');
    expect(codeOf(await count(admin, { is: 'due' }))).toBe('INVALID');
  });

  test('[R8] a new company has the starters from its first day, each as an admin could publish it', async () => {
    const wanted = { slug: 'fresh', name: '新公司', adminAccount: 'admin' };
    const { companyId } = await createCompany(server.db, systemClock, cheapArgon2, wanted);
    const made = (await server.db
      .selectFrom('sop')
      .selectAll()
      .where('scopeId', '=', companyId)
      .execute()) as unknown as Sop[];
    const codes = ['NEW-14', 'HIGH-TICKET', 'AFTERSALE', 'REWARM', 'HANDOVER', 'REFERRAL', 'KEYDATE'];
    expect(made.map(({ code }) => code).toSorted()).toEqual(codes.toSorted());
    const daysOf = (code: string) =>
      made.find((one) => one.code === code)!.steps.map(({ offsetDays, channel }) => channel ?? offsetDays);
    expect(daysOf('NEW-14')).toEqual([0, 1, 3, 7, 14]);
    expect(daysOf('AFTERSALE')).toEqual([2, 14, 30, 60]);
    expect(daysOf('REWARM')).toEqual(['like', 'comment', 'chat']);
    for (const sop of made) {
      expect(sop).toMatchObject({ edition: 1, fromOn: null, retiredAt: null });
      const startsBy = triggerOf(sop);
      const leadDays = startsBy === 'keyDate' ? 1 : null;
      expect([sop.code, sopProblems({ ...sop, startsBy, leadDays, startsFor: null })]).toEqual([
        sop.code,
        [],
      ]);
      for (const { body, touchClass } of sop.steps) {
        const marks = [...body.matchAll(/\{(.*?)\}/g)].map(([, mark]) => mark);
        expect(['称呼', '我', '事', '时间']).toEqual(expect.arrayContaining(marks));
        if (touchClass !== 'promo') expect([body, sellingWords(body, defaultSettings)]).toEqual([body, []]);
      }
    }
  });

  test('[R8] a company of before is offered the starters it lacks: from today, never over one of its own, never twice', async () => {
    const left = async () =>
      ((await admin.get('/v1/sop/list')).body as { startersLeft: { code: string }[] }).startersLeft.map(
        ({ code }) => code,
      );
    // One of its own under the code, retired meanwhile, stays as it is.
    const own = { code: 'KEYDATE', name: '自己的', purpose: 'care', steps: [step] } as const;
    await server.db.transaction().execute(async (trx) => {
      const writer = await openCompanyWriter(trx, systemClock, server.company.companyId, null);
      await insertStarter(writer, systemClock, { ...own, steps: [step] }, { fromOn: null });
    });
    await done({ do: 'retire', code: 'KEYDATE', seenEdition: 1 });
    const before = (await rows()).filter(({ code }) => code === 'KEYDATE');
    const codes = starterSops.map(({ code }) => code).filter((code) => code !== 'KEYDATE');
    expect(await left()).toEqual(codes);
    expect(codeOf(await change(rep, { do: 'addStarter', code: 'REWARM' }))).toBe('FORBIDDEN');
    expect(codeOf(await change(admin, { do: 'addStarter', code: 'KEYDATE' }))).toBe('STALE');
    expect(codeOf(await change(admin, { do: 'addStarter', code: 'SOP-1' }))).toBe('NOT_FOUND');
    const twice = await Promise.all([0, 1].map(() => change(admin, { do: 'addStarter', code: 'REWARM' })));
    expect(twice.map((answer) => codeOf(answer) ?? answer.status).toSorted()).toEqual([200, 'STALE']);
    for (const code of codes.filter((one) => one !== 'REWARM')) await done({ do: 'addStarter', code });
    expect(await left()).toEqual([]);
    expect((await line('NEW-14'))!.editions).toMatchObject([
      { edition: 1, fromOn: today(), name: '新朋友十四天' },
    ]);
    // The days after an order are there without it: who is on them goes on.
    expect((await line('AFTERSALE'))!.editions).toMatchObject([{ edition: 1, fromOn: null }]);
    await done({ do: 'takeBack', code: 'NEW-14', seenEdition: 1 });
    expect(await left()).toEqual(['NEW-14']);
    expect(await done({ do: 'addStarter', code: 'NEW-14' })).toEqual({ code: 'NEW-14', edition: 2 });
    expect((await rows()).filter(({ code }) => code === 'KEYDATE')).toEqual(before);
  });
});
