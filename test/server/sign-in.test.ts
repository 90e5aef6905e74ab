import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { loadCompany } from '#server/domain/seed.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { testCompany, testId } from '#test/support/test-company.ts';
import { codeOf, send, signIn, signInBody, type Device, type SignInOptions } from './device.ts';

describeOnBoth('signing in', (maker) => {
  let server: CompanyServer;
  let admin: Device;
  const clock = { at: Date.parse('2026-03-02T01:00:00.000Z'), now: () => clock.at };
  const tryIn = (account: string, options: SignInOptions = {}) =>
    send(server.url, '/v1/auth/sign-in', { body: signInBody(account, options) });
  const codeFor = async (personId: string) => {
    const answer = await admin.post('/v1/admin/enrolment-code', { personId });
    return (answer.body as { code: string; expiresAt: string }).code;
  };

  beforeAll(async () => {
    server = await maker.start({ clock });
    await loadCompany(server.db, (await testCompany({ number: 2, slug: 'strict', codeRequired: true })).seed);
    admin = await signIn(server.url, 'admin');
  });

  test('gives who one is, the scopes everybody has, and a 256-bit token', async () => {
    const { session } = await signIn(server.url, 'rep1');
    expect(session.identity).toMatchObject({
      account: 'rep1',
      role: 'rep',
      companySlug: 'test',
      teamName: 'Team 1',
    });
    expect(session.companyScopeId).toBe(server.company.companyId);
    expect(session.userScopeId).toBe(server.company.reps[0].id);
    expect(Buffer.from(session.token, 'base64url')).toHaveLength(32);
    expect(session.serverNow).toBe(new Date(clock.at).toISOString());
  });

  test('[AUTH2] answers a wrong password, account and company alike', async () => {
    const answers = await Promise.all([
      tryIn('rep1', { password: 'wrong' }),
      tryIn('nobody'),
      tryIn('rep1', { company: 'nowhere' }),
    ]);
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(answers.map((answer) => [answer.status, codeOf(answer)])).toEqual(
      Array(3).fill([401, 'BAD_CREDENTIALS']),
    );
  });

  test('[AUTH1] every other route needs the token, and the protocol header', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer short', `Bearer ${'x'.repeat(43)}`, 'Basic abc']) {
      const answer = await send(server.url, '/v1/auth/me', { headers: { authorization } });
      expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
    }
    for (const header of ['', '0', 'abc']) {
      const answer = await send(server.url, '/v1/auth/me', { headers: { 'rapport-protocol': header } });
      expect([answer.status, codeOf(answer)]).toEqual([426, 'PROTOCOL_TOO_OLD']);
    }
  });

  test('[AUTH4] replaces the former token of the device and keeps its epoch', async () => {
    const deviceId = randomUUID();
    const first = await signIn(server.url, 'rep1', { deviceId });
    const second = await signIn(server.url, 'rep1', { deviceId });
    expect(second.session.deviceEpoch).toBe(first.session.deviceEpoch);
    expect(codeOf(await first.get('/v1/auth/me'))).toBe('UNAUTHENTICATED');
    expect((await second.get('/v1/auth/me')).status).toBe(200);
  });

  test('out ends the session; the device stays enrolled', async () => {
    const deviceId = randomUUID();
    const first = await signIn(server.url, 'rep1', { deviceId });
    const out = await send(server.url, '/v1/auth/sign-out', {
      token: first.token,
      raw: '',
      headers: { 'content-type': 'application/json' },
    });
    expect(out.status).toBe(200);
    expect(codeOf(await first.get('/v1/auth/me'))).toBe('UNAUTHENTICATED');
    const again = await signIn(server.url, 'rep1', { deviceId });
    expect(again.session.deviceEpoch).toBe(first.session.deviceEpoch);
  });

  test('[AUTH7] leaves only hashes in the database', async () => {
    const { token } = await signIn(server.url, 'rep2');
    const code = await codeFor(server.company.reps[1].id);
    const kept = JSON.stringify([
      await server.db.selectFrom('enrolment').selectAll().execute(),
      await server.db.selectFrom('enrolmentCode').selectAll().execute(),
      await server.db.selectFrom('personSecret').selectAll().execute(),
      await server.db.selectFrom('audit').selectAll().execute(),
    ]);
    expect(kept).toContain('$argon2id$');
    for (const secret of [token, code, server.company.password]) expect(kept).not.toContain(secret);
  });

  test('[AUTH3] on a new device needs a code where the company asks for one; it works once, for one person', async () => {
    await admin.post('/v1/admin/enrolment-policy', { codeRequired: true });
    try {
      const [rep, other] = server.company.reps;
      expect(codeOf(await tryIn('rep1'))).toBe('ENROLMENT_REQUIRED');
      const code = await codeFor(rep.id);
      expect(code).toMatch(/^[2-9A-Z]{8}$/);
      expect(codeOf(await tryIn('rep1', { enrolmentCode: 'AAAAAAAA' }))).toBe('BAD_ENROLMENT_CODE');
      expect(codeOf(await tryIn('rep2', { enrolmentCode: code }))).toBe('BAD_ENROLMENT_CODE');
      const deviceId = randomUUID();
      const typed = `${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`;
      expect((await tryIn('rep1', { enrolmentCode: typed, deviceId })).status).toBe(200);
      expect(codeOf(await tryIn('rep1', { enrolmentCode: code }))).toBe('BAD_ENROLMENT_CODE');
      expect((await tryIn('rep1', { deviceId })).status).toBe(200);
      // The device is known for rep1, not for rep2.
      expect(codeOf(await tryIn('rep2', { deviceId }))).toBe('ENROLMENT_REQUIRED');

      const late = await codeFor(other.id);
      clock.at += 10 * 60_000;
      expect(codeOf(await tryIn('rep2', { enrolmentCode: late }))).toBe('BAD_ENROLMENT_CODE');
      const replaced = await codeFor(other.id);
      await codeFor(other.id);
      expect(codeOf(await tryIn('rep2', { enrolmentCode: replaced }))).toBe('BAD_ENROLMENT_CODE');
    } finally {
      await admin.post('/v1/admin/enrolment-policy', { codeRequired: false });
    }
  });

  test('with one code at the same time on five devices enrols one', async () => {
    await admin.post('/v1/admin/enrolment-policy', { codeRequired: true });
    try {
      const enrolmentCode = await codeFor(server.company.leads[0].id);
      const answers = await Promise.all(Array.from({ length: 5 }, () => tryIn('lead1', { enrolmentCode })));
      expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    } finally {
      await admin.post('/v1/admin/enrolment-policy', { codeRequired: false });
    }
  });

  test('[AUTH6] is refused after ten failures in five minutes, right password or wrong, and only for that account', async () => {
    for (let failure = 0; failure < 10; failure++) {
      expect(codeOf(await tryIn('rep3', { password: `guess ${failure}` }))).toBe('BAD_CREDENTIALS');
    }
    const refused = await tryIn('rep3');
    expect([refused.status, codeOf(refused)]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(refused.headers.get('retry-after'))).toBe(300);
    expect((await tryIn('lead2')).status).toBe(200);
    clock.at += 5 * 60_000;
    expect((await tryIn('rep3')).status).toBe(200);
  });

  test('the same account name and password of another company stays there', async () => {
    const answer = await tryIn('rep1', { company: 'strict' });
    expect(codeOf(answer)).toBe('ENROLMENT_REQUIRED');
    const foreign = await admin.post('/v1/admin/enrolment-code', { personId: testId('rep', 1, 2) });
    expect(codeOf(foreign)).toBe('NOT_FOUND');
  });
});
