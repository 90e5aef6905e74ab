/** Backup and restore as they are run: the console program against a running server, while a device keeps pushing. */
import { execFile, fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { childEnv } from '#test/support/child-env.ts';
import { hasPostgres, startPostgres, type TestPostgres } from '#test/support/postgres.ts';
import { layOut } from '#test/support/server-folder.ts';
import { customerIdOf, testCompany } from '#test/support/test-company.ts';
import { codeOf, noteOf, signIn, type Device } from './device.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const lockChild = fileURLToPath(new URL('./lock-child.ts', import.meta.url));

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

const admin = (args: string[], env: Record<string, string>) => run('server/admin.ts', args, env);

const children: ChildProcess[] = [];

async function startServer(env: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: { ...childEnv, PORT: '0', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  const [message] = (await once(child, 'message')) as [{ port: number }];
  return { child, url: `http://127.0.0.1:${message.port}` };
}

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rapport-backup-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Pushes notes until it is told to stop; what was acknowledged, by server epoch. */
function keepPushing(device: Device, bookId: string) {
  const acknowledged: Array<{ body: string; epoch: string }> = [];
  const refused = new Set<string>();
  let isOver = false;
  let number = 0;
  const running = (async () => {
    while (!isOver) {
      // Below what a device may ask in a minute.
      await new Promise((resolve) => setTimeout(resolve, 60));
      const body = `note ${++number}`;
      const mutation = device.mutation([noteOf(bookId, customerIdOf(1, 1), body)]);
      const answer = await device.post('/v1/sync/push', {
        deviceEpoch: device.session.deviceEpoch,
        mutations: [mutation],
      });
      if (answer.status !== 200) refused.add(codeOf(answer) ?? String(answer.status));
      else acknowledged.push({ body, epoch: (answer.body as { epoch: string }).epoch });
    }
  })();
  return {
    acknowledged,
    refused,
    async stop() {
      isOver = true;
      await running;
    },
  };
}

async function roundTrip(env: Record<string, string>, file: string): Promise<void> {
  const company = await testCompany();
  const server = await startServer(env);
  const device = await signIn(server.url, 'rep1');
  await device.pull();
  const pusher = keepPushing(device, company.reps[0].bookId!);

  const backup = await admin(['backup', '--out', file], env);
  expect(backup).toMatchObject({ code: 0 });
  expect(backup.out).toMatch(/backup of 20.*, test: \d+ rows in \d+ tables\n$/);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await admin(['backup', '--out', file], env)).toMatchObject({
    code: 1,
    err: `${file} exists already\n`,
  });
  const asked = await admin(['restore', '--in', file], env);
  expect(asked.code).toBe(1);
  expect(asked.out).toContain('nothing was changed');
  const before = pusher.acknowledged.length;
  expect(before).toBeGreaterThan(0);

  const restored = await admin(['restore', '--in', file, '--yes'], env);
  expect(restored).toMatchObject({ code: 0 });
  const epoch = /server epoch {2}(\w+)/.exec(restored.out)![1]!;
  await pusher.stop();
  expect([...pusher.refused].filter((code) => code !== 'STALE')).toEqual([]);

  const held = await (await signIn(server.url, 'rep1')).pullAll();
  const bodies = new Set([...held.get('note')!.values()].map((row) => row.body));
  const after = pusher.acknowledged.filter((note) => note.epoch === epoch);
  for (const { body } of after) expect(bodies).toContain(body);
  const status = await admin(['restore-status'], env);
  expect(status.out).toMatch(/restored 20.* from the backup of 20/);
  expect(status.out).toMatch(/test {2}rep1: 0 offered back, [1-9]\d* still missing/);
  expect(await admin(['verify-audit'], env)).toMatchObject({ code: 0 });
}

describe('with the embedded database', () => {
  test('the console backs up, restores and asks through the running server', async () => {
    const env = { DATA_DIR: join(dir, 'embedded') };
    await layOut(env.DATA_DIR, 'company');
    await roundTrip(env, join(dir, 'embedded.backup'));
    expect((await stat(join(env.DATA_DIR, 'control.sock'))).mode & 0o777).toBe(0o600);
    expect((await stat(env.DATA_DIR)).mode & 0o777).toBe(0o700);
    const made = await admin(['enrolment-code', '--company', 'test', '--account', 'rep1'], env);
    expect(made.out).toMatch(/^enrolment code {2}\S+/);
    expect(await admin(['enrolment-code', '--company', 'none', '--account', 'x'], env)).toMatchObject({
      code: 1,
    });
    expect(await readdir(env.DATA_DIR)).not.toContain('restore.partial');
  }, 180_000);

  test('without a server the console opens the database itself; a broken file changes nothing', async () => {
    const env = { DATA_DIR: join(dir, 'alone') };
    await layOut(env.DATA_DIR, 'company');
    const file = join(dir, 'alone.backup');
    expect(await admin(['backup', '--out', file], env)).toMatchObject({ code: 0 });
    const broken = join(dir, 'broken.backup');
    await writeFile(broken, 'not a backup');
    const refused = await admin(['restore', '--in', broken, '--yes'], env);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(`${broken} is not a backup of this program\n`);
    const nowhere = await admin(['backup', '--out', join(dir, 'no', 'such', 'folder')], env);
    expect(nowhere.err).toBe(`${join(dir, 'no', 'such', 'folder')}: there is no such file or folder\n`);
    expect(await admin(['restore', '--in', file, '--yes'], env)).toMatchObject({ code: 0 });
    expect((await readdir(dir)).filter((name) => name.includes('.partial'))).toEqual([]);
  }, 180_000);
});

describe.runIf(hasPostgres)('with PostgreSQL', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  test('the console works beside the running server', async () => {
    const env = { DATABASE_URL: await postgres.createDatabase('company') };
    await roundTrip(env, join(dir, 'postgres.backup'));
  }, 180_000);
});

test('of ten processes that want a folder with a stale lock at once, one gets it', async () => {
  const folder = await mkdtemp(join(dir, 'race-'));
  const gone = spawn(process.execPath, ['-e', '']);
  await once(gone, 'exit');
  await writeFile(join(folder, 'server.lock.7'), String(gone.pid));
  for (let round = 0; round < 3; round++) {
    const asking = Array.from({ length: 10 }, () => fork(lockChild, [folder], { cwd: root, env: childEnv }));
    const told = () => Promise.all(asking.map(async (child) => String((await once(child, 'message'))[0])));
    await told();
    const answers = told();
    for (const child of asking) child.send('go');
    const said = await answers;
    const ended = Promise.all(asking.map((child) => once(child, 'exit')));
    for (const child of asking) child.disconnect();
    await ended;
    expect(said.filter((line) => line === 'got it')).toHaveLength(1);
    expect(said.filter((line) => line.includes('is in use by process'))).toHaveLength(9);
  }
}, 60_000);
