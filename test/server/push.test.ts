import { beforeAll, expect, test } from 'vitest';
import type { Mutation } from '#shared/protocol/sync.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerFields, customerIdOf, testId } from '#test/support/test-company.ts';
import { codeOf, insert, noteOf, patch, signIn, type Device } from './device.ts';

describeOnBoth('push', (maker) => {
  let server: CompanyServer;
  let device: Device;
  let other: Device;
  let book: string;
  let foreignBook: string;
  const customer = customerIdOf(1, 1);

  const refusal = async (mutation: Mutation) => {
    const [result] = (await device.push(mutation)).results;
    return result!.status === 'rejected' ? result!.code : result!.status;
  };
  const countNotes = async () => (await server.db.selectFrom('note').select('id').execute()).length;

  beforeAll(async () => {
    server = await maker.start();
    book = server.company.reps[0].bookId!;
    foreignBook = server.company.reps[1].bookId!;
    device = await signIn(server.url, 'rep1');
    other = await signIn(server.url, 'rep1');
  });

  test('[PUSH1] [PUSH3] answers each mutation in order, and a repeated one the same without doing it again', async () => {
    const before = await countNotes();
    const mutations = [1, 2, 3].map((number) => device.mutation([noteOf(book, customer, `note ${number}`)]));
    const first = await device.push(...mutations);
    expect(first.results.map(({ id }) => id)).toEqual(mutations.map(({ id }) => id));
    const again = first.results.map((result) => ({ ...result, repeated: true }));
    expect(await device.push(...mutations)).toEqual({ ...first, results: again });
    const elsewhere = await signIn(server.url, 'rep1');
    expect((await elsewhere.push(...mutations)).results).toEqual(again);
    expect(await countNotes()).toBe(before + 3);
  });

  test('[PUSH3] a mutation that arrives ten times at once is done once', async () => {
    const before = await countNotes();
    const mutation = device.mutation([noteOf(book, customer)]);
    const answers = await Promise.all(Array.from({ length: 10 }, () => device.push(mutation)));
    for (const answer of answers) expect(answer.results).toMatchObject([{ status: 'applied', conflicts: 0 }]);
    expect(await countNotes()).toBe(before + 1);
  });

  test('[PUSH2] [PUSH4] refuses a mutation whole, records it, and goes on with the next', async () => {
    const before = await countNotes();
    const half = device.mutation([noteOf(book, customer), noteOf(book, customerIdOf(2, 1))]);
    const good = device.mutation([noteOf(book, customer)]);
    const { results } = await device.push(half, good);
    expect(results.map(({ status, code }) => [status, code])).toEqual([
      ['rejected', 'UNKNOWN_ROW'],
      ['applied', undefined],
    ]);
    expect(await countNotes()).toBe(before + 1);
    expect((await device.push(half)).results).toEqual([{ ...results[0], repeated: true }]);
  });

  test('[PUSH6] refuses the device epoch of another enrolment', async () => {
    const body = {
      deviceEpoch: other.session.deviceEpoch,
      mutations: [device.mutation([noteOf(book, customer)])],
    };
    expect(codeOf(await device.post('/v1/sync/push', body))).toBe('STALE');
  });

  test('[WRITE1] to [WRITE9] refuses what a device may not write, each with its code', async () => {
    const rep = server.company.reps[0];
    const text = (body: string) => device.mutation([noteOf(book, customer, body)]);
    const one = (...writes: Mutation['writes']) => device.mutation(writes);
    const person = { name: 'x', account: 'x', role: 'admin', teamId: null, status: 'active' };
    const cases: Array<[string, Mutation, string]> = [
      ['a person', one(insert('person', server.company.companyId, person)), 'FORBIDDEN'],
      [
        'the owner of a book',
        one(patch('book', server.company.companyId, book, 1, { ownerId: rep.id })),
        'FORBIDDEN',
      ],
      ['a book never owned', one(noteOf(foreignBook, customerIdOf(2, 1))), 'FORBIDDEN'],
      ['a scope that does not exist', one(noteOf(crypto.randomUUID(), customer)), 'FORBIDDEN'],
      ['a book of another company', one(noteOf(testId('book', 1, 2), customer)), 'FORBIDDEN'],
      [
        'the plans of somebody else',
        one(patch('plan', server.company.reps[1].id, crypto.randomUUID(), 0, { reflection: '' })),
        'FORBIDDEN',
      ],
      ['a customer in the user scope', one(insert('customer', rep.id, customerFields())), 'INVALID'],
      [
        'a field that is not there',
        one(insert('customer', book, customerFields({ ownerId: rep.id }))),
        'INVALID',
      ],
      ['a missing field', one(insert('note', book, { customerId: customer })), 'INVALID'],
      ['the author', one(patch('customer', book, customer, 1, { createdBy: rep.id })), 'INVALID'],
      ['the late mark', one(patch('customer', book, customer, 1, { late: true })), 'INVALID'],
      [
        'a field of an immutable fact',
        one(patch('note', book, crypto.randomUUID(), 1, { body: 'x' })),
        'INVALID',
      ],
      ['an empty patch', one(patch('customer', book, customer, 1, {})), 'INVALID'],
      ['[WRITE7] NUL', text('a\u0000b'), 'INVALID'],
      ['[WRITE7] a lone surrogate', text('a\ud800b'), 'INVALID'],
      ['too long a text', text('x'.repeat(20_001)), 'INVALID'],
      ['a number above 2^53', one(patch('customer', book, customer, 1, { intent: 2 ** 60 })), 'INVALID'],
      ['an unknown entity', one(insert('toString', book, {})), 'UNKNOWN_ENTITY'],
      [
        'a row that is not there',
        one(patch('customer', book, crypto.randomUUID(), 1, { name: 'x' })),
        'UNKNOWN_ROW',
      ],
      [
        'a row of another scope',
        one(patch('customer', book, customerIdOf(2, 1), 1, { name: 'x' })),
        'UNKNOWN_ROW',
      ],
      ['a reference into another book', one(noteOf(book, customerIdOf(2, 1))), 'UNKNOWN_ROW'],
      ['an id that exists', one(insert('customer', book, customerFields(), customer)), 'DUPLICATE_ROW'],
      [
        'an id twice',
        one(noteOf(book, customer, 'a', customer), noteOf(book, customer, 'b', customer)),
        'DUPLICATE_ROW',
      ],
      [
        'a conflict of its own',
        one(
          insert('conflict', book, {
            entity: 'customer',
            rowId: customer,
            customerId: customer,
            field: 'name',
            keptValue: 1,
            lateValue: 2,
            lateBy: null,
            lateAt: '2026-01-01T00:00:00.000Z',
            status: 'open',
          }),
        ),
        'FORBIDDEN',
      ],
    ];
    for (const [what, mutation, code] of cases) expect(await refusal(mutation), what).toBe(code);
  });

  test('[WRITE2] answers a foreign scope and one that does not exist alike', async () => {
    const messages = [noteOf(foreignBook, customer), noteOf(crypto.randomUUID(), customer)].map((write) =>
      device.push(device.mutation([write])),
    );
    const [first, second] = await Promise.all(messages);
    expect(first!.results[0]!.message).toBe(second!.results[0]!.message);
  });

  test('[WRITE4] [WRITE6] takes a customer and what hangs on it in one mutation, with the author of the session', async () => {
    const id = crypto.randomUUID();
    const mutation = device.mutation([
      noteOf(book, id),
      insert('customer', book, customerFields({ name: '王芳' }), id),
      patch('customer', book, id, 0, { city: '北京' }),
    ]);
    expect(await refusal(mutation)).toBe('applied');
    const row = await server.db
      .selectFrom('customer')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      name: '王芳',
      city: '北京',
      createdBy: server.company.reps[0].id,
      late: false,
    });
  });

  test('[WRITE6] takes a plan with items for the own book only', async () => {
    const me = server.company.reps[0].id;
    const planId = crypto.randomUUID();
    const plan = insert(
      'plan',
      me,
      {
        planOn: '2026-02-01',
        builtAt: '2026-02-01T00:00:00.000Z',
        startedAt: null,
        closedAt: null,
        reflection: '',
        availableMinutes: 60,
        listHash: '',
      },
      planId,
    );
    const item = (bookId: string, customerId: string) =>
      insert('plan_item', me, {
        planId,
        planOn: '2026-02-01',
        bookId,
        customerId,
        kind: 'GAP',
        subject: '',
        score: 1,
        ordinal: 1,
        deciMinutes: 10,
        reasons: [{ code: 'GAP', params: { days: 3 } }],
        dueAt: null,
        lateAfterAt: '2026-02-01T16:00:00.000Z',
        status: 'open',
        statusAt: null,
        skipReason: null,
      });
    expect(await refusal(device.mutation([item(book, customer)]))).toBe('UNKNOWN_ROW');
    expect(await refusal(device.mutation([plan, item(foreignBook, customerIdOf(2, 1))]))).toBe('FORBIDDEN');
    expect(await refusal(device.mutation([plan, item(book, customerIdOf(2, 1))]))).toBe('UNKNOWN_ROW');
    expect(await refusal(device.mutation([plan, item(book, customer)]))).toBe('applied');
    const answer = await device.pullAll();
    expect([...answer.get('plan_item')!.values()]).toMatchObject([
      { planId, reasons: [{ code: 'GAP', params: { days: 3 } }] },
    ]);
  });

  test('adds one to the version of a scope per mutation that changes it, and none otherwise', async () => {
    const version = async () =>
      (await server.db.selectFrom('scope').select('version').where('id', '=', book).executeTakeFirstOrThrow())
        .version;
    const before = await version();
    await device.push(device.mutation([noteOf(book, customer), noteOf(book, customer)]));
    expect(await version()).toBe(before + 1);
    const { name } = await server.db
      .selectFrom('customer')
      .select('name')
      .where('id', '=', customer)
      .executeTakeFirstOrThrow();
    await device.push(device.mutation([patch('customer', book, customer, 0, { name })]));
    await device.push(device.mutation([patch('customer', book, crypto.randomUUID(), 0, { name })]));
    expect(await version()).toBe(before + 1);
  });
});
