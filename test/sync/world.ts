/** The company's side of a run: one database, two server processes' worth of apps on it, and an admin at work. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { KyselyPlugin, PluginTransformResultArgs } from 'kysely';
import type { FastifyInstance } from 'fastify';
import { backupStream } from '#server/backup/write-backup.ts';
import { restoreBackup } from '#server/backup/restore.ts';
import { prune } from '#server/jobs/prune.ts';
import { buildApp } from '#server/app.ts';
import { openDatabase, type DatabaseLocation, type OpenDatabase } from '#server/db/open-database.ts';
import type { Db } from '#server/db/database.ts';
import { openCompanyWriter } from '#server/domain/company-row.ts';
import { loadCompany } from '#server/domain/seed.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { testConfig } from '#test/support/company-server.ts';
import { pgliteImage } from '#test/support/pglite-image.ts';
import { testCompany, testPassword, type TestCompany } from '#test/support/test-company.ts';
import type { Random } from './random.ts';
import { installServerLog, type ServerLog } from './server-log.ts';
import { serverJobs, type ServerJobs } from './server-job.ts';
import { createSnapshots } from './snapshot.ts';
import { createVirtualClock, type VirtualClock } from './virtual-time.ts';

export interface World extends ServerJobs {
  readonly kind: 'pglite' | 'postgres';
  readonly clock: VirtualClock;
  /** For what the simulator itself asks; the apps' own statements may be slowed down or broken. */
  readonly db: Db;
  readonly urls: readonly string[];
  readonly company: TestCompany;
  readonly log: ServerLog;
  /** Empty again, as the company was founded; what that wrote is the next thing in the log. */
  reset(): Promise<void>;
  breakDatabase(after: number | undefined): void;
  /** Statements take up to so long, so that transactions overlap; 0 for at once. */
  slow(random: Random | undefined): void;
  /** A request of the admin; the code of the refusal, if there was one. */
  command(path: string, body: unknown): Promise<{ body: Record<string, unknown>; code: string | undefined }>;
  moveTeam(personId: string, teamId: string): Promise<void>;
  backUp(file: string): Promise<void>;
  restoreBackup(file: string): Promise<void>;
  /** Splits that were accepted are worked off in the background. */
  splitsDone(): Promise<void>;
  prune(): Promise<void>;
  close(): Promise<void>;
}

/** Where every run begins: a Monday morning. */
export const startOfTime = Date.parse('2026-03-02T01:00:00.000Z');

export async function openWorld(databaseUrl?: string): Promise<World> {
  const clock = createVirtualClock(startOfTime);
  const location: DatabaseLocation = databaseUrl
    ? { databaseUrl }
    : { memory: true, image: await pgliteImage(), isBusy: true };
  const database = await openDatabase(location, silentLogger);
  const company = await testCompany({ customersPerBook: 3 });
  await loadCompany(database.db, company.seed);
  const log = await installServerLog(database.db);
  const weather = createWeather();
  const exposed: OpenDatabase = { ...database, db: database.db.withPlugin(weather.plugin) };
  const apps: FastifyInstance[] = [];
  const urls: string[] = [];
  for (let i = 0; i < 2; i++) {
    const app = await buildApp({ database: exposed, clock, log: silentLogger, config: testConfig });
    apps.push(app);
    urls.push(await app.listen({ host: '127.0.0.1', port: 0 }));
  }
  const token = await signInAdmin(urls[0]!);
  const snapshots = await createSnapshots(database.db);
  const founded = await snapshots.take();

  async function command(path: string, body: unknown) {
    const answer = await post(urls[0]!, path, body, token);
    return { body: answer, code: (answer.error as { code: string } | undefined)?.code };
  }

  return {
    kind: database.kind,
    clock,
    db: database.db,
    urls,
    company,
    log,
    async reset() {
      weather.clear();
      clock.pass(startOfTime - clock.now());
      await log.clear();
      await snapshots.restore(founded);
    },
    breakDatabase: (after) => weather.breakAfter(after),
    slow: (random) => weather.slow(random),
    command,
    async moveTeam(personId, teamId) {
      await database.db.transaction().execute(async (trx) => {
        const writer = await openCompanyWriter(trx, clock, company.companyId, company.admin.id);
        await writer.change('person', await writer.get('person', personId), { teamId });
      });
    },
    backUp: (file) => pipeline(backupStream(database.db, clock), createWriteStream(file)),
    async restoreBackup(file) {
      await restoreBackup({ db: database.db, clock, tell() {}, sweep: snapshots.sweep }, file);
    },
    async splitsDone() {
      for (;;) {
        const open = await database.db
          .selectFrom('bookSplit')
          .select('id')
          .where('status', '=', 'running')
          .execute();
        if (open.length === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
    prune: async () => void (await prune({ db: database.db, clock }, 0)),
    ...serverJobs({ db: database.db, clock, companyId: company.companyId }),
    async close() {
      for (const app of apps) await app.close();
      await database.close();
    },
  };
}

interface Weather {
  plugin: KyselyPlugin;
  breakAfter(statements: number | undefined): void;
  slow(random: Random | undefined): void;
  clear(): void;
}

/** What a database does to the servers on it: takes its time, and breaks off. */
function createWeather(): Weather {
  let left: number | undefined;
  let slowness: Random | undefined;
  return {
    breakAfter(statements) {
      left = statements;
    },
    slow(random) {
      slowness = random;
    },
    clear() {
      left = undefined;
      slowness = undefined;
    },
    plugin: {
      transformQuery: ({ node }) => node,
      async transformResult({ result }: PluginTransformResultArgs) {
        if (slowness) await new Promise((resolve) => setTimeout(resolve, slowness!.below(4)));
        if (left !== undefined && (left -= 1) <= 0) {
          left = undefined;
          throw Object.assign(new Error('the simulated database broke off'), { code: '57P01' });
        }
        return result;
      },
    },
  };
}

async function signInAdmin(url: string): Promise<string> {
  const device = {
    id: '0190ffff-ffff-7000-8000-000000000001',
    name: 'desk',
    platform: 'sim',
    appVersion: '0',
  };
  const answer = await post(url, '/v1/auth/sign-in', {
    company: 'test',
    account: 'admin',
    password: testPassword,
    device,
  });
  return answer.token as string;
}

async function post(
  url: string,
  path: string,
  body: unknown,
  token?: string,
): Promise<Record<string, unknown>> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'rapport-protocol': '1',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
}
