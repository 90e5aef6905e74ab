/** Runs one suite on the embedded PostgreSQL and on a real one. */
import { afterAll, beforeAll, describe } from 'vitest';
import { startCompanyServer, type CompanyServer, type CompanyServerOptions } from './company-server.ts';
import { hasPostgres, startPostgres, type TestPostgres } from './postgres.ts';

export interface ServerMaker {
  kind: 'pglite' | 'postgres';
  /** A server on a fresh database, closed after the suite. */
  start: (options?: CompanyServerOptions) => Promise<CompanyServer>;
}

export function describeOnBoth(name: string, suite: (maker: ServerMaker) => void): void {
  describe(`${name} (PGlite)`, () => {
    suite({ kind: 'pglite', start: startIn(() => Promise.resolve({})) });
  });
  describeOnPostgres(name, suite);
}

export function describeOnPostgres(name: string, suite: (maker: ServerMaker) => void): void {
  const where = hasPostgres ? 'PostgreSQL' : 'PostgreSQL, skipped: there is none on this machine';
  describe.runIf(hasPostgres)(`${name} (${where})`, () => {
    let postgres: TestPostgres;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres?.stop());
    suite({
      kind: 'postgres',
      start: startIn(async ({ company }) => ({
        databaseUrl: await postgres.createDatabase(company ? 'schema' : 'company'),
      })),
    });
  });
}

function startIn(
  place: (options: CompanyServerOptions) => Promise<CompanyServerOptions>,
): ServerMaker['start'] {
  const open: CompanyServer[] = [];
  afterAll(async () => {
    for (const server of open.reverse()) await server.close();
  });
  return async (options = {}) => {
    const server = await startCompanyServer({ ...(await place(options)), ...options });
    open.push(server);
    return server;
  };
}
