import { beforeAll, expect, test } from 'vitest';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { signIn, type Device } from './device.ts';

describeOnBoth('exports', (maker) => {
  let server: CompanyServer;
  let admin: Device;
  let rep: Device;

  beforeAll(async () => {
    server = await maker.start();
    admin = await signIn(server.url, 'admin');
    rep = await signIn(server.url, 'rep1');
  });

  const begin = (device: Device, rows: number) =>
    device.post('/v1/export/begin', { format: 'csv', rows, filter: 'tiers=A,B search' });
  const entries = async (action: string) =>
    (
      await server.db
        .selectFrom('audit')
        .select(['actorId', 'detail'])
        .where('action', '=', action)
        .orderBy('id')
        .execute()
    ).map(({ actorId, detail }) => ({ actorId, ...(JSON.parse(detail) as object) }));

  test('a rep gets fifty rows a day, also when asking many times at once; every yes and no is in the audit log', async () => {
    expect((await rep.get('/v1/export/allowance')).body).toEqual({ rowsLeft: 50, perDay: 50 });
    expect((await begin(rep, 51)).body).toEqual({ granted: false, rowsLeft: 50 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => begin(rep, 20)));
    const granted = answers.filter(({ body }) => (body as { granted: boolean }).granted);
    expect(granted).toHaveLength(2);
    expect((await rep.get('/v1/export/allowance')).body).toEqual({ rowsLeft: 10, perDay: 50 });
    expect((await begin(rep, 10)).body).toMatchObject({ granted: true, rowsLeft: 0 });
    const logged = await entries('customer.export');
    expect(logged).toHaveLength(3);
    expect(logged[0]).toEqual({
      actorId: server.company.reps[0].id,
      deviceId: expect.any(String),
      exportId: expect.any(String),
      filter: 'tiers=A,B search',
      format: 'csv',
      rows: 20,
    });
    expect(await entries('customer.export_refused')).toHaveLength(7);
  });

  test('an admin exports in bulk, logged as well; another rep has a count of their own', async () => {
    expect((await admin.get('/v1/export/allowance')).body).toEqual({ rowsLeft: null, perDay: null });
    expect((await begin(admin, 20_000)).body).toMatchObject({ granted: true, rowsLeft: null });
    expect((await entries('customer.export')).at(-1)).toMatchObject({
      actorId: server.company.admin.id,
      rows: 20_000,
    });
    const other = await signIn(server.url, 'rep2');
    expect((await begin(other, 50)).body).toMatchObject({ granted: true, rowsLeft: 0 });
  });

  test.each([
    { rows: 0 },
    { rows: -5 },
    { rows: 1.5 },
    { filter: '王小明' },
    { format: 'exe' },
    { extra: 1 },
  ])('a request with %j is refused and not counted', async (wrong) => {
    const before = (await entries('customer.export')).length;
    const { status } = await admin.post('/v1/export/begin', { format: 'csv', rows: 1, filter: '', ...wrong });
    expect([status, (await entries('customer.export')).length]).toEqual([400, before]);
  });
});
