import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerFields } from '#test/support/test-company.ts';
import { insert, patch, signIn, type Device, type Row } from './device.ts';

describeOnBoth('a conflict', (maker) => {
  let server: CompanyServer;
  let office: Device;
  let laptop: Device;
  let book: string;
  let rep: string;
  let id: string;
  let seen: number;
  const at = '2026-02-03T09:00:00.000Z';

  const changeAt = (instant: string, device: Device, fields: Record<string, unknown>) =>
    device.push(device.mutation([patch('customer', book, id, seen, fields)], { at: instant }));
  const conflicts = async () => {
    const rows = await (await signIn(server.url, 'rep1')).pullAll();
    return [...(rows.get('conflict') ?? new Map<string, Row>()).values()]
      .filter((conflict) => conflict.rowId === id)
      .map(({ field, keptBy, keptAt }) => ({ field, keptBy, keptAt }));
  };

  beforeAll(async () => {
    server = await maker.start();
    book = server.company.reps[0].bookId!;
    rep = server.company.reps[0].id;
    office = await signIn(server.url, 'rep1');
    laptop = await signIn(server.url, 'rep1');
  });
  beforeEach(async () => {
    id = crypto.randomUUID();
    await office.push(office.mutation([insert('customer', book, customerFields(), id)]));
    await laptop.pullAll();
    seen = laptop.cursors[book]!.version;
  });

  test('[CONFLICT10] tells who wrote each kept value and when, also of several writers', async () => {
    const desk = await signIn(server.url, 'rep1');
    await changeAt(at, office, { city: '上海' });
    await changeAt('2026-02-04T09:00:00.000Z', desk, { remark: 'tea' });
    await changeAt('2026-02-01T00:00:00.000Z', laptop, { city: '北京', remark: 'coffee' });
    expect((await conflicts()).toSorted((a, b) => String(a.field).localeCompare(String(b.field)))).toEqual([
      { field: 'city', keptBy: rep, keptAt: at },
      { field: 'remark', keptBy: rep, keptAt: '2026-02-04T09:00:00.000Z' },
    ]);
  });

  test('[CONFLICT10] of a deletion that came too late tells the newest change it had not seen', async () => {
    await changeAt('2026-02-02T09:00:00.000Z', office, { city: '上海' });
    await changeAt(at, office, { remark: 'tea' });
    await changeAt('2026-02-01T00:00:00.000Z', laptop, { deletedAt: '2026-02-01T00:00:00.000Z' });
    expect(await conflicts()).toEqual([{ field: 'deletedAt', keptBy: rep, keptAt: at }]);
  });

  test('[CONFLICT10] of a value that came with the row tells the row’s author', async () => {
    const created = await server.db
      .selectFrom('customer')
      .select('createdAt')
      .where('id', '=', id as never)
      .executeTakeFirstOrThrow();
    seen = 0;
    await changeAt('2026-02-01T00:00:00.000Z', laptop, { city: '北京' });
    expect(await conflicts()).toEqual([{ field: 'city', keptBy: rep, keptAt: created.createdAt }]);
  });

  test('[CONFLICT10] whose writer left no trace says so instead of guessing', async () => {
    await changeAt(at, office, { city: '上海' });
    await server.db
      .deleteFrom('processedMutation')
      .where('deviceEpoch', '=', office.session.deviceEpoch)
      .execute();
    await changeAt('2026-02-01T00:00:00.000Z', laptop, { city: '北京' });
    expect(await conflicts()).toEqual([{ field: 'city', keptBy: null, keptAt: null }]);
  });
});
