import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerFields } from '#test/support/test-company.ts';
import { insert, noteOf, patch, signIn, type Device, type Row } from './device.ts';

describeOnBoth('two devices and one row', (maker) => {
  let server: CompanyServer;
  let office: Device;
  let laptop: Device;
  let book: string;
  /** A fresh customer that both devices have seen at version `seen`. */
  let id: string;
  let seen: number;

  const change = (device: Device, fields: Record<string, unknown>, from = seen) =>
    device.push(device.mutation([patch('customer', book, id, from, fields)]));
  const conflictsOf = (answer: Awaited<ReturnType<Device['push']>>) =>
    answer.results.reduce((sum, result) => sum + result.conflicts, 0);
  const held = async (): Promise<{ row: Row; conflicts: Row[] }> => {
    const fresh = await signIn(server.url, 'rep1');
    const rows = await fresh.pullAll();
    const conflicts = [...(rows.get('conflict') ?? new Map<string, Row>()).values()];
    return {
      row: rows.get('customer')!.get(id)!,
      conflicts: conflicts.filter((conflict) => conflict.rowId === id),
    };
  };

  beforeAll(async () => {
    server = await maker.start();
    book = server.company.reps[0].bookId!;
    office = await signIn(server.url, 'rep1');
    laptop = await signIn(server.url, 'rep1');
  });
  beforeEach(async () => {
    id = crypto.randomUUID();
    await office.push(office.mutation([insert('customer', book, customerFields({ name: 'old' }), id)]));
    await office.pullAll();
    await laptop.pullAll();
    seen = laptop.cursors[book]!.version;
  });

  test('[CONFLICT1] different fields are both set', async () => {
    expect(conflictsOf(await change(office, { city: '上海' }))).toBe(0);
    expect(conflictsOf(await change(laptop, { remark: 'likes tea' }))).toBe(0);
    expect((await held()).row).toMatchObject({ city: '上海', remark: 'likes tea' });
  });

  test('[PUSH7] what a device clock says decides nothing: the one who had seen the other wins, years before it', async () => {
    const write = (device: Device, name: string, from: number, at: string) =>
      device.push(device.mutation([patch('customer', book, id, from, { name })], { at }));
    expect(conflictsOf(await write(office, 'from 2099', seen, '2099-12-31T23:59:59.999Z'))).toBe(0);
    await laptop.pullAll();
    const now = laptop.cursors[book]!.version;
    expect(conflictsOf(await write(laptop, 'from 1970', now, '1970-01-01T00:00:00.000Z'))).toBe(0);
    expect(conflictsOf(await write(office, 'from 2100', seen, '2100-01-01T00:00:00.000Z'))).toBe(1);
    const { row, conflicts } = await held();
    expect(row).toMatchObject({ name: 'from 1970' });
    expect(conflicts).toMatchObject([{ field: 'name', keptValue: 'from 1970', lateValue: 'from 2100' }]);
  });

  test('[CONFLICT2] the same field keeps the first value, the late one becomes a conflict, other fields are set', async () => {
    await change(office, { name: 'office', city: '上海' });
    expect(conflictsOf(await change(laptop, { name: 'laptop', remark: 'tea' }))).toBe(1);
    const { row, conflicts } = await held();
    expect(row).toMatchObject({ name: 'office', city: '上海', remark: 'tea' });
    expect(conflicts).toMatchObject([
      {
        entity: 'customer',
        customerId: id,
        field: 'name',
        keptValue: 'office',
        lateValue: 'laptop',
        lateBy: server.company.reps[0].id,
        lateAt: '2026-02-01T08:00:00.000Z',
        status: 'open',
      },
    ]);
  });

  test('[CONFLICT1] a value written after seeing the other one is set', async () => {
    await change(office, { name: 'office' });
    await laptop.pullAll();
    expect(conflictsOf(await change(laptop, { name: 'laptop' }, laptop.cursors[book]!.version))).toBe(0);
    expect((await held()).row.name).toBe('laptop');
  });

  test('[CONFLICT3] own earlier edits never conflict, though the device has not seen their versions', async () => {
    await change(laptop, { name: 'one' });
    expect(conflictsOf(await change(laptop, { name: 'two' }))).toBe(0);
    expect(conflictsOf(await change(laptop, { name: 'three' }))).toBe(0);
    expect(await held()).toMatchObject({ row: { name: 'three' }, conflicts: [] });
  });

  test('[CONFLICT3] an edit of the other device in between does conflict', async () => {
    await change(laptop, { name: 'one' });
    await office.pullAll();
    await change(office, { name: 'office' }, office.cursors[book]!.version);
    expect(conflictsOf(await change(laptop, { name: 'two' }))).toBe(1);
    expect((await held()).row.name).toBe('office');
  });

  test('[CONFLICT3] a device may change what it inserted before it learned the version', async () => {
    const fresh = crypto.randomUUID();
    const answer = await laptop.push(
      laptop.mutation([insert('customer', book, customerFields(), fresh)]),
      laptop.mutation([patch('customer', book, fresh, 0, { name: 'renamed' })]),
    );
    expect(answer.results.map(({ status, conflicts }) => [status, conflicts])).toEqual([
      ['applied', 0],
      ['applied', 0],
    ]);
  });

  test('[CONFLICT4] equal values never conflict', async () => {
    await change(office, { name: 'same', birthdayOn: '1990-05-01' });
    expect(conflictsOf(await change(laptop, { name: 'same', birthdayOn: '1990-05-01' }))).toBe(0);
    expect((await held()).conflicts).toEqual([]);
  });

  test('[CONFLICT5] an edit of a row deleted meanwhile is kept as a conflict and does not bring it back', async () => {
    await change(office, { deletedAt: '2026-02-03T00:00:00.000Z' });
    expect(conflictsOf(await change(laptop, { city: '杭州' }))).toBe(1);
    expect(await held()).toMatchObject({
      row: { city: '', deletedAt: '2026-02-03T00:00:00.000Z' },
      conflicts: [{ field: 'city', lateValue: '杭州' }],
    });
  });

  test('[CONFLICT6] a deletion does not take an unseen edit with it', async () => {
    await change(office, { city: '杭州' });
    expect(conflictsOf(await change(laptop, { deletedAt: '2026-02-03T00:00:00.000Z' }))).toBe(1);
    expect(await held()).toMatchObject({
      row: { city: '杭州', deletedAt: null },
      conflicts: [{ field: 'deletedAt', keptValue: null, lateValue: '2026-02-03T00:00:00.000Z' }],
    });
  });

  test('[CONFLICT6] [EPOCH8] nor does one that is taken from its conflict: what came after that is kept', async () => {
    const deletedAt = '2026-02-03T00:00:00.000Z';
    await change(office, { city: '杭州' });
    await change(laptop, { deletedAt });
    const conflict = (await held()).conflicts[0]!;
    const take = (from: number) =>
      laptop.push(
        laptop.mutation([
          patch('customer', book, id, from, { deletedAt }),
          patch('conflict', book, conflict.id, conflict.version, { status: 'taken' }),
        ]),
      );
    await change(office, { remark: 'came later' }, conflict.version);
    expect(conflictsOf(await take(conflict.version))).toBe(1);
    expect((await held()).row.deletedAt).toBeNull();
    await laptop.pullAll();
    expect(conflictsOf(await take(laptop.cursors[book]!.version))).toBe(0);
    expect((await held()).row.deletedAt).toBe(deletedAt);
  });

  test('a deletion that saw everything is set, and can be taken back', async () => {
    await change(laptop, { deletedAt: '2026-02-03T00:00:00.000Z' });
    expect(conflictsOf(await change(laptop, { deletedAt: null }))).toBe(0);
    expect((await held()).row.deletedAt).toBeNull();
  });

  test('[WRITE8] a conflict is settled once; the first decision stands', async () => {
    await change(office, { name: 'office' });
    await change(laptop, { name: 'laptop' });
    const conflict = (await held()).conflicts[0]!;
    const settle = (device: Device, status: string) =>
      device.push(device.mutation([patch('conflict', book, conflict.id, conflict.version, { status })]));
    await settle(office, 'dismissed');
    expect(conflictsOf(await settle(laptop, 'taken'))).toBe(0);
    expect((await held()).conflicts).toMatchObject([{ status: 'dismissed' }]);
  });

  test('[CONFLICT7] plans conflict too, in the user scope', async () => {
    const me = server.company.reps[0].id;
    const plan = crypto.randomUUID();
    const fields = {
      planOn: '2026-02-01',
      builtAt: '2026-02-01T00:00:00.000Z',
      startedAt: null,
      closedAt: null,
      reflection: '',
      availableMinutes: 60,
      listHash: '',
    };
    await office.push(office.mutation([insert('plan', me, fields, plan)]));
    await laptop.pullAll();
    const from = laptop.cursors[me]!.version;
    await office.push(office.mutation([patch('plan', me, plan, from, { reflection: 'calm' })]));
    const late = await laptop.push(laptop.mutation([patch('plan', me, plan, from, { reflection: 'busy' })]));
    expect(conflictsOf(late)).toBe(1);
    const answer = await laptop.pull();
    expect(answer.rows('conflict')).toMatchObject([{ entity: 'plan', rowId: plan, lateValue: 'busy' }]);
    const [{ id: conflictId, version }] = answer.rows('conflict') as [Row];
    const settled = await laptop.push(
      laptop.mutation([patch('conflict', me, conflictId, version, { status: 'taken' })]),
    );
    expect(settled.results[0]!.status).toBe('applied');
  });

  test('a deleted fact stays, with its text, for whoever restores it', async () => {
    const note = crypto.randomUUID();
    await office.push(office.mutation([noteOf(book, id, 'kept text', note)]));
    await office.pullAll();
    const version = office.cursors[book]!.version;
    await office.push(
      office.mutation([patch('note', book, note, version, { deletedAt: '2026-02-03T00:00:00.000Z' })]),
    );
    expect((await laptop.pullAll()).get('note')!.get(note)).toMatchObject({ body: 'kept text' });
  });
});
