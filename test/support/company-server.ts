/** A real company server on a loopback port with {@link testCompany} loaded, for tests of any room. */
import { rm } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '#server/app.ts';
import { defaultAppConfig, type AppConfig } from '#server/config.ts';
import { openDatabase, type OpenDatabase } from '#server/db/open-database.ts';
import { loadCompany, type SeedCompany } from '#server/domain/seed.ts';
import { systemClock, type Clock } from '#shared/lib/clock.ts';
import { silentLogger, type Logger } from '#shared/lib/logger.ts';
import { newServerFolder } from './server-folder.ts';
import { cheapArgon2, testCompany, type TestCompany } from './test-company.ts';

export interface CompanyServerOptions {
  /** 0 or absent: a free one. */
  port?: number;
  /** Where the data lies; absent: in a folder that is gone with the server. */
  dataDir?: string;
  databaseUrl?: string;
  clock?: Clock;
  log?: Logger;
  config?: Partial<AppConfig>;
  /** Absent: {@link testCompany}, unless the database holds a company already. */
  company?: SeedCompany;
}

export interface CompanyServer {
  url: string;
  port: number;
  app: FastifyInstance;
  database: OpenDatabase;
  db: OpenDatabase['db'];
  /** The company that was loaded by default. */
  company: TestCompany;
  close(): Promise<void>;
}

export const testConfig: AppConfig = {
  ...defaultAppConfig,
  argon2: cheapArgon2,
  requestsPerMinutePerAddress: 1_000_000,
  requestsPerMinutePerDevice: 1_000_000,
  pushesAtOnce: 1_000,
  pullsAtOnce: 1_000,
  embeddedAtOnce: 1_000,
  turnMs: 60_000,
  ordersPerMinutePerAddress: 1_000_000,
};

export async function startCompanyServer(options: CompanyServerOptions = {}): Promise<CompanyServer> {
  const { clock = systemClock, log = silentLogger, databaseUrl } = options;
  const isOwn = databaseUrl === undefined && options.dataDir === undefined;
  const dataDir = isOwn ? await newServerFolder(options.company ? 'schema' : 'company') : options.dataDir!;
  const database = await openDatabase(databaseUrl === undefined ? { dataDir } : { databaseUrl }, log);
  const company = await testCompany();
  const existing = await database.db.selectFrom('company').select('id').executeTakeFirst();
  if (!existing) await loadCompany(database.db, options.company ?? company.seed);
  const config = { ...testConfig, ...options.config };
  const app = await buildApp({ database, clock, log, config });
  const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  return {
    url,
    port: Number(new URL(url).port),
    app,
    database,
    db: database.db,
    company,
    async close() {
      await app.close();
      await database.close();
      if (isOwn) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
