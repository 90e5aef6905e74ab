import { beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '#server/domain/audit.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { signIn } from './device.ts';

describeOnBoth('the audit log', (maker) => {
  let server: CompanyServer;
  const verify = () => verifyAudit(server.db, server.company.companyId);
  beforeAll(async () => {
    server = await maker.start();
    await Promise.all(Array.from({ length: 6 }, () => signIn(server.url, 'rep1')));
  });

  test('is a whole chain after entries made at the same time', async () => {
    expect(await verify()).toEqual({ entries: 6, brokenAt: null });
  });

  const inner = 3;
  test.each([
    ['a changed detail', { detail: '{"deviceId":"another"}' }],
    ['a changed actor', { actorId: null }],
    ['a changed time', { at: '2020-01-01T00:00:00.000Z' }],
    ['a changed hash', { hash: 'f'.repeat(64) }],
  ])('shows %s', async (_what, change) => {
    const { companyId } = server.company;
    const entry = () =>
      server.db.selectFrom('audit').selectAll().where('companyId', '=', companyId).where('id', '=', inner);
    const before = await entry().executeTakeFirstOrThrow();
    const set = (fields: object) =>
      server.db
        .updateTable('audit')
        .set(fields)
        .where('companyId', '=', companyId)
        .where('id', '=', inner)
        .execute();
    await set(change);
    expect((await verify()).brokenAt).toBe(inner);
    await set(before);
    expect((await verify()).brokenAt).toBeNull();
  });

  test('shows an entry taken out, and an end cut off', async () => {
    const remove = (id: number) =>
      server.db.deleteFrom('audit').where('id', '=', id).returningAll().executeTakeFirstOrThrow();
    const last = await remove(6);
    expect((await verify()).brokenAt).toBe(6);
    await server.db.insertInto('audit').values(last).execute();
    await remove(inner);
    expect((await verify()).brokenAt).toBe(inner);
  });
});
