/** Moving customers to another book: whole, once, and to the end whatever happens in between. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { verifyAudit } from '#server/domain/audit.ts';
import { loadCompany } from '#server/domain/seed.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf, testCompany, testId } from '#test/support/test-company.ts';
import { codeOf, noteOf, patch, signIn, type Device } from './device.ts';
import {
  companyWithHistory,
  firstCustomers,
  split,
  splitWhole,
  startSecondServer,
  untilDone,
} from './split-scene.ts';

const perBook = 100;
const config = { splitChunk: 10 };

describeOnBoth('splitting a book', (maker) => {
  let server: CompanyServer;
  let admin: Device;
  let book: string;
  let next: string;
  let from: { fromBookId: string; fromPersonId: string; toBookId: string };
  let taken = 0;
  /** Customers of the first book that no test has moved yet. */
  const fresh = (count: number) => {
    taken += count;
    return firstCustomers(1, taken).slice(-count);
  };
  const bookOf = async (customerId: string) =>
    (await server.db.selectFrom('customer').select('scopeId').where('id', '=', customerId).execute()).map(
      ({ scopeId }) => scopeId,
    );
  const versionOf = async (id: string) =>
    (await server.db.selectFrom('scope').select('version').where('id', '=', id).executeTakeFirstOrThrow())
      .version;

  beforeAll(async () => {
    server = await maker.start({ company: await companyWithHistory(perBook), config });
    await loadCompany(server.db, (await testCompany({ number: 2, slug: 'other' })).seed);
    const [rep1, rep2] = server.company.reps;
    book = rep1.bookId!;
    next = rep2.bookId!;
    from = { fromBookId: book, fromPersonId: rep1.id, toBookId: next };
    admin = await signIn(server.url, 'admin');
  });
  beforeEach(() => expect(taken).toBeLessThan(perBook));

  test('[SPLIT1] [PULL10] customers go with all that hangs on them: one device loses them, the other gets them', async () => {
    const [one, two, stays] = fresh(3) as [string, string, string];
    const [former, heir] = [await signIn(server.url, 'rep1'), await signIn(server.url, 'rep2')];
    await former.push(former.mutation([noteOf(book, one, 'history')]));
    await former.pullAll();
    await heir.pullAll();
    const done = await splitWhole(admin, { ...from, customerIds: [one, two] });
    expect(done).toMatchObject({
      total: 2,
      moved: 2,
      skipped: 0,
      fromBookName: 'rep 1',
      toBookName: 'rep 2',
    });
    const left = await former.pull();
    const gone = left.lines.flatMap((line) => (line.kind === 'gone' ? [[line.entity, line.ids.length]] : []));
    expect(Object.fromEntries(gone)).toEqual({ customer: 2, note: 5, contact_point: 2 });
    expect(left.rows('customer')).toEqual([]);
    const arrived = await heir.pull();
    expect(arrived.rows('customer').map(({ id }) => id)).toEqual([one, two]);
    expect(arrived.rows('contact_point')).toHaveLength(2);
    expect(arrived.rows('note').map(({ body }) => body)).toContain('history');
    expect([await bookOf(one), await bookOf(two), await bookOf(stays)]).toEqual([[next], [next], [book]]);
  });

  test('[SPLIT2] is refused when the owner is another by now, for the same book, and for a book nobody active has', async () => {
    const [customerId] = fresh(1) as [string];
    const wish = { ...from, customerIds: [customerId] };
    const { personId } = (
      await admin.post('/v1/admin/person/create', {
        name: 'Leaver',
        account: 'leaver',
        password: 'a long password',
        role: 'rep',
        teamId: server.company.teams[0].id,
      })
    ).body as { personId: string };
    const own = await server.db
      .selectFrom('book')
      .select('id')
      .where('ownerId', '=', personId)
      .executeTakeFirstOrThrow();
    await admin.post('/v1/admin/person/leave', { personId });
    const rep = await signIn(server.url, 'rep1');
    const cases = [
      [split(admin, { ...wish, fromPersonId: server.company.reps[1].id }), 'STALE'],
      [split(admin, { ...wish, fromPersonId: null }), 'STALE'],
      [split(admin, { ...wish, toBookId: book }), 'INVALID'],
      [split(admin, { ...wish, customerIds: [] }), 'INVALID'],
      [split(admin, { ...wish, toBookId: own.id }), 'FORBIDDEN'],
      [split(admin, { ...wish, toBookId: testId('book', 1, 2) }), 'NOT_FOUND'],
      [split(admin, { ...wish, fromBookId: crypto.randomUUID() }), 'NOT_FOUND'],
      [split(rep, wish), 'FORBIDDEN'],
      [rep.post('/v1/admin/book/customers', { bookId: book }), 'FORBIDDEN'],
      [rep.get('/v1/admin/book/splits'), 'FORBIDDEN'],
      [admin.post('/v1/admin/book/customers', { bookId: testId('book', 1, 2) }), 'NOT_FOUND'],
    ] as const;
    for (const [answer, code] of cases) expect(codeOf(await answer)).toBe(code);
    expect(await bookOf(customerId)).toEqual([book]);
  });

  test('[SPLIT3] customers who are not there, deleted, or of another book are counted as skipped', async () => {
    const [deleted, moved] = fresh(2) as [string, string];
    const rep = await signIn(server.url, 'rep1');
    await rep.pullAll();
    const seen = rep.cursors[book]!.version;
    await rep.push(
      rep.mutation([patch('customer', book, deleted, seen, { deletedAt: '2026-02-03T00:00:00.000Z' })]),
    );
    const foreign = [crypto.randomUUID(), customerIdOf(3, 1), testId('customer', 100_001, 2)];
    const done = await splitWhole(admin, { ...from, customerIds: [deleted, ...foreign, moved, moved] });
    expect(done).toMatchObject({ total: 5, moved: 1, skipped: 4 });
    expect([await bookOf(deleted), await bookOf(moved)]).toEqual([[book], [next]]);
  });

  test('[SPLIT3] a row of which the other book has a namesake stays where it is, and the job ends', async () => {
    const [customerId] = fresh(1) as [string];
    const heir = await signIn(server.url, 'rep2');
    await heir.push(
      heir.mutation([noteOf(next, customerIdOf(2, 1), 'twin', '01900000-f100-7000-8000-000000000006')]),
    );
    expect(await bookOf(customerId)).toEqual([book]);
    const done = await splitWhole(admin, { ...from, customerIds: [customerId] });
    expect(done).toMatchObject({ moved: 0, skipped: 1, status: 'done' });
    expect(await bookOf(customerId)).toEqual([book]);
  });

  test('[SPLIT3] two admins who move the same customers at once move each of them once', async () => {
    const customerIds = fresh(15);
    const third = server.company.reps[2].bookId!;
    const before = await versionOf(book);
    const [one, other] = await Promise.all([
      splitWhole(admin, { ...from, customerIds }),
      splitWhole(await signIn(server.url, 'admin'), { ...from, toBookId: third, customerIds }),
    ]);
    expect(one.moved + other.moved).toBe(15);
    expect([one.moved + one.skipped, other.moved + other.skipped]).toEqual([15, 15]);
    for (const id of customerIds) expect([[next], [third]]).toContainEqual(await bookOf(id));
    expect(await versionOf(book)).toBeGreaterThan(before);
  });

  test('[SPLIT3] two server processes work off one job together, each chunk once', async () => {
    const other = await startSecondServer(server, config);
    const customerIds = fresh(23);
    const before = [await versionOf(book), await versionOf(next)];
    const answers = await Promise.all([
      split(admin, { ...from, customerIds }),
      other.inject({ method: 'GET', url: '/healthz' }),
    ]);
    const third = await startSecondServer(server, config);
    const done = await untilDone(admin, (answers[0].body as { splitId: string }).splitId);
    await other.close();
    await third.close();
    expect(done).toMatchObject({ moved: 23, skipped: 0 });
    expect([await versionOf(book), await versionOf(next)]).toEqual(before.map((version) => version + 3));
  });

  test('[SPLIT4] nothing that is written while customers move is lost or doubled', async () => {
    const customerIds = fresh(25);
    const devices = await Promise.all(Array.from({ length: 5 }, () => signIn(server.url, 'rep1')));
    const write = async (device: Device, place: number) => {
      await device.pullAll();
      const seen = device.cursors[book]!.version;
      const results: string[] = [];
      for (let n = place; n < customerIds.length; n += devices.length) {
        const id = customerIds[n]!;
        const answer = await device.push(
          device.mutation([noteOf(book, id, `during ${n}`)]),
          device.mutation([patch('customer', book, id, seen, { remark: `wish ${n}` })]),
        );
        results.push(...answer.results.map(({ status }) => status));
      }
      return results;
    };
    const [done, ...answers] = await Promise.all([
      splitWhole(admin, { ...from, customerIds }),
      ...devices.map(write),
    ]);
    expect(done.moved).toBe(25);
    expect(answers.flat()).toEqual(Array.from({ length: 50 }, () => 'applied'));
    const notes = await server.db
      .selectFrom('note')
      .select(['scopeId', 'customerId', 'body'])
      .where('body', 'like', 'during %')
      .execute();
    expect(notes.map(({ body }) => body).sort()).toEqual(customerIds.map((_, n) => `during ${n}`).sort());
    expect(new Set(notes.map(({ scopeId }) => scopeId))).toEqual(new Set([next]));
    const set = await server.db
      .selectFrom('customer')
      .select(['id', 'remark'])
      .where('id', 'in', customerIds as never[])
      .execute();
    const late = await server.db
      .selectFrom('conflict')
      .select(['scopeId', 'rowId', 'lateValue'])
      .where('rowId', 'in', customerIds as never[])
      .execute();
    for (const [n, id] of customerIds.entries()) {
      const wish = `wish ${n}`;
      const kept = set.find((row) => row.id === id)!.remark === wish;
      const told = late.filter((row) => row.rowId === id && row.lateValue === wish && row.scopeId === next);
      expect([kept, told.length]).toEqual(kept ? [true, 0] : [false, 1]);
    }
  });

  test('is in the audit log when it begins and when it ends', async () => {
    const [customerId] = fresh(1) as [string];
    const { id } = await splitWhole(admin, { ...from, customerIds: [customerId] });
    const { entries } = (await admin.get('/v1/admin/audit')).body as {
      entries: Array<{ action: string; actorName: string; detail: object }>;
    };
    const own = entries.filter(({ detail }) => 'splitId' in detail && detail.splitId === id);
    const books = { fromBookId: book, toBookId: next };
    expect(own).toMatchObject([
      { action: 'book.split.done', actorName: 'admin 1', detail: { ...books, moved: 1, skipped: 0 } },
      { action: 'book.split', detail: { ...books, customers: 1, reason: '调整分工' } },
    ]);
    expect(await verifyAudit(server.db, server.company.companyId)).toMatchObject({ brokenAt: null });
  });

  test('[R12] whoever gets another owner carries the day, those who stay do not; between books of one rep nobody does', async () => {
    const [goes, stays] = fresh(2) as [string, string];
    const receivedOf = async (id: string) =>
      (await server.db.selectFrom('customer').select('receivedAt').where('id', '=', id).execute())[0]!
        .receivedAt;
    const heir = await signIn(server.url, 'rep2');
    await heir.pullAll();
    const before = new Date().toISOString();
    await splitWhole(admin, { ...from, customerIds: [goes] });
    const receivedAt = await receivedOf(goes);
    expect(receivedAt! >= before && receivedAt! <= new Date().toISOString()).toBe(true);
    expect((await heir.pull()).rows('customer')).toMatchObject([{ id: goes, receivedAt }]);
    expect(await receivedOf(stays)).toBeNull();

    const { personId } = await admin
      .get('/v1/admin/people')
      .then(({ body }) => (body as { people: { id: string; account: string }[] }).people)
      .then((people) => ({ personId: people.find(({ account }) => account === 'rep2')!.id }));
    await admin.post('/v1/admin/book/reassign', {
      bookId: book,
      fromPersonId: from.fromPersonId,
      toPersonId: personId,
      reason: 'left',
    });
    await splitWhole(admin, { ...from, fromPersonId: personId, customerIds: [stays] });
    expect(await receivedOf(stays)).toBeNull();
    await admin.post('/v1/admin/book/reassign', {
      bookId: book,
      fromPersonId: personId,
      toPersonId: from.fromPersonId,
      reason: 'back',
    });
  });

  test('shows the customers of a book by name, without deleted ones', async () => {
    const { customers } = (
      await admin.post('/v1/admin/book/customers', { bookId: server.company.reps[2].bookId! })
    ).body as { customers: Array<{ name: string; tier: string }> };
    expect(customers.length).toBeGreaterThanOrEqual(perBook);
    expect(customers.map(({ name }) => name)).toEqual(customers.map(({ name }) => name).sort());
  });
});
