import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { AdminDevice, BookPreview } from '#shared/protocol/admin.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf, testId, testPassword } from '#test/support/test-company.ts';
import { codeOf, newOrderToken, noteOf, protocol, send, signIn, type Answer, type Device } from './device.ts';

const orderOf = (answer: Answer) => (answer.body as { order?: string } | undefined)?.order;

describeOnBoth('orders to devices', (maker) => {
  let server: CompanyServer;
  let admin: Device;
  let book: string;
  const clock = { at: Date.parse('2026-03-02T01:00:00.000Z'), now: () => clock.at };
  const now = () => new Date(clock.at).toISOString();
  const revoke = (device: Device, mode: 'drain' | 'wipe') =>
    admin.post('/v1/admin/device/revoke', { deviceId: device.deviceId, mode });
  const note = (device: Device) => device.mutation([noteOf(book, customerIdOf(3, 1))]);
  const tryPush = (device: Device) =>
    device.post('/v1/sync/push', {
      deviceEpoch: device.session.deviceEpoch,
      mutations: [note(device)],
    });
  async function listed(device: Device): Promise<AdminDevice | undefined> {
    const { body } = await admin.get('/v1/admin/devices');
    return (body as { devices: AdminDevice[] }).devices.find(({ id }) => id === device.deviceId);
  }
  async function auditOf(device: Device): Promise<Array<[string, unknown]>> {
    const rows = await server.db.selectFrom('audit').select(['action', 'detail']).orderBy('id').execute();
    const entries = rows.map(({ action, detail }) => [action, JSON.parse(detail)] as [string, object]);
    return entries.filter(
      ([action, detail]) =>
        'deviceId' in detail && detail.deviceId === device.deviceId && action.startsWith('device.'),
    );
  }
  async function codeFor(personId: string): Promise<string> {
    const { body } = await admin.post('/v1/admin/enrolment-code', { personId });
    return (body as { code: string }).code;
  }

  beforeAll(async () => {
    server = await maker.start({ clock });
    admin = await signIn(server.url, 'admin');
    book = server.company.reps[2].bookId!;
  });

  test('[WIPE3] none is given to a device in use, signed in or out', async () => {
    const device = await signIn(server.url, 'rep3');
    const answer = await device.order();
    expect(answer.body).toEqual({ order: 'none', serverNow: now() });
    await device.post('/v1/auth/sign-out', {});
    expect(orderOf(await device.order())).toBe('none');
  });

  test('[WIPE1] [WIPE4] [WIPE5] [WIPE6] a revoked device hands in its edits, reports, is wiped, and says so', async () => {
    const device = await signIn(server.url, 'rep3');
    const person = { deviceId: device.deviceId, personId: device.session.userScopeId };
    clock.at += 60_000;
    const orderedAt = now();
    await revoke(device, 'drain');
    expect(orderOf(await device.order())).toBe('drain');
    expect(await listed(device)).toMatchObject({
      status: 'draining',
      orderedAt,
      wipedAt: null,
      unsent: null,
    });

    expect((await device.push(note(device))).results).toMatchObject([{ status: 'applied' }]);
    clock.at += 60_000;
    expect(codeOf(await device.drained(2, 'another history'))).toBe('STALE');
    expect(orderOf(await device.order())).toBe('drain');
    expect((await device.drained(2, device.session.serverEpoch)).body).toEqual({
      order: 'wipe',
      serverNow: now(),
    });
    expect(orderOf(await device.drained(0))).toBe('wipe');
    expect(codeOf(await tryPush(device))).toBe('DEVICE_REVOKED');
    expect(orderOf(await device.order())).toBe('wipe');
    expect(await listed(device)).toMatchObject({ status: 'wiping', orderedAt, wipedAt: null, unsent: 2 });

    const wipedAt = now();
    expect((await device.receipt({ unsent: null })).body).toEqual({ ok: true });
    clock.at += 60_000;
    expect((await device.receipt({ unsent: 7 })).body).toEqual({ ok: true });
    expect(await listed(device)).toMatchObject({ status: 'wiped', orderedAt, wipedAt, unsent: 2 });
    expect(orderOf(await device.order())).toBe('wipe');
    expect((await auditOf(device)).slice(1)).toEqual([
      ['device.revoke', { deviceId: device.deviceId, mode: 'drain', enrolmentsOrdered: 1 }],
      ['device.drained', { ...person, unsent: 2 }],
      ['device.wiped', { ...person, filesRemoved: 3, unsent: null, wipedAt: '2026-02-01T08:00:00.000Z' }],
    ]);
    const { body } = await admin.post('/v1/admin/book/preview', { bookId: book });
    expect((body as BookPreview).devices).toHaveLength(1);
  });

  test('[WIPE1] a lost device is wiped at once, also one that was draining, and nothing softens that', async () => {
    const lost = await signIn(server.url, 'rep3');
    await revoke(lost, 'wipe');
    expect(codeOf(await tryPush(lost))).toBe('DEVICE_REVOKED');
    expect(orderOf(await lost.drained(1))).toBe('wipe');
    await revoke(lost, 'drain');
    expect(orderOf(await lost.order())).toBe('wipe');
    expect((await listed(lost))!.unsent).toBeNull();

    const slow = await signIn(server.url, 'rep3');
    await revoke(slow, 'drain');
    await revoke(slow, 'wipe');
    expect(codeOf(await tryPush(slow))).toBe('DEVICE_REVOKED');
    expect(orderOf(await slow.order())).toBe('wipe');
  });

  test('[AUTH5] a draining device is refused at every door but push, with its session and with its order token', async () => {
    const device = await signIn(server.url, 'rep3');
    await revoke(device, 'drain');
    const day = { personId: testId('rep', 1), on: '2026-02-01' };
    const answers = [
      await device.get('/v1/auth/me'),
      await device.post('/v1/auth/sign-out', {}),
      await device.post('/v1/sync/pull', { scopes: {} }),
      await device.get('/v1/sync/poke'),
      await device.post('/v1/review/items', day),
      await device.get('/v1/admin/people'),
    ];
    expect(answers.map(codeOf)).toEqual(answers.map(() => 'DEVICE_REVOKED'));
    for (const path of ['/v1/auth/me', '/v1/sync/poke', '/v1/admin/devices']) {
      expect(codeOf(await send(server.url, path, { token: device.orderToken }))).toBe('UNAUTHENTICATED');
    }
    const push = { deviceEpoch: device.session.deviceEpoch, mutations: [note(device)] };
    const answer = await send(server.url, '/v1/sync/push', { token: device.orderToken, body: push });
    expect(codeOf(answer)).toBe('UNAUTHENTICATED');
    expect((await tryPush(device)).status).toBe(200);
  });

  test('[WIPE1] [WIPE4] [LATE1] who left still hands in, also into a book that went to somebody else', async () => {
    const [rep, heir] = server.company.reps;
    const bookId = rep.bookId!;
    const device = await signIn(server.url, 'rep1');
    const other = await signIn(server.url, 'rep1');
    await revoke(other, 'wipe');
    await admin.post('/v1/admin/person/leave', { personId: rep.id });
    expect(orderOf(await device.order())).toBe('drain');
    expect(orderOf(await other.order())).toBe('wipe');
    const mutation = () => device.mutation([noteOf(bookId, customerIdOf(1, 1), 'handed in')]);
    expect((await device.push(mutation())).results).toMatchObject([{ status: 'applied' }]);
    const reassign = { bookId, fromPersonId: rep.id, toPersonId: heir.id, reason: 'left' };
    await admin.post('/v1/admin/book/reassign', reassign);
    expect((await device.push(mutation())).results).toMatchObject([{ status: 'applied' }]);
    const heirDevice = await signIn(server.url, 'rep2');
    const notes = [...(await heirDevice.pullAll()).get('note')!.values()];
    expect(notes.filter(({ body }) => body === 'handed in').map(({ late }) => late)).toEqual([false, true]);

    await device.drained();
    for (const door of ['/v1/sync/push', '/v1/sync/pull']) {
      const body = { deviceEpoch: device.session.deviceEpoch, mutations: [mutation()], scopes: {} };
      const { deviceEpoch, mutations, scopes } = body;
      const answer = await device.post(door, door.endsWith('push') ? { deviceEpoch, mutations } : { scopes });
      expect(codeOf(answer)).toBe('ACCOUNT_DISABLED');
    }
    expect(orderOf(await device.order())).toBe('wipe');
  });

  test('[WIPE2] an unknown or missing order token, or a session token, opens nothing', async () => {
    const device = await signIn(server.url, 'rep3', { orderToken: null });
    const raw = { raw: '' };
    const answers = [
      await send(server.url, '/v1/device/order', raw),
      await send(server.url, '/v1/device/order', { ...raw, token: device.token }),
      await send(server.url, '/v1/device/order', { ...raw, token: newOrderToken() }),
      await send(server.url, '/v1/device/drained', { token: device.token, body: { unsent: 0 } }),
      await send(server.url, '/v1/device/receipt', {
        token: newOrderToken(),
        body: { filesRemoved: 1, unsent: null, wipedAt: now() },
      }),
    ];
    expect(answers.map((answer) => [answer.status, codeOf(answer)])).toEqual(
      answers.map(() => [401, 'UNAUTHENTICATED']),
    );
    const old = { 'rapport-protocol': '0' };
    const tooOld = await send(server.url, '/v1/device/order', {
      ...raw,
      token: device.orderToken,
      headers: old,
    });
    expect(codeOf(tooOld)).toBe('PROTOCOL_TOO_OLD');
    expect((await listed(device))!.status).toBe('active');
  });

  test('[WIPE2] the order token of the last sign-in counts; one that is left out leaves the former; no body is needed', async () => {
    const deviceId = randomUUID();
    const first = await signIn(server.url, 'rep3', { deviceId });
    const second = await signIn(server.url, 'rep3', { deviceId });
    expect(codeOf(await first.order())).toBe('UNAUTHENTICATED');
    await signIn(server.url, 'rep3', { deviceId, orderToken: null });
    const headers = { ...protocol, authorization: `Bearer ${second.orderToken}` };
    const answer = await fetch(`${server.url}/v1/device/order`, { method: 'POST', headers });
    expect([answer.status, await answer.json()]).toEqual([200, { order: 'none', serverNow: now() }]);
    const kept = JSON.stringify(await server.db.selectFrom('enrolment').selectAll().execute());
    expect(kept).not.toContain(second.orderToken);
  });

  test('[WIPE7] [AUTH3] [EPOCH3] a device that enrols again is free of its order; a copy with the former token is not', async () => {
    const personId = server.company.reps[2].id;
    const before = await signIn(server.url, 'rep3');
    const { deviceId } = before;
    await revoke(before, 'drain');
    await expect(signIn(server.url, 'rep3', { deviceId })).rejects.toThrow('ENROLMENT_REQUIRED');
    const after = await signIn(server.url, 'rep3', { deviceId, enrolmentCode: await codeFor(personId) });
    expect(after.session.deviceEpoch).not.toBe(before.session.deviceEpoch);
    expect([orderOf(await before.order()), orderOf(await after.order())]).toEqual(['none', 'none']);
    expect(codeOf(await tryPush(before))).toBe('UNAUTHENTICATED');

    await revoke(after, 'drain');
    expect([orderOf(await before.order()), orderOf(await after.order())]).toEqual(['wipe', 'drain']);
    await before.drained(9);
    await before.receipt({ unsent: 9 });
    expect(orderOf(await after.order())).toBe('drain');
    expect(await listed(after)).toMatchObject({ status: 'draining', unsent: null });
    await after.drained();
    await after.receipt();
    await expect(signIn(server.url, 'rep3', { deviceId })).rejects.toThrow('ENROLMENT_REQUIRED');

    // The same token again: what counts is the newest enrolment, the wiped one stays in the record.
    const { orderToken } = after;
    const enrolmentCode = await codeFor(personId);
    const again = await signIn(server.url, 'rep3', { deviceId, enrolmentCode, orderToken });
    expect(orderOf(await again.order())).toBe('none');
    const states = await server.db
      .selectFrom('enrolment')
      .select('status')
      .where('deviceId', '=', deviceId)
      .orderBy('status')
      .execute();
    expect(states.map(({ status }) => status)).toEqual(['active', 'ended', 'wiped']);
  });

  test('[AUTH3] on a device that was shut out each person needs a code, also after another one got in', async () => {
    const { deviceId } = await signIn(server.url, 'rep3');
    await signIn(server.url, 'lead1', { deviceId });
    await admin.post('/v1/admin/device/revoke', { deviceId, mode: 'drain' });
    const enrolmentCode = await codeFor(server.company.reps[2].id);
    await signIn(server.url, 'rep3', { deviceId, enrolmentCode });
    await expect(signIn(server.url, 'lead1', { deviceId })).rejects.toThrow('ENROLMENT_REQUIRED');
  });

  test('[WIPE12] a sign-in on a draining device is refused, and gets what the file is handed in with', async () => {
    const device = await signIn(server.url, 'rep3');
    const refused = async (password = testPassword) => {
      const about = { id: device.deviceId, name: 'pc', platform: 'test', appVersion: '0' };
      const body = { company: 'test', account: 'rep3', password, device: about };
      return (await send(server.url, '/v1/auth/sign-in', { body })).body as {
        error: { code: string; handIn?: { token: string; deviceEpoch: string } };
      };
    };
    await device.push(note(device));
    await revoke(device, 'drain');
    expect((await refused('wrong')).error).not.toHaveProperty('handIn');
    const { code, handIn } = (await refused()).error;
    expect(code).toBe('ENROLMENT_REQUIRED');
    expect(handIn!.deviceEpoch).not.toBe(device.session.deviceEpoch);
    expect(codeOf(await tryPush(device))).toBe('UNAUTHENTICATED');
    const hand = (path: string, body: unknown) => send(server.url, path, { token: handIn!.token, body });
    // The number of another mutation is free in the new epoch.
    const mutations = [{ ...note(device), seq: 1 }];
    const pushed = await hand('/v1/sync/push', { deviceEpoch: handIn!.deviceEpoch, mutations });
    expect(pushed.body).toMatchObject({ results: [{ status: 'applied' }] });
    expect(codeOf(await hand('/v1/sync/pull', {}))).toBe('DEVICE_REVOKED');
    expect(codeOf(await hand('/v1/device/order', {}))).toBe('UNAUTHENTICATED');
    await device.drained(0);
    expect(codeOf(await hand('/v1/sync/push', { deviceEpoch: handIn!.deviceEpoch, mutations }))).toBe(
      'DEVICE_REVOKED',
    );
    expect((await refused()).error).not.toHaveProperty('handIn');
  });

  test('[WIPE5] a receipt counts also where the server knows of no order', async () => {
    const device = await signIn(server.url, 'rep3');
    expect((await device.receipt({ unsent: 1 })).status).toBe(200);
    expect(await listed(device)).toMatchObject({ status: 'wiped', unsent: 1, orderedAt: null });
    expect(codeOf(await device.get('/v1/auth/me'))).toBe('DEVICE_REVOKED');
  });

  test('[WIPE6] reports that come twice at the same time are one entry', async () => {
    const device = await signIn(server.url, 'rep3');
    await revoke(device, 'drain');
    const five = [1, 2, 3, 4, 5];
    const drained = await Promise.all(five.map(() => device.drained()));
    expect(drained.map(orderOf)).toEqual(five.map(() => 'wipe'));
    await Promise.all(five.map(() => device.receipt()));
    expect((await auditOf(device)).map(([action]) => action)).toEqual([
      'device.enrol',
      'device.revoke',
      'device.drained',
      'device.wiped',
    ]);
  });

  test('a person who signs in while leaving has no device that is not told to drain', async () => {
    const created = await admin.post('/v1/admin/person/create', {
      name: 'X',
      account: 'brief',
      password: server.company.password,
      role: 'lead',
      teamId: null,
    });
    const { personId } = created.body as { personId: string };
    const arriving = Array.from({ length: 4 }, () =>
      signIn(server.url, 'brief').then(
        (device) => device,
        () => undefined,
      ),
    );
    await admin.post('/v1/admin/person/leave', { personId });
    for (const device of await Promise.all(arriving)) {
      if (device) expect(orderOf(await device.order())).toBe('drain');
    }
    const standing = await server.db
      .selectFrom('enrolment')
      .select('id')
      .where('personId', '=', personId)
      .where('status', 'in', ['active', 'signed_out'])
      .execute();
    expect(standing).toEqual([]);
  });
});

test('[WIPE8] requests for orders are limited per address', async () => {
  const server = await startCompanyServer({ config: { ordersPerMinutePerAddress: 3 } });
  try {
    const device = await signIn(server.url, 'rep1');
    const answers: Answer[] = [];
    for (let asked = 0; asked < 4; asked++) answers.push(await device.order());
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(Number(answers[3]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await device.get('/v1/auth/me')).status).toBe(200);
  } finally {
    await server.close();
  }
});
