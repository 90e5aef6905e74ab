/**
 * Kysely on the embedded PostgreSQL. It has one connection, so whoever holds it (a transaction) makes the others wait
 * in line; using the outer `db` inside a transaction would wait for ever.
 */
import type { PGlite } from '@electric-sql/pglite';
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';

export function pgliteDialect(pglite: PGlite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => pgliteDriver(pglite),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function pgliteDriver(pglite: PGlite): Driver {
  const connection = pgliteConnection(pglite);
  const waiting: Array<() => void> = [];
  let isTaken = false;
  const run = async (statement: string) => {
    await connection.executeQuery(CompiledQuery.raw(statement));
  };
  return {
    async init() {},
    async acquireConnection() {
      if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve));
      isTaken = true;
      return connection;
    },
    async beginTransaction(_connection, settings: TransactionSettings) {
      const level = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : '';
      await run(`start transaction${level}${settings.accessMode ? ` ${settings.accessMode}` : ''}`);
    },
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => run('rollback'),
    async releaseConnection() {
      const next = waiting.shift();
      // The connection is handed over directly, so that nobody slips in between.
      if (next) next();
      else isTaken = false;
    },
    async destroy() {
      await pglite.close();
    },
  };
}

function pgliteConnection(pglite: PGlite): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await pglite.query<R>(query.sql, [...query.parameters]);
      return { rows: result.rows, numAffectedRows: BigInt(result.affectedRows ?? 0) };
    },
    // eslint-disable-next-line require-yield
    async *streamQuery() {
      throw new Error('the embedded database does not stream');
    },
  };
}
