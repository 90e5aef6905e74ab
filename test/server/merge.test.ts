/** Cards that become part of another one, as the server judges it (SPEC MERGE rules). */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerFields } from '#test/support/test-company.ts';
import { insert, noteOf, patch, signIn, type Device, type Row } from './device.ts';
import { splitWhole } from './split-scene.ts';

const at = '2026-02-02T08:00:00.000Z';

describeOnBoth('two cards that are merged', (maker) => {
  let server: CompanyServer;
  let office: Device;
  let laptop: Device;
  let book: string;
  /** Fresh customers that both devices have seen at version `seen`. */
  let kept: string;
  let other: string;
  let seen: number;

  const undoOf = (fields: object = {}) => ({ at, absorbedAt: null, fields, removed: [] });
  const mergeOf = (into: string, from: string, fields: Record<string, unknown> = {}, undo: object = {}) => [
    patch('customer', book, into, seen, { ...fields, absorbedAt: at }),
    patch('customer', book, from, seen, {
      mergedIntoId: into,
      mergeUndo: undoOf(undo) as never,
      deletedAt: at,
    }),
  ];
  const push = async (device: Device, ...writes: ReturnType<typeof patch>[]) => {
    const { results } = await device.push(device.mutation(writes as never));
    const [{ status, code, conflicts }] = results as [(typeof results)[number]];
    return [status, code ?? conflicts];
  };
  const held = async (account = 'rep1') => (await signIn(server.url, account)).pullAll();
  const cards = async () => {
    const rows = (await held()).get('customer')!;
    return { kept: rows.get(kept)!, other: rows.get(other)! };
  };
  const conflictsOf = async (...ids: string[]) =>
    [...((await held()).get('conflict')?.values() ?? [])].filter((row: Row) =>
      ids.includes(row.rowId as string),
    );

  beforeAll(async () => {
    server = await maker.start();
    book = server.company.reps[0].bookId!;
    office = await signIn(server.url, 'rep1');
    laptop = await signIn(server.url, 'rep1');
  });
  beforeEach(async () => {
    [kept, other] = [crypto.randomUUID(), crypto.randomUUID()].sort() as [string, string];
    await office.push(
      office.mutation([
        insert('customer', book, customerFields({ name: 'kept' }), kept),
        insert('customer', book, customerFields({ name: 'other' }), other),
      ]),
    );
    await office.pullAll();
    await laptop.pullAll();
    seen = laptop.cursors[book]!.version;
  });

  test('[MERGE2] the card that gives way names the one that is kept, and comes to every device', async () => {
    expect(
      await push(office, ...mergeOf(kept, other, { city: '上海' }, { city: { from: '', to: '上海' } })),
    ).toEqual(['applied', 0]);
    expect(await cards()).toMatchObject({
      kept: { city: '上海', absorbedAt: at, deletedAt: null, mergedIntoId: null },
      other: { mergedIntoId: kept, deletedAt: at, mergeUndo: undoOf({ city: { from: '', to: '上海' } }) },
    });
  });

  test('[MERGE3] [CONFLICT6] what another device did to the card meanwhile does not keep it apart, and is not lost', async () => {
    await push(laptop, patch('customer', book, other, seen, { remark: 'from the laptop' }));
    expect(await push(office, ...mergeOf(kept, other))).toEqual(['applied', 0]);
    expect((await cards()).other).toMatchObject({
      mergedIntoId: kept,
      deletedAt: at,
      remark: 'from the laptop',
    });
  });

  test('[MERGE4] late facts stay with their card; late values of its fields are late values of the card that is kept', async () => {
    await push(office, ...mergeOf(kept, other, { city: '上海' }));
    const note = crypto.randomUUID();
    expect(await push(laptop, noteOf(book, other, 'late note', note))).toEqual(['applied', 0]);
    expect(
      await push(laptop, patch('customer', book, other, seen, { city: '上海', company: '晨光' })),
    ).toEqual(['applied', 1]);
    expect((await held()).get('note')!.get(note)).toMatchObject({
      customerId: other,
      body: 'late note',
      deletedAt: null,
    });
    expect(await conflictsOf(kept, other)).toMatchObject([
      { rowId: kept, customerId: kept, field: 'company', keptValue: '', lateValue: '晨光', status: 'open' },
    ]);
    // A deletion of the card that gave way is let go; so is the kept card's, by CONFLICT6.
    expect(
      await push(laptop, patch('customer', book, other, seen, { deletedAt: '2026-02-03T00:00:00.000Z' })),
    ).toEqual(['applied', 0]);
    expect(
      await push(laptop, patch('customer', book, kept, seen, { deletedAt: '2026-02-03T00:00:00.000Z' })),
    ).toEqual(['applied', 1]);
    expect(await cards()).toMatchObject({
      kept: { deletedAt: null },
      other: { deletedAt: at, mergedIntoId: kept },
    });
  });

  test('[MERGE3] two devices merge the same cards: alike, or into each other, and the first stands without a conflict', async () => {
    const later = '2026-02-02T09:00:00.000Z';
    await push(office, ...mergeOf(kept, other));
    const again = mergeOf(kept, other).map((write) => ({
      ...write,
      fields: Object.fromEntries(
        Object.entries(write.fields).map(([name, value]) => [name, value === at ? later : value]),
      ),
    }));
    expect(await push(laptop, ...again)).toEqual(['applied', 0]);
    expect((await cards()).other).toMatchObject({ mergedIntoId: kept, deletedAt: at });
    const round = mergeOf(other, kept, { city: '苏州' });
    expect(await push(laptop, ...round)).toEqual(['applied', 1]);
    expect(await cards()).toMatchObject({
      kept: { mergedIntoId: null, deletedAt: null },
      other: { mergedIntoId: kept },
    });
    expect(await conflictsOf(kept, other)).toMatchObject([{ rowId: kept, field: 'city', lateValue: '苏州' }]);
  });

  test('[MERGE3] a merge into itself, a deleted card or one that is not here does not happen; the rest of the mutation does', async () => {
    const foreign = crypto.randomUUID();
    const third = crypto.randomUUID();
    await office.push(office.mutation([insert('customer', book, customerFields({ name: 'gone' }), third)]));
    await push(office, patch('customer', book, third, 1_000_000, { deletedAt: at }));
    for (const target of [other, foreign, third]) {
      const writes = [
        patch('customer', book, other, seen, {
          mergedIntoId: target,
          mergeUndo: undoOf() as never,
          deletedAt: at,
        }),
        patch('customer', book, kept, 1_000_000, { remark: `with ${target}` }),
      ];
      expect(await push(laptop, ...writes)).toEqual(['applied', 0]);
      expect(await cards()).toMatchObject({
        kept: { remark: `with ${target}` },
        other: { mergedIntoId: null, mergeUndo: null, deletedAt: null },
      });
    }
    expect(
      await push(
        laptop,
        insert('customer', book, { ...customerFields(), mergedIntoId: kept }, crypto.randomUUID()),
      ),
    ).toEqual(['rejected', 'INVALID']);
  });

  test('[MERGE5] an undo gives the card back, also on two devices at once', async () => {
    await push(office, ...mergeOf(kept, other, { city: '上海' }));
    await office.pullAll();
    await laptop.pullAll();
    const now = office.cursors[book]!.version;
    const undo = [
      patch('customer', book, kept, now, { city: '', absorbedAt: null }),
      patch('customer', book, other, now, { mergedIntoId: null, mergeUndo: null, deletedAt: null }),
    ];
    expect(await push(office, ...undo)).toEqual(['applied', 0]);
    expect(await push(laptop, ...undo)).toEqual(['applied', 0]);
    expect(await cards()).toMatchObject({
      kept: { city: '', absorbedAt: null },
      other: { mergedIntoId: null, mergeUndo: null, deletedAt: null },
    });
    expect(await conflictsOf(kept, other)).toEqual([]);
  });

  test('[MERGE6] [SPLIT1] a card goes to another book with what became part of it', async () => {
    const note = crypto.randomUUID();
    await push(office, ...mergeOf(kept, other), noteOf(book, other, 'of the other', note) as never);
    const admin = await signIn(server.url, 'admin');
    const [rep1, rep2] = server.company.reps;
    await splitWhole(admin, {
      fromBookId: book,
      fromPersonId: rep1.id,
      toBookId: rep2.bookId!,
      customerIds: [kept],
    });
    const there = await held('rep2');
    expect(there.get('customer')!.get(other)).toMatchObject({ mergedIntoId: kept });
    expect(there.get('note')!.get(note)).toMatchObject({ customerId: other });
    expect((await held()).get('customer')!.has(other)).toBe(false);
  });
});
