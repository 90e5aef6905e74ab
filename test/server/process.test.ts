/** The programs as they are run: the server process and the console commands. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { childEnv } from '#test/support/child-env.ts';
import { startCompanyServer } from '#test/support/company-server.ts';
import { hasOwnPostgres, startCrashablePostgres } from '#test/support/postgres.ts';
import { codeOf, send, signInBody } from './device.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Run {
  code: number | null;
  out: string;
  err: string;
}

function run(script: string, args: string[], env: Record<string, string>): Promise<Run> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...childEnv, ...env } };
    const child = execFile(process.execPath, [script, ...args], options, (_error, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });
}

async function startServer(
  env: Record<string, string>,
): Promise<{ child: ChildProcess; url: string; out: () => string }> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: { ...childEnv, PORT: '0', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let out = '';
  child.stdout!.on('data', (chunk: Buffer) => (out += String(chunk)));
  const [message] = (await once(child, 'message')) as [{ type: string; port: number }];
  expect(message.type).toBe('listening');
  return { child, url: `http://127.0.0.1:${message.port}`, out: () => out };
}

describe('the server process', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rapport-server-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  test('makes a company at the console, serves it, holds the folder alone, and keeps it across a restart', async () => {
    const env = { DATA_DIR: dir };
    const made = await run('server/admin.ts', ['create-company', '--slug', 'acme', '--name', '某公司'], env);
    expect(made.err).toBe('');
    const password = /password +(\S+)/.exec(made.out)![1]!;
    const enrolmentCode = /enrolment code +(\S+)/.exec(made.out)![1]!;

    const first = await startServer(env);
    const body = signInBody('admin', { company: 'acme', password, enrolmentCode });
    expect((await send(first.url, '/v1/auth/sign-in', { body })).status).toBe(200);
    expect(first.out()).toBe(`listening on ${first.url}\n`);
    const asked = await run('server/admin.ts', ['verify-audit'], env);
    expect(asked).toMatchObject({ code: 0, err: '' });
    const busy = await run('server/main.ts', [], { ...env, PORT: '0', LOG_LEVEL: 'silent' });
    expect(busy).toMatchObject({ code: 1, out: '' });
    expect(busy.err).toBe(
      `the data folder ${dir} is in use by process ${first.child.pid}; stop that server first\n`,
    );
    // A server that is killed leaves its lock; the next process takes over and finds everything.
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const reset = await run(
      'server/admin.ts',
      ['reset-password', '--company', 'acme', '--account', 'admin'],
      env,
    );
    const renewed = /password +(\S+)/.exec(reset.out)![1]!;
    const second = await startServer(env);
    const again = { ...body, password: renewed, enrolmentCode: undefined };
    expect((await send(second.url, '/v1/auth/sign-in', { body })).status).toBe(401);
    expect((await send(second.url, '/v1/auth/sign-in', { body: again })).status).toBe(200);
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
    const verified = await run('server/admin.ts', ['verify-audit'], env);
    expect(verified).toMatchObject({ code: 0, out: 'acme: 5 entries, the chain is whole\n' });
  }, 120_000);

  test('says in one line why it cannot start', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const file = join(dir, 'a-file');
    await writeFile(file, '');
    const cases: Array<[Record<string, string>, string]> = [
      [{ PORT: 'abc', LOG_LEVEL: 'loud' }, 'these settings are not valid: PORT, LOG_LEVEL'],
      [
        { DATA_DIR: join(file, 'inside') },
        `the data folder ${join(file, 'inside')} cannot be written (ENOTDIR)`,
      ],
      [
        { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' },
        'the database in DATABASE_URL does not answer',
      ],
      [
        { DATA_DIR: join(dir, 'other'), PORT: String(port) },
        `127.0.0.1:${port} is taken by another program; set PORT to a free one`,
      ],
    ];
    const runs = await Promise.all(
      cases.map(([env]) => run('server/main.ts', [], { LOG_LEVEL: 'silent', ...env })),
    );
    taken.close();
    for (const [place, [, message]] of cases.entries()) {
      expect(runs[place]).toMatchObject({ code: 1, err: `${message}\n` });
    }
  }, 120_000);

  // One of its own: it is taken away, and others may be at work on a shared one.
  test.runIf(hasOwnPostgres)('answers 503 with a time to wait while its database is away', async () => {
    const postgres = await startCrashablePostgres();
    const server = await startCompanyServer({ databaseUrl: await postgres.createDatabase() });
    const before = await send(server.url, '/health');
    await postgres.stop();
    const away = await send(server.url, '/health');
    await server.close();
    expect([before.status, away.status, codeOf(away)]).toEqual([200, 503, 'UNAVAILABLE']);
    expect(away.headers.get('retry-after')).toBe('5');
  });

  test('tells who asks the console for something it does not know', async () => {
    const asked = await run('server/admin.ts', ['drop-everything'], { DATA_DIR: dir });
    expect(asked.code).toBe(1);
    expect(asked.err).toContain('npm run admin -- create-company');
  });
});
