import { beforeAll, expect, test } from 'vitest';
import { loadCompany } from '#server/domain/seed.ts';
import { renewServerEpoch } from '#server/domain/server-epoch.ts';
import { entities } from '#shared/domain/entity/registry.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf, testCompany } from '#test/support/test-company.ts';
import { insert, noteOf, patch, signIn, type Device } from './device.ts';

describeOnBoth('pull', (maker) => {
  let server: CompanyServer;
  let device: Device;
  let book: string;
  const customer = customerIdOf(1, 1);

  beforeAll(async () => {
    const { seed } = await testCompany({ customersPerBook: 60 });
    server = await maker.start({ company: seed });
    await loadCompany(server.db, (await testCompany({ number: 2, slug: 'other' })).seed);
    book = server.company.reps[0].bookId!;
    device = await signIn(server.url, 'rep1');
  });

  test('[PULL1] lists the company, the own book and the own plans, and sends nothing else', async () => {
    const answer = await device.pull({ epoch: undefined, scopes: {} });
    const { companyId, reps } = server.company;
    expect(answer.head.scopes.map(({ id, kind }) => [id, kind])).toEqual([
      [companyId, 'company'],
      [book, 'book'],
      [reps[0].id, 'user'],
    ]);
    expect(answer.rows('customer').every((row) => String(row.name).startsWith('Customer 1.'))).toBe(true);
    expect(answer.rows('customer')).toHaveLength(60);
    const lead = await signIn(server.url, 'lead1');
    expect((await lead.pull({ scopes: {} })).rows('customer')).toEqual([]);
  });

  test('[SCOPE3] sends nothing of another company, and takes no cursor for it', async () => {
    const foreign = await signIn(server.url, 'rep1', { company: 'other' });
    const answer = await foreign.pull({
      scopes: { [book]: { version: 0 }, [server.company.companyId]: { version: 0 } },
    });
    expect(answer.head.scopes.some(({ id }) => id === book || id === server.company.companyId)).toBe(false);
    expect(answer.end.cursors).not.toHaveProperty(book);
    expect(answer.rows('person').every((row) => row.id.startsWith('01900002'))).toBe(true);
  });

  test('[PULL3] [PULL13] brings what changed since the cursor, byte for byte', async () => {
    await device.pullAll();
    const body = '𠮷野家 "quoted" \\ /  \u2028 \u0001 é vs é 👩‍👩‍👧 ' + '文'.repeat(1000);
    await device.push(device.mutation([noteOf(book, customer, body)]));
    const answer = await device.pull();
    expect(answer.lines).toHaveLength(1);
    expect(answer.rows('note').map((row) => row.body)).toEqual([body]);
    expect(answer.rows('note')[0]).toMatchObject({ late: false, deletedAt: null, customerId: customer });
  });

  test('[PULL12] with nothing new holds only head and end mark', async () => {
    await device.pullAll();
    const answer = await device.pull();
    expect(answer.lines).toEqual([]);
    expect(answer.end).toMatchObject({ more: false, remaining: 0, lines: 0 });
  });

  test('[PULL9] has a cursor for every listed scope, and says that this is all only at the versions of the head', async () => {
    device.cursors = {};
    for (let isMore = true; isMore;) {
      const { head, end } = await device.pull({ maxRows: 7 });
      expect(Object.keys(end.cursors).sort()).toEqual(head.scopes.map(({ id }) => id).sort());
      const isWhole = head.scopes.every(({ id, version }) => end.cursors[id]!.version === version);
      // A page that ends exactly with the last row may still say that there is more.
      if (!end.more) expect(isWhole).toBe(true);
      isMore = end.more;
    }
  });

  test('[PULL5] goes on in the middle of one version after the last row sent, without doubles or gaps', async () => {
    device.cursors = {};
    const seen: string[] = [];
    const remaining: number[] = [];
    for (let isMore = true; isMore;) {
      const answer = await device.pull({ maxRows: 7 });
      const rows = answer.lines.flatMap((line) => (line.kind === 'rows' ? line.rows : []));
      expect(rows.length).toBeLessThanOrEqual(7);
      expect(answer.end.lines).toBe(answer.lines.length);
      seen.push(...answer.rows('customer').map((row) => row.id));
      remaining.push(answer.end.remaining);
      isMore = answer.end.more;
    }
    expect(seen).toHaveLength(60);
    expect(new Set(seen).size).toBe(60);
    expect([...remaining].sort((a, b) => b - a)).toEqual(remaining);
    expect(remaining.at(-1)).toBe(0);
  });

  test('[PULL5] [PULL7] a row that changes between two pages comes in the next window, whole', async () => {
    device.cursors = {};
    let answer = await device.pull({ maxRows: 30 });
    const windowEnd = answer.head.scopes.find(({ id }) => id === book)!.version;
    const last = customerIdOf(1, 60);
    await device.push(device.mutation([patch('customer', book, last, windowEnd, { city: '上海' })]));
    const names = new Map(answer.rows('customer').map((row) => [row.id, row]));
    while (answer.end.more) {
      answer = await device.pull({ maxRows: 30 });
      for (const row of answer.rows('customer')) names.set(row.id, row);
    }
    expect(names.size).toBe(60);
    expect(names.get(last)).toMatchObject({ city: '上海', version: windowEnd + 1 });
  });

  test('[PULL5] stops at about two megabytes of text', async () => {
    const bodies = Array.from({ length: 6 }, () => noteOf(book, customer, 'x'.repeat(20_000)));
    for (let round = 0; round < 25; round++) {
      await device.push(device.mutation(bodies.map((note) => ({ ...note, id: crypto.randomUUID() }))));
    }
    device.cursors = {};
    const answer = await device.pull({ maxRows: 20_000 });
    expect(answer.end.more).toBe(true);
    const size = answer.lines.reduce((sum, line) => sum + JSON.stringify(line).length, 0);
    expect(size).toBeGreaterThan(2_000_000);
    expect(size).toBeLessThan(2_200_000);
    expect((await device.pullAll()).get('note')!.size).toBeGreaterThan(0);
  });

  test('[PULL4] sends customers before their history', async () => {
    device.cursors = {};
    const answer = await device.pull({ maxRows: 20_000 });
    const order = entities.map((entity) => entity.name as string);
    for (const scope of answer.head.scopes) {
      const places = answer.lines.flatMap((line) =>
        line.kind === 'rows' && line.scope === scope.id ? [order.indexOf(line.entity)] : [],
      );
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
  });

  test('[PULL6] takes a resume it cannot read for the start of the window', async () => {
    const whole = await device.pull({ scopes: {} });
    for (const resume of ['', 'nonsense', Buffer.from('[1,2,3,4,5]').toString('base64url')]) {
      const answer = await device.pull({ scopes: { [server.company.companyId]: { version: 0, resume } } });
      expect(answer.rows('person')).toEqual(whole.rows('person'));
    }
  });

  test('[PULL10] brings deletions as rows, and names rows that moved away', async () => {
    await device.pullAll();
    const id = crypto.randomUUID();
    await device.push(device.mutation([noteOf(book, customer, 'soon gone', id)]));
    await device.pullAll();
    const version = device.cursors[book]!.version;
    const deletedAt = '2026-02-02T00:00:00.000Z';
    await device.push(device.mutation([patch('note', book, id, version, { deletedAt })]));
    expect((await device.pull()).rows('note')).toMatchObject([{ id, deletedAt }]);

    const moved = crypto.randomUUID();
    await server.db
      .updateTable('scope')
      .set({ version: version + 2 })
      .where('id', '=', book)
      .execute();
    await server.db
      .insertInto('gone')
      .values({ scopeId: book, entity: 'customer', rowId: moved, version: version + 2 })
      .execute();
    const { lines } = await device.pull();
    expect(lines).toEqual([{ kind: 'gone', scope: book, entity: 'customer', ids: [moved] }]);
  });

  test('[PULL11] resets a scope whose tombstones were cleared, or whose cursor is from the future', async () => {
    await device.pullAll();
    const { version } = device.cursors[book]!;
    await server.db.updateTable('scope').set({ prunedTo: version }).where('id', '=', book).execute();
    for (const cursor of [version - 1, version + 100]) {
      const answer = await device.pull({ scopes: { [book]: { version: cursor } }, maxRows: 20_000 });
      expect(answer.lines.filter((line) => line.kind === 'reset')).toEqual([{ kind: 'reset', scope: book }]);
      expect(answer.rows('customer')).toHaveLength(60);
    }
    await server.db.updateTable('scope').set({ prunedTo: 0 }).where('id', '=', book).execute();
  });

  test('[EPOCH1] [EPOCH2] tells a device of another epoch to start again; what it offers back lands once', async () => {
    const kept = device.mutation([
      insert('note', book, {
        customerId: customer,
        body: 'kept',
        happenedAt: '2026-02-01T08:00:00.000Z',
        origin: 'rep',
      }),
    ]);
    await device.push(kept);
    await renewServerEpoch(server.db);
    const answer = await device.pull();
    expect(answer.head.epochChanged).toBe(true);
    expect(answer.lines).toEqual([]);
    expect(answer.end.more).toBe(true);
    expect(Object.values(answer.end.cursors).every((cursor) => cursor.version === 0)).toBe(true);
    const offered = await device.push(kept);
    expect(offered.results).toMatchObject([{ status: 'applied' }]);
    expect(offered.epoch).toBe(answer.head.epoch);
    const notes = await server.db
      .selectFrom('note')
      .select('id')
      .where('id', '=', kept.writes[0]!.id)
      .execute();
    expect(notes).toHaveLength(1);
  });
});
