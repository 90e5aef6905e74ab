/** What a lead sees of complaints and blocks, and signs (rules.md R4). */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '#server/domain/audit.ts';
import type { SeedCompany } from '#server/domain/seed.ts';
import { dayMs } from '#shared/domain/calendar.ts';
import type { Autopsy } from '#shared/protocol/autopsy.ts';
import type { ReviewSignals } from '#shared/protocol/review.ts';
import type { Write } from '#shared/protocol/sync.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf, testCompany, testId } from '#test/support/test-company.ts';
import { codeOf, insert, patch, signIn, type Device } from './device.ts';

const now = Date.parse('2026-03-10T03:00:00.000Z');
const ago = (days: number, ms = 0) => new Date(now - days * dayMs + ms).toISOString();
const idOf = (place: number) => testId('customer', 900_000 + place);

/** Of rep 1: 200 talks of the last days and two blocks; a complaint, an old 别发了 and one that is taken back. */
async function company(): Promise<SeedCompany> {
  const { seed, reps } = await testCompany({ customersPerBook: 3 });
  const signal = (place: number, rep: number, kind: string, days: number, fields: object = {}) => ({
    id: idOf(place),
    createdAt: ago(days),
    createdBy: reps[rep - 1]!.id,
    customerId: customerIdOf(rep, 1),
    kind,
    body: kind,
    happenedAt: ago(days),
    dueAt: null,
    closedAt: null,
    formerStatus: null,
    ...fields,
  });
  const touches = Array.from({ length: 200 }, (_, place) => ({
    id: idOf(1_000 + place),
    createdAt: ago(2),
    createdBy: reps[0].id,
    customerId: customerIdOf(1, place < 2 ? 1 : 2),
    kind: 'chat',
    touchClass: place < 2 ? 'promo' : 'care',
    body: place < 2 ? '新品到店' : '',
    happenedAt: ago(2, place),
    minutes: null,
    replied: place < 2 ? false : null,
    momentId: null,
    planItemId: place === 1 ? idOf(3_000) : null,
  }));
  const others = touches.slice(0, 50).map((touch, place) => ({
    ...touch,
    id: idOf(2_000 + place),
    ...(place < 25 ? { kind: 'like' } : { createdBy: reps[1].id }),
  }));
  /** The last talk with customer 1 was the item of the list about this offer. */
  const offer = {
    id: idOf(4_000),
    createdAt: ago(9),
    createdBy: null,
    kind: 'promo',
    title: '新品到店',
    body: '',
    concern: '',
    ordinal: 1,
    offerFromOn: null,
    offerToOn: null,
    offerTag: '',
    offerTiers: [],
    offerProduct: '',
    offerFor: null,
  };
  const told = {
    id: idOf(3_000),
    createdAt: ago(2),
    createdBy: reps[0].id,
    planId: idOf(3_001),
    planOn: '2026-03-08',
    bookId: reps[0].bookId,
    customerId: customerIdOf(1, 1),
    kind: 'PROMO',
    subject: offer.id,
    score: 400,
    ordinal: 1,
    deciMinutes: 30,
    reasons: [],
    dueAt: null,
    lateAfterAt: ago(1),
    status: 'done',
    statusAt: ago(2),
    skipReason: null,
    insertedAt: null,
    displacedAt: null,
  };
  seed.rows.push(
    {
      entity: 'signal',
      scopeId: reps[0].bookId!,
      rows: [
        signal(1, 1, 'blocked_us', 1),
        signal(2, 1, 'stop', 1.5, { customerId: customerIdOf(1, 3) }),
        signal(3, 1, 'complaint', 40),
        signal(4, 1, 'complaint', 41, { closedAt: ago(40) }),
        signal(5, 1, 'stop', 31),
        signal(6, 1, 'stop', 3, { deletedAt: ago(2) }),
        signal(7, 1, 'message', 1),
      ],
    },
    { entity: 'signal', scopeId: reps[2].bookId!, rows: [signal(8, 3, 'complaint', 2)] },
    { entity: 'touch', scopeId: reps[0].bookId!, rows: [...touches, ...others] },
    { entity: 'content_item', scopeId: seed.company.id, rows: [offer] },
    { entity: 'plan_item', scopeId: reps[0].id, rows: [told] },
  );
  return seed;
}

describeOnBoth('the signals of a team', (maker) => {
  let server: CompanyServer;
  let lead: Device;
  let rep: string;
  const clock = { at: now, now: () => clock.at };
  const signals = async (device: Device, body: object = {}) =>
    (await device.post('/v1/review/signals', body)).body as ReviewSignals;
  const rateOf = async (device: Device) =>
    (await signals(device)).rates.find(({ personId }) => personId === rep)!;
  const sign = (device: Device, personId: string, signed = true) =>
    device.post('/v1/review/sign-promo', { personId, signed });

  beforeAll(async () => {
    server = await maker.start({ company: await company(), clock });
    rep = server.company.reps[0].id;
    lead = await signIn(server.url, 'lead1');
  });

  test('those of the team, newest first, with customer, rep and the end of the freeze', async () => {
    const answer = await signals(lead);
    expect(answer.signals.map(({ id, kind, frozenUntil }) => [id, kind, frozenUntil])).toEqual([
      [idOf(1), 'blocked_us', null],
      [idOf(2), 'stop', ago(-28.5)],
      [idOf(3), 'complaint', null],
    ]);
    expect(answer.signals[1]).toMatchObject({
      customerName: 'Customer 1.3',
      personId: rep,
      personName: 'rep 1',
      body: 'stop',
    });
    const of = async (device: Device, body?: object) =>
      (await signals(device, body)).signals.map(({ id }) => id);
    expect(await of(await signIn(server.url, 'lead2'))).toEqual([idOf(8)]);
    const admin = await signIn(server.url, 'admin');
    expect(await of(admin)).toEqual([idOf(1), idOf(2), idOf(8), idOf(3)]);
    expect(await of(admin, { teamId: server.company.teams[1].id })).toEqual([idOf(8)]);
    expect(codeOf(await lead.post('/v1/review/signals', { teamId: server.company.teams[1].id }))).toBe(
      'FORBIDDEN',
    );
    const own = await signIn(server.url, 'rep1');
    expect(codeOf(await own.post('/v1/review/signals', {}))).toBe('FORBIDDEN');
  });

  test('the autopsy of a signal, and of no other team', async () => {
    const read = (device: Device, signalId: string) => device.post('/v1/review/autopsy', { signalId });
    const report = (await read(lead, idOf(1))).body as Autopsy;
    expect(report).toMatchObject({ kind: 'blocked_us', at: ago(1), days: 14 });
    // The likes and the talks of the colleague are touches of this customer as well.
    expect(report.counts).toMatchObject({ promo: 4, care: report.counts.touches - 4 });
    expect(report.findings.map(({ code }) => code)).toContain('PROMO_OFTEN');
    expect(report.touches.some(({ body, authorName }) => body === '新品到店' && authorName === 'rep 1')).toBe(
      true,
    );
    expect(codeOf(await read(lead, idOf(8)))).toBe('FORBIDDEN');
    expect(codeOf(await read(lead, idOf(6)))).toBe('FORBIDDEN');
    expect(codeOf(await read(lead, idOf(7)))).toBe('FORBIDDEN');
    expect(codeOf(await read(lead, crypto.randomUUID()))).toBe('FORBIDDEN');
  });

  test('[D09] told apart by the last touch before a customer left: its class, and what was said', async () => {
    // Customer 1 was last told of an offer; the third one nobody had talked to.
    const { parts } = await signals(lead);
    expect(parts).toMatchObject({
      days: 30,
      classes: [
        { touchClass: 'care', customers: 0, touches: 198, perThousand: null },
        { touchClass: 'service', customers: 0, touches: 0 },
        { touchClass: 'promo', customers: 1, touches: 2 },
      ],
      contents: [
        { title: '新品到店', code: null, number: null, customers: 1, touches: 1, perThousand: null },
      ],
      withoutTouch: 1,
    });
    const { parts: ofOthers } = await signals(await signIn(server.url, 'lead2'));
    expect(ofOthers!.classes.map(({ customers, touches }) => [customers, touches])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  test('the block rate counts own talks and customers who left; red halves promo until the lead signs', async () => {
    expect(await rateOf(lead)).toEqual({
      personId: rep,
      name: 'rep 1',
      limits: { amber: 3, red: 8, leastTouches: 200 },
      level: 'red',
      customers: 2,
      touches: 200,
      perThousand: 10,
      halved: { since: ago(1), until: ago(-6), needsSignOff: true },
    });
    const device = await signIn(server.url, 'rep1');
    await device.pullAll();
    expect(await sign(lead, rep)).toMatchObject({ status: 200, body: { ok: true } });
    expect((await rateOf(lead)).halved).toMatchObject({ needsSignOff: false, until: ago(-6) });
    // The device of the rep learns it with its next pull.
    expect((await device.pull()).rows('setting')).toMatchObject([
      { key: 'block.promoLiftedAt', value: ago(0), personId: rep },
    ]);
    await sign(lead, rep, false);
    expect((await rateOf(lead)).halved).toMatchObject({ needsSignOff: true });
    expect(codeOf(await sign(lead, rep, false))).toBe('NOT_FOUND');
  });

  test('only the own lead and an admin sign; what is refused is written nowhere', async () => {
    const cases = [
      [await signIn(server.url, 'rep1'), rep],
      [await signIn(server.url, 'lead2'), rep],
      [lead, server.company.reps[2].id],
      [lead, server.company.leads[0].id],
    ] as const;
    for (const [device, personId] of cases) expect(codeOf(await sign(device, personId))).toBe('FORBIDDEN');
    const rows = await server.db
      .selectFrom('setting')
      .select('id')
      .where('key', '=', 'block.promoLiftedAt')
      .where('deletedAt', 'is', null)
      .execute();
    expect(rows).toEqual([]);
    expect((await sign(await signIn(server.url, 'admin'), rep)).status).toBe(200);
    const actions = await server.db.selectFrom('audit').select('action').orderBy('id').execute();
    expect(actions.map(({ action }) => action).filter((action) => action.startsWith('promo'))).toEqual([
      'promo.sign',
      'promo.unsign',
      'promo.sign',
    ]);
    expect(await verifyAudit(server.db, server.company.companyId)).toMatchObject({ brokenAt: null });
  });

  test('once signed and after its 7 days promo is as before', async () => {
    clock.at = now + 8 * dayMs;
    const later = await signIn(server.url, 'lead1');
    expect(await rateOf(later)).toMatchObject({ level: 'ok', halved: null });
    clock.at = now;
  });

  test('each rep is judged by the numbers that hold for the rep, as on the rep’s device', async () => {
    const set = (key: string, value: number | null, place: object) =>
      lead.post('/v1/setting/set', { key, value, teamId: null, personId: null, ...place });
    const teamId = server.company.teams[0].id;
    const before = await signals(lead);
    expect((await rateOf(lead)).perThousand).not.toBeNull();
    await set('block.leastTouches', 500, { teamId });
    await set('promo.freezeDays', 33, { personId: rep });
    const after = await signals(lead);
    const rates = new Map(after.rates.map((rate) => [rate.personId, rate]));
    expect(rates.get(rep)).toMatchObject({ perThousand: null, limits: { leastTouches: 500 } });
    expect(after.limits).toEqual(before.limits);
    expect(after.signals.map(({ id }) => id)).toContain(idOf(5));
    expect(after.signals.find(({ id }) => id === idOf(5))!.frozenUntil).toBe(ago(-2));
    await set('block.leastTouches', 200, { personId: rep });
    expect((await rateOf(lead)).perThousand).not.toBeNull();
    await set('autopsy.days', 1, { personId: rep });
    expect((await lead.post('/v1/review/autopsy', { signalId: idOf(1) })).body).toMatchObject({ days: 1 });
  });

  describe('[D08] campaigns above the limit', () => {
    const offerId = idOf(4_000);
    let own: Device;
    let book: string;
    let asked: string;
    const recipients = (campaignId: string, places: number[], fields: object = {}) =>
      places.map((place) => ({
        ...insert('campaign_recipient', book, {
          customerId: customerIdOf(1, place),
          ...{
            campaignId,
            contentId: offerId,
            isAsked: false,
            approvedBy: null,
            closedAt: null,
            outcome: null,
          },
          ...fields,
        }),
        createdAt: ago(0),
      }));
    const campaign = (fields: object = {}) => ({
      ...insert('campaign', rep, {
        ...{
          contentId: offerId,
          keptOut: 2,
          isAsked: true,
          decision: null,
          decidedAt: null,
          decidedBy: null,
        },
        ...{ decisionReason: '', stoppedAt: null },
        ...fields,
      }),
      createdAt: ago(0),
    });
    const push = async (...writes: Write[]) => (await own.push(own.mutation(writes))).results[0]!;
    const decide = (device: Device, campaignId: string, decision: string | null, reason = '') =>
      device.post('/v1/review/decide-campaign', { campaignId, decision, reason });
    const approved = async () => {
      const { rows } = await sql<{ approvedBy: string | null }>`
        select approved_by from campaign_recipient where campaign_id = ${asked}::uuid order by id
      `.execute(server.db);
      return rows.map(({ approvedBy }) => approvedBy);
    };

    beforeAll(async () => {
      own = await signIn(server.url, 'rep1');
      book = server.company.reps[0].bookId!;
      const set = { key: 'campaign.approvalAbove', value: 1, teamId: null, personId: rep };
      expect((await lead.post('/v1/setting/set', set)).status).toBe(200);
      await own.pullAll();
    });

    test('[WRITE13] a device cannot go over it, in one piece or in several, nor say that it was approved', async () => {
      const first = campaign({ isAsked: false });
      expect(await push(first, ...recipients(first.id, [1, 2]))).toMatchObject({ code: 'FORBIDDEN' });
      const [one] = recipients(first.id, [1]);
      expect(await push(first, one!)).toMatchObject({ status: 'applied' });
      expect(await push(...recipients(first.id, [2]))).toMatchObject({ code: 'FORBIDDEN' });
      const second = campaign({ isAsked: false });
      expect(await push(second, ...recipients(second.id, [2]))).toMatchObject({ code: 'FORBIDDEN' });
      const asking = { isAsked: true, approvedBy: server.company.leads[0].id };
      expect(await push(...recipients(second.id, [2], asking))).toMatchObject({ code: 'FORBIDDEN' });
      for (const fields of [{ decision: 'approved' }, { decidedBy: rep }, { decisionReason: 'x' }])
        expect(await push(campaign(fields))).toMatchObject({ code: 'FORBIDDEN' });
      // What was told counts still, what was taken back does not.
      const at = ago(0);
      const change = (fields: Record<string, string | null>) =>
        push(patch('campaign_recipient', book, one!.id, 1_000_000, fields));
      expect(await change({ closedAt: at, outcome: 'sent' })).toMatchObject({ status: 'applied' });
      expect(await push(...recipients(first.id, [2]))).toMatchObject({ code: 'FORBIDDEN' });
      expect(await change({ deletedAt: at })).toMatchObject({ status: 'applied' });
      expect(await push(...recipients(first.id, [2]))).toMatchObject({ status: 'applied' });
      expect(await change({ deletedAt: null })).toMatchObject({ code: 'FORBIDDEN' });
    });

    test('a rep asks, and the lead of the team sees whom it is from and for how many', async () => {
      const row = campaign();
      asked = row.id;
      expect(await push(row, ...recipients(asked, [1, 2, 3], { isAsked: true }))).toMatchObject({
        status: 'applied',
      });
      expect((await signals(lead)).campaigns).toMatchObject([
        { id: asked, personId: rep, title: '新品到店', waiting: 3, sent: 0, keptOut: 2, decision: null },
      ]);
      const admin = await signIn(server.url, 'admin');
      expect((await signals(admin)).campaigns).toHaveLength(1);
      expect((await signals(admin, { teamId: server.company.teams[1].id })).campaigns).toEqual([]);
      expect((await signals(await signIn(server.url, 'lead2'))).campaigns).toEqual([]);
    });

    test('nobody but the lead of the team or an admin decides; a refusal has a reason', async () => {
      for (const account of ['rep1', 'rep2', 'lead2'])
        expect(codeOf(await decide(await signIn(server.url, account), asked, 'approved'))).toBe('FORBIDDEN');
      expect(codeOf(await decide(lead, crypto.randomUUID(), 'approved'))).toBe('FORBIDDEN');
      expect(codeOf(await decide(lead, asked, 'refused', ' '))).toBe('INVALID');
      expect(await approved()).toEqual([null, null, null]);
    });

    test('what the lead decides comes to the device with the customers, and can be taken back', async () => {
      await own.pullAll();
      expect((await decide(lead, asked, 'refused', '先关心')).status).toBe(200);
      expect((await own.pull()).rows('campaign')).toMatchObject([
        { decision: 'refused', decisionReason: '先关心', decidedBy: server.company.leads[0].id },
      ]);
      expect((await signals(lead)).campaigns).toEqual([]);
      await decide(lead, asked, null);
      await own.pullAll();
      expect((await decide(lead, asked, 'approved')).status).toBe(200);
      const pulled = await own.pull();
      const by = server.company.leads[0].id;
      expect(pulled.rows('campaign')).toMatchObject([{ decision: 'approved', decisionReason: '' }]);
      expect(pulled.rows('campaign_recipient').map(({ approvedBy }) => approvedBy)).toEqual([by, by, by]);
      expect((await signals(lead)).campaigns).toMatchObject([{ decision: 'approved', waiting: 3 }]);
      await decide(lead, asked, null);
      expect(await approved()).toEqual([null, null, null]);
      await decide(await signIn(server.url, 'admin'), asked, 'approved');
      expect(await approved()).toEqual(Array(3).fill(server.company.admin.id));
      expect(await verifyAudit(server.db, server.company.companyId)).toMatchObject({ brokenAt: null });
    });

    test('[WRITE13] it is approved for those who are still the author’s, the rest are named or counted', async () => {
      const { reps, leads } = server.company;
      await decide(lead, asked, null);
      const [mate, other] = [reps[1], reps[2]];
      const move = async (place: number, to: string) => {
        const id = customerIdOf(1, place);
        for (const [table, column] of [
          ['customer', 'id'],
          ['campaign_recipient', 'customer_id'],
        ] as const)
          await sql`update ${sql.table(table)} set scope_id = ${to} where ${sql.ref(column)} = ${id}::uuid`.execute(
            server.db,
          );
      };
      const { rows } = await sql<{ name: string }>`
        select name from customer where id = any(${[2, 3].map((place) => customerIdOf(1, place))}::uuid[]) order by id
      `.execute(server.db);
      const [second, third] = rows.map(({ name }) => name);
      // One went to a rep of the same team, one to another team.
      await move(2, mate.bookId!);
      await move(3, other.bookId!);
      const admin = await signIn(server.url, 'admin');
      const movedFor = async (device: Device) =>
        (await signals(device)).campaigns.map(({ id, waiting, moved }) => ({ id, waiting, moved }));
      const toMate = { toName: mate.name, customers: 1, names: [second] };
      const toOther = { toName: other.name, customers: 1, names: [third] };
      const unnamed = { toName: null, customers: 1, names: [] };
      expect(await movedFor(lead)).toEqual([
        { id: asked, waiting: 1, moved: expect.arrayContaining([toMate, unnamed]) },
      ]);
      expect(await movedFor(admin)).toEqual([
        { id: asked, waiting: 1, moved: expect.arrayContaining([toMate, toOther]) },
      ]);
      expect(JSON.stringify(await signals(lead))).not.toContain(third);
      for (const again of [1, 2])
        expect((await decide(lead, asked, 'approved')).status, `time ${again}`).toBe(200);
      expect((await approved()).filter((by) => by !== null)).toEqual([leads[0].id]);
      expect(await movedFor(lead)).toMatchObject([{ waiting: 1, moved: [{}, {}] }]);

      // With nobody left there is nothing to approve; the author is told by a refusal.
      await decide(lead, asked, null);
      await move(1, mate.bookId!);
      expect(await movedFor(lead)).toMatchObject([
        { waiting: 0, moved: [{ customers: 2 }, { customers: 1 }] },
      ]);
      expect(codeOf(await decide(lead, asked, 'approved'))).toBe('NOT_FOUND');
      expect((await decide(lead, asked, 'refused', '客户都转走了')).status).toBe(200);
      expect(await movedFor(lead)).toEqual([]);
      expect((await approved()).every((by) => by === null)).toBe(true);
      for (const place of [1, 2, 3]) await move(place, book);
      expect(await verifyAudit(server.db, server.company.companyId)).toMatchObject({ brokenAt: null });
    });
  });

  test('[MERGE1] two cards that are one person are one customer who left, by the name of the one that stands', async () => {
    const device = await signIn(server.url, 'rep1');
    await device.pullAll();
    const book = server.company.reps[0].bookId!;
    const [kept, other] = [customerIdOf(1, 1), customerIdOf(1, 3)];
    const write = async (...fields: [string, Record<string, unknown>][]) => {
      await device.pullAll();
      const seen = device.cursors[book]!.version;
      const { results } = await device.push(
        device.mutation(fields.map(([id, own]) => patch('customer', book, id, seen, own as never))),
      );
      expect(results).toMatchObject([{ status: 'applied', conflicts: 0 }]);
    };
    const named = async () =>
      (await signals(lead)).signals.flatMap(({ id, customerId, customerName }) =>
        id === idOf(2) ? [[customerId, customerName]] : [],
      );
    const touches = async () =>
      ((await lead.post('/v1/review/autopsy', { signalId: idOf(2) })).body as Autopsy).counts.touches;
    const at = ago(0);
    const undo = { at, absorbedAt: null, fields: {}, removed: [] };
    expect(await rateOf(lead)).toMatchObject({ customers: 2 });
    expect(await named()).toEqual([[other, 'Customer 1.3']]);
    await lead.post('/v1/setting/set', { key: 'autopsy.days', value: 14, teamId: null, personId: rep });
    expect(await touches()).toBe(0);
    await write([kept, { absorbedAt: at }], [other, { mergedIntoId: kept, mergeUndo: undo, deletedAt: at }]);
    expect(await rateOf(lead)).toMatchObject({ customers: 1, perThousand: 5 });
    expect(await named()).toEqual([[kept, 'Customer 1.1']]);
    expect(await touches()).toBeGreaterThan(0);
    await write(
      [kept, { absorbedAt: null }],
      [other, { mergedIntoId: null, mergeUndo: null, deletedAt: null }],
    );
    expect(await rateOf(lead)).toMatchObject({ customers: 2 });
    expect(await touches()).toBe(0);
  });
});
