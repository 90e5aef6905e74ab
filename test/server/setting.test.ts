import { beforeAll, expect, test } from 'vitest';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { codeOf, signIn, type Device } from './device.ts';

describeOnBoth('numbers of the rules', (maker) => {
  let server: CompanyServer;
  let admin: Device;
  let lead: Device;
  let rep: Device;
  let repId: string;
  let teamId: string;

  beforeAll(async () => {
    server = await maker.start();
    repId = server.company.reps[0].id;
    const person = await server.db
      .selectFrom('person')
      .select('teamId')
      .where('id', '=', repId)
      .executeTakeFirstOrThrow();
    teamId = person.teamId!;
    admin = await signIn(server.url, 'admin');
    lead = await signIn(server.url, 'lead1');
    rep = await signIn(server.url, 'rep1');
  });

  const set = (device: Device, value: number | null, place: object = {}, key = 'day.minutes') =>
    device.post('/v1/setting/set', { key, value, teamId: null, personId: null, ...place });
  const rows = (key = 'day.minutes') =>
    server.db.selectFrom('setting').selectAll().where('key', '=', key).orderBy('id').execute();

  test('each value is a row with author and time; the one before stays as a deleted row, and the audit log has both', async () => {
    const first = await set(lead, 240, { personId: repId });
    expect(first.body).toEqual({ id: expect.any(String) });
    const second = await set(lead, 180, { personId: repId, seenId: (first.body as { id: string }).id });
    const all = await rows();
    expect(all.map(({ value, deletedAt }) => [value, deletedAt !== null])).toEqual([
      [240, true],
      [180, false],
    ]);
    expect(all[1]!.createdBy).toBe(server.company.leads[0]!.id);
    expect(all[1]!.version).toBeGreaterThan(all[1]!.version === all[0]!.version ? 0 : all[0]!.version - 1);
    const cleared = await set(lead, null, { personId: repId, seenId: (second.body as { id: string }).id });
    expect(cleared.body).toEqual({ id: null });
    expect((await rows()).every(({ deletedAt }) => deletedAt !== null)).toBe(true);
    const audit = await server.db
      .selectFrom('audit')
      .select('detail')
      .where('action', '=', 'setting.set')
      .orderBy('id')
      .execute();
    expect(audit.map(({ detail }) => JSON.parse(detail) as object)).toMatchObject([
      { from: null, to: 240, key: 'day.minutes', personId: repId },
      { from: 240, to: 180 },
      { from: 180, to: null },
    ]);
  });

  test('somebody else’s change in between is told', async () => {
    await set(admin, 300, { teamId });
    expect(codeOf(await set(lead, 200, { teamId, seenId: null }))).toBe('STALE');
    expect(codeOf(await set(lead, 200, { teamId, seenId: repId }))).toBe('STALE');
    await set(admin, null, { teamId });
  });

  test('out of range, unknown, a list of words, a level it has not, two places: refused, nothing written', async () => {
    const before = await rows();
    for (const value of [59, 421]) expect(codeOf(await set(admin, value))).toBe('INVALID');
    expect(codeOf(await set(admin, 1, {}, 'day.nothing'))).toBe('INVALID');
    expect(codeOf(await set(admin, 1, {}, 'comment.genericWords'))).toBe('INVALID');
    expect(codeOf(await set(admin, 9, { personId: repId }, 'lease.readOnlyDays'))).toBe('INVALID');
    expect(codeOf(await set(admin, 240, { personId: repId, teamId }))).toBe('INVALID');
    expect(codeOf(await set(admin, 240, { personId: crypto.randomUUID() }))).toBe('NOT_FOUND');
    expect(await rows()).toEqual(before);
  });

  test('a rep sets the own lunch, not the own minutes; a lead the team’s, not the company’s; an admin the company’s', async () => {
    expect((await set(rep, 800, { personId: repId }, 'day.lunchToMinute')).status).toBe(200);
    expect(codeOf(await set(rep, 800, { personId: server.company.reps[1].id }, 'day.lunchToMinute'))).toBe(
      'FORBIDDEN',
    );
    expect(codeOf(await set(rep, 240, { personId: repId }))).toBe('FORBIDDEN');
    expect(codeOf(await set(rep, 240, { teamId }))).toBe('FORBIDDEN');
    expect((await set(lead, 240, { teamId })).status).toBe(200);
    expect(codeOf(await set(lead, 240))).toBe('FORBIDDEN');
    expect((await set(admin, 240)).status).toBe(200);
  });
});
