/** What a failure of the server itself says, to the sender and to the log, and how long anything may take. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import pino from 'pino';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth, describeOnPostgres } from '#test/support/on-both-databases.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { codeOf, noteOf, signIn } from './device.ts';

describeOnBoth('a failure of the server', (maker) => {
  let server: CompanyServer;
  const lines: string[] = [];
  beforeAll(async () => {
    const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
    server = await maker.start({ log });
  });

  test('is logged without the rows it happened to', async () => {
    const device = await signIn(server.url, 'rep1');
    const book = server.company.reps[0].bookId!;
    await sql`alter table note add constraint too_rude check (body not like '%marked%')`.execute(server.db);
    const mutation = device.mutation([noteOf(book, customerIdOf(1, 1), 'marked customer text')]);
    const body = { deviceEpoch: device.session.deviceEpoch, mutations: [mutation] };
    const answer = await device.post('/v1/sync/push', body);
    expect([answer.status, codeOf(answer)]).toEqual([500, 'INTERNAL']);
    expect(answer.text).not.toContain('marked');
    const logged = lines.filter((line) => line.includes('http.internal'));
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0]!)).toMatchObject({
      err: { code: '23514', stack: expect.stringMatching(/^ {4}at /) },
    });
    expect(lines.join('')).not.toContain('marked');
  });

  test('[AUTH8] to make a valid answer is no fault of the request', async () => {
    const device = await signIn(server.url, 'rep2');
    await sql`alter table person alter column name drop not null`.execute(server.db);
    await sql`update person set name = null where account = 'rep2'`.execute(server.db);
    lines.length = 0;
    const answer = await device.get('/v1/auth/me');
    expect([answer.status, codeOf(answer)]).toEqual([500, 'INTERNAL']);
    expect(lines.filter((line) => line.includes('http.internal'))).toHaveLength(1);
  });

  test('to read a request at all waits long enough for a push over a slow line, and never for ever', () => {
    const { requestTimeout, headersTimeout, timeout } = server.app.server;
    // 512 KB, the most a device sends at a time, at 4 KB a second.
    expect(requestTimeout).toBeGreaterThan((512 * 1024) / 4);
    expect(requestTimeout).toBeLessThanOrEqual(600_000);
    expect(headersTimeout).toBeGreaterThan(0);
    expect(headersTimeout).toBeLessThanOrEqual(60_000);
    // Nothing moved on the connection: longer than a heartbeat of the poke stream, and not for ever.
    expect(timeout).toBeGreaterThan(20_000);
    expect(timeout).toBeLessThanOrEqual(120_000);
  });
});

describeOnPostgres('a transaction that hangs', (maker) => {
  test('is given up by the database, so that it does not hold a book for ever', async () => {
    const server = await maker.start();
    const limits = await sql<{ name: string; setting: string }>`
      select name, setting from pg_settings
      where name in ('idle_in_transaction_session_timeout', 'lock_timeout', 'statement_timeout') order by name
    `.execute(server.db);
    for (const { name, setting } of limits.rows) expect([name, Number(setting) > 0]).toEqual([name, true]);
  });

  test('makes those who waited for it try again later, not fail', async () => {
    const server = await maker.start();
    const device = await signIn(server.url, 'rep1');
    await sql`
      create function waited() returns trigger language plpgsql as
      $$ begin raise exception 'canceling statement due to lock timeout' using errcode = '55P03'; end $$
    `.execute(server.db);
    await sql`create trigger waited before insert on note for each row execute function waited()`.execute(
      server.db,
    );
    const mutation = device.mutation([noteOf(server.company.reps[0].bookId!, customerIdOf(1, 1))]);
    const body = { deviceEpoch: device.session.deviceEpoch, mutations: [mutation] };
    const answer = await device.post('/v1/sync/push', body);
    expect([answer.status, codeOf(answer)]).toEqual([503, 'UNAVAILABLE']);
    expect(answer.headers.get('retry-after')).toBe('5');
  });
});
