/** LocalDb on better-sqlite3: cached statements, decoded rows, nested transactions. */
import type Database from 'better-sqlite3';
import {
  CamelCasePlugin,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Compilable } from 'kysely';
import type { LocalDb } from './local-db.ts';
import { jsonTextOf } from './packed-json.ts';
import type { LocalSchema } from './schema.ts';
import { storageErrorOf } from './sqlite-error.ts';

interface Prepared {
  readonly statement: Database.Statement<unknown[], unknown>;
  readonly names: readonly string[];
  /** The columns are named as the fields are: the library makes the rows, at half the price. */
  readonly isNamed: boolean;
  /** A row without values: a copy of it is filled several times as fast as an empty object grows. */
  readonly empty: Readonly<Record<string, unknown>>;
  /** Of the columns that are not what SQLite gives. */
  readonly decoders: readonly { at: number; name: string; decode: (value: unknown) => unknown }[];
  /** When it was asked for last, counted in calls. */
  usedAt: number;
}

/** Queries with lists of varying length have endless texts; the least recently used statements are dropped. */
const cacheSize = 400;

export function createSqliteDb(db: Database.Database): LocalDb {
  const cache = new Map<string, Prepared>();
  const afterCommit: (() => void)[] = [];
  let calls = 0;

  function prepare(sql: string): Prepared {
    const known = cache.get(sql);
    if (known) {
      known.usedAt = ++calls;
      return known;
    }
    const statement = db.prepare<unknown[], unknown>(sql);
    const columns = statement.reader ? statement.columns() : [];
    const names = columns.map(({ name }) => camelCase(name));
    const isNamed = columns.every(({ name }, at) => name === names[at]);
    if (statement.reader && !isNamed) statement.raw();
    const decoders = columns.flatMap(({ type }, at) => {
      const decode = decoderOf(type);
      return decode ? { at, name: names[at]!, decode } : [];
    });
    const empty = Object.fromEntries(names.map((name) => [name, null]));
    const prepared = { statement, names, isNamed, empty, decoders, usedAt: ++calls };
    cache.set(sql, prepared);
    if (cache.size > cacheSize) dropUnused();
    return prepared;
  }

  /** A tenth at once, so that the order of use need not be kept with every call. */
  function dropUnused(): void {
    const byUse = [...cache].toSorted(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [sql] of byUse.slice(0, cacheSize / 10)) cache.delete(sql);
  }

  function rows<T>(sql: string, params: readonly unknown[]): T[] {
    try {
      return read<T>(prepare(sql), params.length === 0 ? params : params.map(bind));
    } catch (error) {
      throw storageErrorOf(error);
    }
  }

  function read<T>({ statement, names, isNamed, empty, decoders }: Prepared, bound: readonly unknown[]): T[] {
    if (!statement.reader) {
      statement.run(...bound);
      return [];
    }
    if (isNamed) {
      const found = statement.all(...bound) as Record<string, unknown>[];
      if (decoders.length > 0) {
        for (const row of found) for (const { name, decode } of decoders) row[name] = decode(row[name]);
      }
      return found as T[];
    }
    return (statement.all(...bound) as unknown[][]).map((values) => {
      for (const { at, decode } of decoders) values[at] = decode(values[at]);
      const row: Record<string, unknown> = { ...empty };
      for (let i = 0; i < names.length; i++) row[names[i]!] = values[i];
      return row as T;
    });
  }

  function transaction<T>(work: () => T): T {
    const waiting = afterCommit.length;
    const isOutermost = !db.inTransaction;
    let result: T;
    try {
      result = guard(() => db.transaction(work).immediate());
    } catch (error) {
      afterCommit.length = waiting;
      throw error;
    }
    if (isOutermost) for (const callback of afterCommit.splice(0)) callback();
    return result;
  }

  return {
    q: queryBuilder,
    all<T>(query: Compilable<T>) {
      const { sql, parameters } = query.compile();
      return rows<T>(sql, parameters);
    },
    get<T>(query: Compilable<T>) {
      const { sql, parameters } = query.compile();
      return rows<T>(sql, parameters)[0];
    },
    run(query) {
      const { sql, parameters } = query.compile();
      return guard(() => ({ changes: prepare(sql).statement.run(...parameters.map(bind)).changes }));
    },
    raw: (sql, ...params) => rows(sql, params),
    transaction,
    afterCommit(callback) {
      if (db.inTransaction) afterCommit.push(callback);
      else callback();
    },
    checkpoint() {
      guard(() => db.pragma('wal_checkpoint(TRUNCATE)'));
    },
    rewrite() {
      guard(() => {
        db.exec('VACUUM');
        db.pragma('wal_checkpoint(TRUNCATE)');
      });
    },
    close() {
      cache.clear();
      db.close();
    },
  };
}

const queryBuilder = new Kysely<LocalSchema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
  plugins: [new CamelCasePlugin()],
});

function guard<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storageErrorOf(error);
  }
}

function bind(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array))
    return JSON.stringify(value);
  return value;
}

function decoderOf(type: string | null): ((value: unknown) => unknown) | undefined {
  if (type === 'BOOLEAN') return (value) => (value === null ? null : value !== 0);
  if (type === 'JSON_TEXT') {
    return (value) => (value === null ? null : JSON.parse(jsonTextOf(value as string | Uint8Array)));
  }
  return undefined;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
