/**
 * A real PostgreSQL for tests: the one of TEST_DATABASE_URL, or one started from the machine's server binaries on a
 * free loopback port, with its data in a temporary folder. The server refuses to run as root, so then it gets the
 * user `postgres` or `nobody`.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { contentKey, fillWith, type Content } from './server-folder.ts';

export interface TestPostgres {
  /** For TEST_DATABASE_URL of other processes. */
  readonly url: string;
  /** A new database of its own, empty where nothing else is asked for; dropped with the server. */
  createDatabase(content?: Content): Promise<string>;
  stop(): Promise<void>;
}

const binaries = findBinaries();
export const hasPostgres = Boolean(process.env.TEST_DATABASE_URL || binaries);
export const howToGetPostgres =
  'PostgreSQL tests are skipped: install the server (Debian: apt-get install postgresql) or set TEST_DATABASE_URL';

export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => {} } : await startOwnServer();
  const made: string[] = [];
  const templates: Partial<Record<Content, Promise<string>>> = {};
  return {
    url: server.url,
    async createDatabase(content) {
      const name = `rapport_test_${process.pid}_${made.length}_${Date.now().toString(36)}`;
      // Taken before it is made: somebody else may ask meanwhile.
      made.push(name);
      const template = content && (await (templates[content] ??= templateOf(server.url, content)));
      await execute(server.url, `create database ${name}${template ? ` template ${template}` : ''}`);
      return databaseIn(server.url, name);
    },
    async stop() {
      if (given)
        for (const name of made) await execute(given, `drop database if exists ${name} with (force)`);
      await server.stop();
    },
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** One that waits for the disk like a company's does and can be killed; only where the machine has server binaries. */
export interface CrashablePostgres extends TestPostgres {
  /** Ends all its processes without a word. */
  crash(): Promise<void>;
  /** On the same port, with what its log of writes brings back. */
  restart(): Promise<void>;
}

export const hasOwnPostgres = binaries !== undefined;

export async function startCrashablePostgres(): Promise<CrashablePostgres> {
  const server = await startOwnServer('fsync=on');
  let made = 0;
  return {
    ...server,
    async createDatabase() {
      const name = `rapport_test_${++made}`;
      await execute(server.url, `create database ${name}`);
      return databaseIn(server.url, name);
    },
  };
}

function databaseIn(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** One of this schema and content, made by whoever asks the server first: a copy of it takes a fraction of the time. */
async function templateOf(serverUrl: string, content: Content): Promise<string> {
  const name = `rapport_template_${await contentKey(content)}`;
  const unfinished = `${name}_unfinished`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('rapport_template'))`);
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) {
      await client.query(`drop database if exists ${unfinished} with (force)`);
      await client.query(`create database ${unfinished}`);
      await fillWith(content, { databaseUrl: databaseIn(serverUrl, unfinished) });
      await client.query(`alter database ${unfinished} rename to ${name}`);
    }
    return name;
  } finally {
    // Gives the lock back, too.
    await client.end();
  }
}

interface OwnServer {
  url: string;
  stop(): Promise<void>;
  crash(): Promise<void>;
  restart(): Promise<void>;
}

async function startOwnServer(durability: 'fsync=on' | 'fsync=off' = 'fsync=off'): Promise<OwnServer> {
  const dir = await mkdtemp(join(tmpdir(), 'rapport-postgres-'));
  const user = unprivilegedUser();
  if (user) await chown(dir, user.uid, user.gid);
  const data = join(dir, 'data');
  const options = { ...user, cwd: dir, env: { PATH: process.env.PATH, LC_ALL: 'C' } };
  await promisify(execFile)(
    join(binaries!, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    options,
  );
  const port = await freePort();
  const settings = [
    durability,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
  ];
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let server: ChildProcess;
  const killed = () => server.kill('SIGKILL');
  async function launch(): Promise<void> {
    server = spawn(
      join(binaries!, 'postgres'),
      ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
      { ...options, stdio: 'ignore' },
    );
    await untilReady(url, server);
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await ended;
  }
  process.once('exit', killed);
  await launch();
  return {
    url,
    async stop() {
      // Fast shutdown: does not wait for clients.
      if (server.exitCode === null && server.signalCode === null) await end('SIGINT');
      process.off('exit', killed);
      await rm(dir, { recursive: true, force: true });
    },
    crash: () => end('SIGKILL'),
    async restart() {
      // What is left of the old one may hold its memory for a moment longer.
      for (let attempt = 0; ; attempt++) {
        try {
          return await launch();
        } catch (error) {
          if (attempt === 100) throw error;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    },
  };
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with code ${server.exitCode}`);
    try {
      return await execute(url, 'select 1');
    } catch (error) {
      if (attempt > 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user) throw new Error('no unprivileged user to run PostgreSQL as');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** The newest of the machine's server versions. */
function findBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const folders = [
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin')),
    '/usr/local/pgsql/bin',
    '/opt/homebrew/bin',
    '/usr/local/bin',
    '/usr/bin',
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}
