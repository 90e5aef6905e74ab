import { beforeEach, beforeAll, expect, test } from 'vitest';
import { loadCompany } from '#server/domain/seed.ts';
import { verifyAudit } from '#server/domain/audit.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerFields, customerIdOf, testCompany, testId } from '#test/support/test-company.ts';
import { codeOf, insert, noteOf, patch, signIn, type Device } from './device.ts';

describeOnBoth('reassigning a book', (maker) => {
  let server: CompanyServer;
  let admin: Device;
  let former: Device;
  let heir: Device;
  let book: string;
  let formerId: string;
  let heirId: string;
  const customer = customerIdOf(1, 1);

  const ownerOf = async (id: string) =>
    (await server.db.selectFrom('book').select('ownerId').where('id', '=', id).executeTakeFirstOrThrow())
      .ownerId;
  const give = (fromPersonId: string | null, toPersonId: string, bookId = book) =>
    admin.post('/v1/admin/book/reassign', { bookId, fromPersonId, toPersonId, reason: 'left' });
  const holds = async (device: Device) =>
    (await device.pull({ scopes: {}, maxRows: 20_000 })).head.scopes.some((scope) => scope.id === book);

  beforeAll(async () => {
    server = await maker.start();
    await loadCompany(server.db, (await testCompany({ number: 2, slug: 'other' })).seed);
    book = server.company.reps[0].bookId!;
    formerId = server.company.reps[0].id;
    heirId = server.company.reps[1].id;
    admin = await signIn(server.url, 'admin');
  });
  beforeEach(async () => {
    if ((await ownerOf(book)) !== formerId) await give(await ownerOf(book), formerId);
    former = await signIn(server.url, 'rep1');
    heir = await signIn(server.url, 'rep2');
  });

  test('[SCOPE1] changes one row, whatever the size of the book', async () => {
    const versions = () =>
      server.db
        .selectFrom('scope')
        .select(['id', 'version'])
        .where('companyId', '=', server.company.companyId)
        .execute();
    const before = new Map((await versions()).map(({ id, version }) => [id, version]));
    const answer = await give(formerId, heirId);
    expect(answer.body).toMatchObject({ bookId: book, ownerId: heirId });
    const moved = (await versions()).filter(({ id, version }) => before.get(id) !== version);
    expect(moved.map(({ id }) => id)).toEqual([server.company.companyId]);
    expect(await ownerOf(book)).toBe(heirId);
  });

  test('[SCOPE2] the next pull takes it from the former owner and brings the whole history to the new one', async () => {
    await former.push(former.mutation([noteOf(book, customer, 'history')]));
    await former.pullAll();
    await heir.pullAll();
    expect(await holds(former)).toBe(true);
    await give(formerId, heirId);
    const gone = await former.pull();
    expect(gone.head.scopes.some(({ id }) => id === book)).toBe(false);
    expect(gone.rows('book')).toMatchObject([{ id: book, ownerId: heirId }]);
    const rows = await heir.pullAll();
    expect(rows.get('customer')!.get(customer)).toBeDefined();
    expect([...rows.get('note')!.values()].some(({ body }) => body === 'history')).toBe(true);
  });

  test('[R12] the book says since when its owner has it and from whom; no row of the book says anything', async () => {
    const rowOf = () =>
      server.db
        .selectFrom('book')
        .select(['receivedAt', 'formerOwnerId'])
        .where('id', '=', book)
        .executeTakeFirstOrThrow();
    const stamped = () =>
      server.db.selectFrom('customer').select('id').where('receivedAt', 'is not', null).execute();
    const answer = await give(formerId, heirId);
    const { reassignedAt } = answer.body as { reassignedAt: string };
    expect(await rowOf()).toEqual({ receivedAt: reassignedAt, formerOwnerId: formerId });
    const rows = (await heir.pullAll()).get('book')!;
    expect(rows.get(book)).toMatchObject({ receivedAt: reassignedAt, formerOwnerId: formerId });
    expect(await stamped()).toEqual([]);
  });

  test('is refused when the owner is another by now, when nothing changes, and for a person who cannot take it', async () => {
    const foreign = testId('rep', 1, 2);
    const cases = [
      [give(heirId, heirId), 'STALE'],
      [give(null, heirId), 'STALE'],
      [give(formerId, formerId), 'INVALID'],
      [give(formerId, server.company.leads[0].id), 'FORBIDDEN'],
      [give(formerId, foreign), 'NOT_FOUND'],
      [give(formerId, crypto.randomUUID()), 'NOT_FOUND'],
      [give(formerId, heirId, testId('book', 1, 2)), 'NOT_FOUND'],
    ] as const;
    for (const [answer, code] of cases) expect(codeOf(await answer)).toBe(code);
    expect(await ownerOf(book)).toBe(formerId);
  });

  test('by two admins at once happens once; the other is told STALE', async () => {
    const third = server.company.reps[2].id;
    const answers = await Promise.all([give(formerId, heirId), give(formerId, third)]);
    expect(answers.filter((answer) => codeOf(answer) === 'STALE')).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect([heirId, third]).toContain(await ownerOf(book));
  });

  test('[LATE1] [LATE2] what the former owner had not handed in arrives: facts as late, patches as conflicts', async () => {
    await former.pullAll();
    const seen = former.cursors[book]!.version;
    await give(formerId, heirId);
    const fresh = crypto.randomUUID();
    const promise = crypto.randomUUID();
    const answer = await former.push(
      former.mutation([noteOf(book, customer, 'written offline')]),
      former.mutation([patch('customer', book, customer, seen, { city: '成都' })]),
      former.mutation([insert('customer', book, customerFields({ name: 'met offline' }), fresh)]),
      former.mutation([
        insert(
          'promise',
          book,
          {
            customerId: fresh,
            body: 'call',
            dueAt: '2026-02-05T00:00:00.000Z',
            status: 'open',
            closedAt: null,
          },
          promise,
        ),
      ]),
      former.mutation([patch('promise', book, promise, 0, { status: 'kept' })]),
    );
    expect(answer.results.map(({ status, conflicts }) => [status, conflicts])).toEqual([
      ['applied', 0],
      ['applied', 1],
      ['applied', 0],
      ['applied', 0],
      ['applied', 0],
    ]);
    const rows = await heir.pullAll();
    const notes = [...rows.get('note')!.values()];
    expect(notes.find(({ body }) => body === 'written offline')).toMatchObject({
      late: true,
      createdBy: formerId,
    });
    expect(rows.get('customer')!.get(customer)).toMatchObject({ city: '' });
    expect(rows.get('customer')!.get(fresh)).toMatchObject({ name: 'met offline', late: true });
    expect(rows.get('promise')!.get(promise)).toMatchObject({ status: 'kept', late: true });
    expect([...rows.get('conflict')!.values()]).toContainEqual(
      expect.objectContaining({
        rowId: customer,
        field: 'city',
        lateValue: '成都',
        lateBy: formerId,
        late: true,
      }),
    );
    expect(await holds(former)).toBe(false);
  });

  test('[LATE3] a person who never owned the book hands in nothing', async () => {
    const stranger = await signIn(server.url, 'rep3');
    if (
      (
        await server.db
          .selectFrom('bookHolder')
          .select('bookId')
          .where('bookId', '=', book)
          .where('personId', '=', server.company.reps[2].id)
          .execute()
      ).length === 0
    ) {
      const answer = await stranger.push(stranger.mutation([noteOf(book, customer)]));
      expect(answer.results).toMatchObject([{ status: 'rejected', code: 'FORBIDDEN' }]);
    }
    const lead = await signIn(server.url, 'lead1');
    const answer = await lead.push(lead.mutation([noteOf(book, customer)]));
    expect(answer.results).toMatchObject([{ status: 'rejected', code: 'FORBIDDEN' }]);
  });

  test('while pushes are under way leaves each of them wholly before or wholly after', async () => {
    const pushes = Array.from({ length: 20 }, (_, number) =>
      former.push(former.mutation([noteOf(book, customer, `during ${number}`)])),
    );
    const [reassigned] = await Promise.all([give(formerId, heirId), ...pushes]);
    expect(reassigned.status).toBe(200);
    const rows = await heir.pullAll();
    const notes = [...rows.get('note')!.values()].filter(({ body }) => String(body).startsWith('during '));
    expect(notes).toHaveLength(20);
    const late = notes.filter((note) => note.late).map(({ version }) => version);
    const inTime = notes.filter((note) => !note.late).map(({ version }) => version);
    expect(Math.max(0, ...inTime)).toBeLessThan(Math.min(Number.MAX_SAFE_INTEGER, ...late));
  });

  test('shows beforehand what the book holds and who may take it', async () => {
    const deal = (status: string) =>
      insert('deal', book, {
        customerId: customer,
        product: '隐形矫正',
        amountFen: 2_800_000,
        marginFen: null,
        stage: 'shown',
        expectedOn: null,
        status,
        closedAt: status === 'open' ? null : '2026-02-01T08:00:00.000Z',
        lossReason: status === 'lost' ? 'price' : null,
      });
    const { results } = await former.push(former.mutation([deal('open'), deal('open'), deal('lost')]));
    expect(results.map(({ status }) => status)).toEqual(['applied']);
    const answer = await admin.post('/v1/admin/book/preview', { bookId: book });
    const { body } = answer as {
      body: {
        counts: { customers: number; openDeals: number };
        owner: object;
        candidates: Array<{ id: string }>;
      };
    };
    expect(body.counts.openDeals).toBe(2);
    expect(body.counts.customers).toBeGreaterThanOrEqual(2);
    expect(body.owner).toEqual({ id: formerId, name: 'rep 1' });
    expect(body.candidates.map(({ id }) => id).sort()).toEqual([heirId, server.company.reps[2].id].sort());
  });

  test('is in the audit log, whose chain stays whole', async () => {
    await give(formerId, heirId);
    const answer = await admin.get('/v1/admin/audit');
    const { entries } = answer.body as {
      entries: Array<{ action: string; actorName: string; detail: object }>;
    };
    expect(entries[0]).toMatchObject({
      action: 'book.reassign',
      actorName: 'admin 1',
      detail: { bookId: book, fromPersonId: formerId, toPersonId: heirId, reason: 'left' },
    });
    expect(await verifyAudit(server.db, server.company.companyId)).toMatchObject({ brokenAt: null });
  });
});
