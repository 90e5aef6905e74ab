/** What somebody who should not be here can do at the sign-in, and what happens when two things happen at once. */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { resetPassword } from '#server/domain/account-recovery.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth, describeOnPostgres } from '#test/support/on-both-databases.ts';
import { cheapArgon2, testPassword } from '#test/support/test-company.ts';
import { codeOf, send, signIn, signInBody, type SignInOptions } from './device.ts';
import { systemClock } from '#shared/lib/clock.ts';

const trySignIn = (server: CompanyServer, account: string, options: SignInOptions = {}, headers = {}) =>
  send(server.url, '/v1/auth/sign-in', { body: signInBody(account, options), headers });

describeOnBoth('the sign-in', (maker) => {
  let server: CompanyServer;
  beforeAll(async () => {
    server = await maker.start();
  });

  test('[AUTH2] of an unknown account is in the audit log, without anything that was typed', async () => {
    const typed = 'my-password-in-the-wrong-field';
    expect(codeOf(await trySignIn(server, typed, { password: 'another secret' }))).toBe('BAD_CREDENTIALS');
    expect(codeOf(await trySignIn(server, 'rep1', { password: 'another secret' }))).toBe('BAD_CREDENTIALS');
    const entries = await server.db
      .selectFrom('audit')
      .select(['actorId', 'detail'])
      .where('action', '=', 'refused')
      .orderBy('id')
      .execute();
    expect(entries.map(({ actorId }) => actorId)).toEqual([null, server.company.reps[0].id]);
    expect(JSON.parse(entries[0]!.detail)).toMatchObject({ code: 'BAD_CREDENTIALS', address: '127.0.0.1' });
    expect(JSON.stringify(entries)).not.toMatch(/secret|wrong-field/);
  });

  test('of one new device five times at once enrols it once, and every answer is a session', async () => {
    const deviceId = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => trySignIn(server, 'rep3', { deviceId })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const enrolments = await server.db
      .selectFrom('enrolment')
      .select('id')
      .where('deviceId', '=', deviceId)
      .execute();
    expect(enrolments).toHaveLength(1);
  });

  test('is left to one admin, when two let each other leave at once', async () => {
    const first = await signIn(server.url, 'admin');
    const other = { name: 'Other', account: 'admin2', password: testPassword, role: 'admin', teamId: null };
    const { personId } = (await first.post('/v1/admin/person/create', other)).body as { personId: string };
    const second = await signIn(server.url, 'admin2');
    await Promise.all([
      first.post('/v1/admin/person/leave', { personId }),
      second.post('/v1/admin/person/leave', { personId: server.company.admin.id }),
    ]);
    const admins = server.db.selectFrom('person').select('id').where('role', '=', 'admin');
    expect(await admins.where('status', '=', 'active').execute()).toHaveLength(1);
  });

  test('and the end of the session before it at the same time never fail each other', async () => {
    const deviceId = randomUUID();
    for (let round = 0; round < 15; round++) {
      const before = await signIn(server.url, 'rep3', { deviceId });
      const answers = await Promise.all([
        before.post('/v1/auth/sign-out', {}),
        trySignIn(server, 'rep3', { deviceId }),
        trySignIn(server, 'rep3', { deviceId }),
      ]);
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    }
  });
});

describeOnBoth('the sign-in limit behind a load balancer', (maker) => {
  test('[AUTH6] counts by the address the load balancer saw, not by what the sender wrote before it', async () => {
    const server = await maker.start({ config: { trustedProxies: 1 } });
    const from = (forged: string, seen: string) =>
      trySignIn(server, 'rep1', { password: 'guess' }, { 'x-forwarded-for': `${forged}, ${seen}` });
    for (let guess = 0; guess < 10; guess++) await from(`10.9.9.${guess}`, '203.0.113.7');
    expect(codeOf(await from('10.9.9.99', '203.0.113.7'))).toBe('RATE_LIMITED');
    expect(codeOf(await from('10.9.9.99', '203.0.113.8'))).toBe('BAD_CREDENTIALS');
  });
});

describeOnPostgres('a password that is reset while a sign-in with the old one is under way', (maker) => {
  test('leaves no session behind', async () => {
    const server = await maker.start();
    const deviceId = randomUUID();
    await signIn(server.url, 'rep1', { deviceId });
    let signingIn: Promise<{ status: number; body: unknown }> | undefined;
    let resetting: Promise<string> | undefined;
    await server.db.transaction().execute(async (trx) => {
      // The sign-in has checked the password and waits here for its device.
      await trx.selectFrom('device').select('id').where('id', '=', deviceId).forUpdate().execute();
      signingIn = trySignIn(server, 'rep1', { deviceId });
      await new Promise((resolve) => setTimeout(resolve, 300));
      resetting = resetPassword(server.db, systemClock, cheapArgon2, 'test', 'rep1');
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    await resetting;
    const { token } = (await signingIn!).body as { token?: string };
    const me = await send(server.url, '/v1/auth/me', { token: token ?? 'x'.repeat(43) });
    expect(codeOf(me)).toBe('UNAUTHENTICATED');
  });
});
