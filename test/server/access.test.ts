import { beforeAll, expect, test } from 'vitest';
import { isAllowed, type Action, type Subject } from '#shared/domain/policy.ts';
import type { Role } from '#shared/domain/entity/company.ts';
import { loadCompany } from '#server/domain/seed.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf, testCompany, testId, testPassword } from '#test/support/test-company.ts';
import { codeOf, noteOf, send, signIn, type Answer, type Device } from './device.ts';

interface Door {
  path: string;
  body?: object;
  /** Roles that may; from the product's rules, not from the policy table. */
  allowed: Role[];
  /** What is not there is refused like what is not theirs: who sees what is in the table of doors (test/authz). */
  isSilent?: boolean;
}

describeOnBoth('who may what', (maker) => {
  let server: CompanyServer;
  let admin: Device;
  const knock = (device: Device, door: Door): Promise<Answer> =>
    door.body ? device.post(door.path, door.body) : device.get(door.path);

  const missing = testId('rep', 99);
  const doors: Door[] = [
    { path: '/v1/auth/me', allowed: ['rep', 'lead', 'admin'] },
    { path: '/v1/sync/pull', body: { scopes: {} }, allowed: ['rep', 'lead', 'admin'] },
    { path: '/v1/review/days', body: { from: '2026-02-01', to: '2026-02-02' }, allowed: ['lead', 'admin'] },
    {
      path: '/v1/review/items',
      body: { personId: testId('rep', 1), on: '2026-02-01' },
      allowed: ['lead', 'admin'],
    },
    { path: '/v1/review/evidence', body: { id: missing }, allowed: ['lead', 'admin'], isSilent: true },
    { path: '/v1/admin/people', allowed: ['admin'] },
    { path: '/v1/admin/devices', allowed: ['admin'] },
    { path: '/v1/admin/audit', allowed: ['admin'] },
    {
      path: '/v1/admin/person/create',
      body: { name: 'X', account: 'rep1', password: 'long enough!', role: 'rep', teamId: null },
      allowed: ['admin'],
    },
    { path: '/v1/admin/person/leave', body: { personId: missing }, allowed: ['admin'] },
    { path: '/v1/admin/enrolment-code', body: { personId: missing }, allowed: ['admin'] },
    { path: '/v1/admin/enrolment-policy', body: { codeRequired: false }, allowed: ['admin'] },
    { path: '/v1/admin/device/revoke', body: { deviceId: missing, mode: 'drain' }, allowed: ['admin'] },
    { path: '/v1/admin/book/preview', body: { bookId: missing }, allowed: ['admin'] },
    {
      path: '/v1/admin/book/reassign',
      body: { bookId: missing, fromPersonId: null, toPersonId: missing, reason: 'x' },
      allowed: ['admin'],
    },
  ];

  beforeAll(async () => {
    server = await maker.start();
    await loadCompany(server.db, (await testCompany({ number: 2, slug: 'other' })).seed);
    admin = await signIn(server.url, 'admin');
  });

  test('each role passes its doors and is stopped at the others, and every refusal is in the audit log', async () => {
    const devices = [await signIn(server.url, 'rep1'), await signIn(server.url, 'lead1'), admin];
    const telling = doors.filter(({ isSilent }) => !isSilent);
    for (const device of devices) {
      const { role } = device.session.identity;
      for (const door of telling) {
        const code = codeOf(await knock(device, door));
        if (door.allowed.includes(role)) expect(code, `${role} ${door.path}`).not.toBe('FORBIDDEN');
        else expect(code, `${role} ${door.path}`).toBe('FORBIDDEN');
      }
    }
    const refused = await server.db
      .selectFrom('audit')
      .select('detail')
      .where('action', '=', 'refused')
      .execute();
    const routes = refused.map(({ detail }) => (JSON.parse(detail) as { route: string }).route);
    for (const { path, allowed } of telling) {
      const times = routes.filter((route) => route === path).length;
      expect([path, times]).toEqual([path, 3 - allowed.length]);
    }
  });

  test('without a session, every door is shut', async () => {
    for (const door of doors) {
      const answer = await send(server.url, door.path, door.body ? { body: door.body } : {});
      expect([door.path, answer.status, codeOf(answer)]).toEqual([door.path, 401, 'UNAUTHENTICATED']);
    }
  });

  test('[AUTH5] a revoked device is refused at every door; the person goes on elsewhere', async () => {
    const lost = await signIn(server.url, 'rep3');
    const kept = await signIn(server.url, 'rep3');
    await admin.post('/v1/admin/device/revoke', { deviceId: lost.deviceId, mode: 'wipe' });
    for (const door of doors) {
      const answer = await knock(lost, door);
      expect([door.path, answer.status, codeOf(answer)]).toEqual([door.path, 401, 'DEVICE_REVOKED']);
    }
    const mutation = lost.mutation([noteOf(server.company.reps[2].bookId!, customerIdOf(3, 1))]);
    const push = { deviceEpoch: lost.session.deviceEpoch, mutations: [mutation] };
    expect(codeOf(await lost.post('/v1/sync/push', push))).toBe('DEVICE_REVOKED');
    expect(codeOf(await lost.get('/v1/sync/poke'))).toBe('DEVICE_REVOKED');
    expect((await kept.get('/v1/auth/me')).status).toBe(200);
  });

  test('[AUTH3] [EPOCH3] a revoked device comes back only with a code, with a new epoch', async () => {
    const lost = await signIn(server.url, 'rep3');
    await admin.post('/v1/admin/device/revoke', { deviceId: lost.deviceId, mode: 'drain' });
    await expect(signIn(server.url, 'rep3', { deviceId: lost.deviceId })).rejects.toThrow(
      'ENROLMENT_REQUIRED',
    );
    const { body } = await admin.post('/v1/admin/enrolment-code', { personId: server.company.reps[2].id });
    const { code } = body as { code: string };
    const back = await signIn(server.url, 'rep3', { deviceId: lost.deviceId, enrolmentCode: code });
    expect(back.session.deviceEpoch).not.toBe(lost.session.deviceEpoch);
    expect(codeOf(await lost.get('/v1/auth/me'))).toBe('UNAUTHENTICATED');
    expect((await back.get('/v1/auth/me')).status).toBe(200);
  });

  test('[AUTH5] a new rep has an own book at once; a person who left is refused everywhere, and cannot sign in', async () => {
    const person = {
      name: '新人',
      account: 'newcomer',
      password: testPassword,
      role: 'rep',
      teamId: server.company.teams[1].id,
    };
    const created = await admin.post('/v1/admin/person/create', person);
    const { personId } = created.body as { personId: string };
    const device = await signIn(server.url, 'newcomer');
    const { head } = await device.pull();
    expect(head.scopes.map(({ kind }) => kind)).toEqual(['company', 'book', 'user']);
    expect((await admin.post('/v1/admin/person/leave', { personId })).status).toBe(200);
    for (const door of doors) expect(codeOf(await knock(device, door))).toBe('ACCOUNT_DISABLED');
    await expect(signIn(server.url, 'newcomer')).rejects.toThrow('ACCOUNT_DISABLED');
    const { body } = await admin.get('/v1/admin/people');
    const listed = (
      body as { people: Array<{ id: string; status: string; books: unknown[]; devices: number }> }
    ).people;
    expect(listed.find(({ id }) => id === personId)).toMatchObject({ status: 'left', devices: 0 });
    expect(listed.find(({ id }) => id === personId)!.books).toHaveLength(1);
    expect(codeOf(await admin.post('/v1/admin/person/leave', { personId }))).toBe('STALE');
  });

  test('the last admin cannot leave, an account name is given once, a team of another company is unknown', async () => {
    expect(codeOf(await admin.post('/v1/admin/person/leave', { personId: server.company.admin.id }))).toBe(
      'FORBIDDEN',
    );
    const person = { name: 'X', account: 'rep1', password: testPassword, role: 'rep', teamId: null };
    expect(codeOf(await admin.post('/v1/admin/person/create', person))).toBe('INVALID');
    const elsewhere = { ...person, account: 'x1', teamId: testId('team', 1, 2) };
    expect(codeOf(await admin.post('/v1/admin/person/create', elsewhere))).toBe('NOT_FOUND');
  });

  test('[SCOPE3] an admin neither sees nor touches another company', async () => {
    const { text } = await admin.get('/v1/admin/people');
    expect(text).not.toContain('01900002');
    const foreign = await signIn(server.url, 'rep1', { company: 'other' });
    const revoke = { deviceId: foreign.deviceId, mode: 'wipe' };
    expect(codeOf(await admin.post('/v1/admin/device/revoke', revoke))).toBe('NOT_FOUND');
    expect(codeOf(await admin.post('/v1/admin/person/leave', { personId: testId('rep', 1, 2) }))).toBe(
      'NOT_FOUND',
    );
    expect(
      codeOf(await admin.post('/v1/review/items', { personId: testId('rep', 1, 2), on: '2026-02-01' })),
    ).toBe('FORBIDDEN');
    expect((await foreign.get('/v1/auth/me')).status).toBe(200);
  });

  test('the admin sees every device with its last push', async () => {
    const device = await signIn(server.url, 'rep2');
    await device.push(device.mutation([noteOf(server.company.reps[1].bookId!, customerIdOf(2, 1))]));
    const { body } = await admin.get('/v1/admin/devices');
    const { devices } = body as { devices: Array<{ id: string; lastPushAt: string | null }> };
    expect(devices.find(({ id }) => id === device.deviceId)).toMatchObject({
      personName: 'rep 2',
      status: 'active',
    });
    expect(devices.find(({ id }) => id === device.deviceId)!.lastPushAt).not.toBeNull();
  });
});

test('the policy gives each role what the product says, and nothing else', () => {
  const table: Array<[Subject, Action, Record<Role, 'own' | 'team' | 'company' | null>]> = [
    ['customer', 'write', { rep: 'own', lead: 'own', admin: 'own' }],
    ['plan', 'write', { rep: 'own', lead: 'own', admin: 'own' }],
    ['directory', 'read', { rep: 'company', lead: 'company', admin: 'company' }],
    ['directory', 'write', { rep: null, lead: null, admin: null }],
    ['execution', 'read', { rep: null, lead: 'team', admin: 'company' }],
    ['person', 'create', { rep: null, lead: null, admin: 'company' }],
    ['person', 'leave', { rep: null, lead: null, admin: 'company' }],
    ['device', 'revoke', { rep: null, lead: null, admin: 'company' }],
    ['book', 'reassign', { rep: null, lead: null, admin: 'company' }],
    ['audit', 'list', { rep: null, lead: null, admin: 'company' }],
  ];
  const order = ['own', 'team', 'company'] as const;
  for (const [subject, action, expected] of table) {
    for (const role of ['rep', 'lead', 'admin'] as const) {
      for (const reach of order) {
        const widest = expected[role];
        const should = widest !== null && order.indexOf(reach) <= order.indexOf(widest);
        expect(isAllowed(role, action, subject, reach), `${role} ${action} ${subject} ${reach}`).toBe(should);
      }
    }
  }
});
