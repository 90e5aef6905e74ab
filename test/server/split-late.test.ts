/** What is written to a book that its customer has left: it follows the customer, and nothing is lost or doubled. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerFields, testCompany } from '#test/support/test-company.ts';
import { insert, noteOf, patch, signIn, type Device, type Row } from './device.ts';
import { firstCustomers, splitWhole } from './split-scene.ts';

const perBook = 30;

describeOnBoth('a customer who moved to another book', (maker) => {
  let server: CompanyServer;
  let admin: Device;
  let former: Device;
  let heir: Device;
  /** The first rep's book and a second one of the same rep, the second rep's, and their owners. */
  let book: string;
  let spare: string;
  let next: string;
  let formerId: string;
  let heirId: string;
  let customerId: string;
  let seen: number;
  let taken = 0;

  const move = (toBookId: string, fromBookId = book, fromPersonId = formerId) =>
    splitWhole(admin, { fromBookId, fromPersonId, toBookId, customerIds: [customerId] });
  const outcome = async (device: Device, ...writes: Array<Parameters<Device['mutation']>[0][number]>) => {
    const { results } = await device.push(device.mutation(writes));
    const [{ status, code, conflicts }] = results as [(typeof results)[number]];
    return [status, code ?? conflicts];
  };
  const heldBy = async (account: string) => (await signIn(server.url, account)).pullAll();
  const rowsOf = (held: Map<string, Map<string, Row>>, entity: string, own = customerId) =>
    [...(held.get(entity)?.values() ?? [])].filter((row) => row.customerId === own);

  beforeAll(async () => {
    server = await maker.start({ company: (await testCompany({ customersPerBook: perBook })).seed });
    const [rep1, rep2, rep3] = server.company.reps;
    [book, next, spare] = [rep1.bookId!, rep2.bookId!, rep3.bookId!];
    [formerId, heirId] = [rep1.id, rep2.id];
    admin = await signIn(server.url, 'admin');
    await admin.post('/v1/admin/book/reassign', {
      bookId: spare,
      fromPersonId: rep3.id,
      toPersonId: rep1.id,
      reason: 'second book',
    });
  });
  beforeEach(async () => {
    customerId = firstCustomers(1, (taken += 1)).at(-1)!;
    former = await signIn(server.url, 'rep1');
    heir = await signIn(server.url, 'rep2');
    await former.pullAll();
    seen = former.cursors[book]!.version;
  });

  test('[LATE1] [LATE2] [SPLIT4] gets what the former owner had still to hand in: facts as late, patches as conflicts', async () => {
    await move(next);
    const note = crypto.randomUUID();
    expect(await outcome(former, noteOf(book, customerId, 'written offline', note))).toEqual(['applied', 0]);
    expect(await outcome(former, patch('customer', book, customerId, seen, { city: '成都' }))).toEqual([
      'applied',
      1,
    ]);
    const deletedAt = '2026-02-03T00:00:00.000Z';
    expect(await outcome(former, patch('note', book, note, 0, { deletedAt }))).toEqual(['applied', 0]);
    const held = await heldBy('rep2');
    expect(rowsOf(held, 'note')).toMatchObject([
      { id: note, body: 'written offline', late: true, createdBy: formerId, deletedAt },
    ]);
    expect(held.get('customer')!.get(customerId)).toMatchObject({ city: '' });
    expect(rowsOf(held, 'conflict')).toMatchObject([
      { rowId: customerId, field: 'city', lateValue: '成都', lateBy: formerId, late: true },
    ]);
  });

  test('[SPLIT4] the author’s device is told that the late note went on, and drops its copy', async () => {
    await move(next);
    const note = crypto.randomUUID();
    await outcome(former, noteOf(book, customerId, 'late', note));
    const { lines } = await former.pull();
    const gone = lines.flatMap((line) => (line.kind === 'gone' && line.entity === 'note' ? line.ids : []));
    expect(gone).toEqual([note]);
  });

  test('[SPLIT4] [CONFLICT1] [CONFLICT2] an author who owns the new book too writes as always', async () => {
    await outcome(former, patch('customer', book, customerId, seen, { company: 'own' }));
    const other = await signIn(server.url, 'rep1');
    await other.pullAll();
    await outcome(other, patch('customer', book, customerId, other.cursors[book]!.version, { city: '上海' }));
    await move(spare);
    const note = crypto.randomUUID();
    expect(await outcome(former, noteOf(book, customerId, 'in time', note))).toEqual(['applied', 0]);
    expect(await outcome(former, patch('customer', book, customerId, seen, { remark: 'tea' }))).toEqual([
      'applied',
      0,
    ]);
    expect(await outcome(former, patch('customer', book, customerId, seen, { company: 'newer' }))).toEqual([
      'applied',
      0,
    ]);
    expect(await outcome(former, patch('customer', book, customerId, seen, { city: '北京' }))).toEqual([
      'applied',
      1,
    ]);
    const held = await heldBy('rep1');
    expect(held.get('customer')!.get(customerId)).toMatchObject({
      remark: 'tea',
      company: 'newer',
      city: '上海',
    });
    expect(rowsOf(held, 'note')).toMatchObject([{ id: note, late: false }]);
    await former.pullAll();
    const now = former.cursors[spare]!.version;
    expect(await outcome(former, patch('customer', spare, customerId, now, { city: '北京' }))).toEqual([
      'applied',
      0,
    ]);
  });

  test('[SPLIT4] is found through every book it went through', async () => {
    await move(spare);
    await move(next, spare);
    const note = crypto.randomUUID();
    expect(await outcome(former, noteOf(book, customerId, 'two books later', note))).toEqual(['applied', 0]);
    expect(rowsOf(await heldBy('rep2'), 'note')).toMatchObject([{ id: note, late: true }]);
    await move(book, next, heirId);
    expect(await outcome(heir, noteOf(next, customerId, 'from the heir'))).toEqual(['applied', 0]);
    const back = await heldBy('rep1');
    expect(rowsOf(back, 'note').map(({ body, late }) => [body, late])).toEqual([
      ['two books later', true],
      ['from the heir', true],
    ]);
    await former.pullAll();
    const now = former.cursors[book]!.version;
    expect(await outcome(former, patch('customer', book, customerId, now, { city: '回来' }))).toEqual([
      'applied',
      0,
    ]);
  });

  test('[WRITE5] an insert sent again under another id makes no twin in the book it left', async () => {
    const note = crypto.randomUUID();
    await outcome(former, noteOf(book, customerId, 'once', note));
    await move(next);
    const again = await outcome(former, noteOf(book, customerId, 'once', note));
    expect(again).toEqual(['rejected', 'DUPLICATE_ROW']);
    const customerAgain = insert('customer', book, customerFields(), customerId);
    expect(await outcome(former, customerAgain)).toEqual(['rejected', 'DUPLICATE_ROW']);
    const found = await server.db.selectFrom('note').select('scopeId').where('body', '=', 'once').execute();
    expect(found).toEqual([{ scopeId: next }]);
  });

  test('[LATE3] is not to be written to by who never had the book, whether he moved or not', async () => {
    const lead = await signIn(server.url, 'lead1');
    const before = await outcome(lead, noteOf(book, customerId));
    await move(next);
    expect(await outcome(lead, noteOf(book, customerId))).toEqual(before);
    expect(before).toEqual(['rejected', 'FORBIDDEN']);
    expect(await outcome(heir, noteOf(book, customerId))).toEqual(['rejected', 'FORBIDDEN']);
    expect(await outcome(former, noteOf(next, customerId))).toEqual(['rejected', 'FORBIDDEN']);
  });

  test('[WRITE6] [SPLIT6] stands on the plan it was made for, and the review goes on naming it and counting its notes', async () => {
    const on = '2026-02-01';
    const plan = crypto.randomUUID();
    const item = crypto.randomUUID();
    await outcome(former, noteOf(book, customerId, 'counted'));
    const days = async () => {
      const answer = await admin.post('/v1/review/days', { from: on, to: on });
      const rows = (answer.body as { days: Array<{ personId: string; notes: number; planned: number }> })
        .days;
      return rows.find(({ personId }) => personId === formerId);
    };
    const planFields = {
      planOn: on,
      builtAt: '2026-02-01T00:00:00.000Z',
      startedAt: null,
      closedAt: null,
      reflection: '',
      availableMinutes: 60,
      listHash: '',
    };
    await outcome(former, insert('plan', formerId, planFields, plan));
    const before = await days();
    await move(next);
    const itemFields = {
      planId: plan,
      planOn: on,
      bookId: book,
      customerId,
      kind: 'GAP',
      subject: '',
      score: 1,
      ordinal: 1,
      deciMinutes: 10,
      reasons: [],
      dueAt: null,
      lateAfterAt: '2026-02-01T12:00:00.000Z',
      status: 'open',
      statusAt: null,
      skipReason: null,
    };
    expect(await outcome(former, insert('plan_item', formerId, itemFields, item))).toEqual(['applied', 0]);
    const stranger = { ...itemFields, customerId: crypto.randomUUID() };
    expect(await outcome(former, insert('plan_item', formerId, stranger))).toEqual([
      'rejected',
      'UNKNOWN_ROW',
    ]);
    const { name } = await server.db
      .selectFrom('customer')
      .select('name')
      .where('id', '=', customerId as never)
      .executeTakeFirstOrThrow();
    const review = await admin.post('/v1/review/items', { personId: formerId, on });
    const { items, entries } = review.body as {
      items: Array<{ id: string; customerName: string }>;
      entries: Array<{ customerId: string; body: string; customerName: string }>;
    };
    expect(items).toMatchObject([{ id: item, customerName: name }]);
    expect(entries.filter((entry) => entry.customerId === customerId)).toMatchObject([
      { body: 'counted', customerName: name },
    ]);
    expect(await days()).toMatchObject({ notes: before!.notes, planned: before!.planned + 1 });
  });
});
