import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { snakeCase } from '#shared/domain/entity/entity.ts';
import { entities } from '#shared/domain/entity/registry.ts';
import { migrate, migrations } from '#server/db/migrate.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { hasPostgres, howToGetPostgres } from '#test/support/postgres.ts';
import type { CompanyServer } from '#test/support/company-server.ts';

// Said once, here, for all suites that also run on PostgreSQL.
if (!hasPostgres) console.warn(howToGetPostgres);

const sqlTypes = { integer: ['bigint'], boolean: ['boolean'], json: ['json'], text: ['text', 'uuid'] };

describeOnBoth('the schema', (maker) => {
  let server: CompanyServer;
  beforeAll(async () => {
    server = await maker.start();
  });

  test('has a table for every entity of the registry, with the same columns, types and nullability', async () => {
    const columns = await sql<{
      tableName: string;
      columnName: string;
      dataType: string;
      isNullable: string;
    }>`
      select table_name, column_name, data_type, is_nullable from information_schema.columns
      where table_schema = 'public'
    `.execute(server.db);
    const byTable = Map.groupBy(columns.rows, (column) => column.tableName);
    for (const entity of entities) {
      const own = (byTable.get(entity.name) ?? []).filter((column) => !common.includes(column.columnName));
      const names = Object.keys(entity.columns).map(snakeCase);
      expect(own.map((column) => column.columnName).sort(), entity.name).toEqual(names.sort());
      for (const [name, column] of Object.entries(entity.columns)) {
        const found = own.find(({ columnName }) => columnName === snakeCase(name))!;
        expect(sqlTypes[column.kind], `${entity.name}.${name}`).toContain(found.dataType);
        const takesNull = column.schema.safeParse(null).success;
        expect(found.isNullable === 'YES', `${entity.name}.${name} may be null`).toBe(takesNull);
      }
    }
  });

  test('keys and indexes every replicated table by its scope', async () => {
    const indexes = await sql<{ tablename: string; indexdef: string }>`
      select tablename, indexdef from pg_indexes where schemaname = 'public'
    `.execute(server.db);
    for (const entity of entities) {
      const own = indexes.rows.filter(({ tablename }) => tablename === entity.name);
      expect(
        own.every(({ indexdef }) => indexdef.includes('(scope_id, ') || isAcross(indexdef)),
        entity.name,
      ).toBe(true);
      expect(
        own.some(({ indexdef }) => indexdef.includes('(scope_id, version, id)')),
        entity.name,
      ).toBe(true);
    }
  });

  test('is migrated once, also when two servers start at the same time', async () => {
    await Promise.all([migrate(server.db), migrate(server.db)]);
    const done = await sql<{ name: string }>`select name from migration`.execute(server.db);
    expect(done.rows.map(({ name }) => name).sort()).toEqual(migrations.map(({ name }) => name));
  });

  test('[VERSION9] of a newer server is refused with a clear message', async () => {
    await sql`insert into migration (name) values ('9999-from-the-future')`.execute(server.db);
    await expect(migrate(server.db)).rejects.toThrow('newer server (9999-from-the-future)');
    await sql`delete from migration where name = '9999-from-the-future'`.execute(server.db);
  });
});

/** Whom a customer was asked for something by is looked for over the lists of everybody. */
const isAcross = (indexdef: string) => indexdef.includes(' plan_item_customer ');

const common = [
  'company_id',
  'scope_id',
  'id',
  'version',
  'created_at',
  'created_by',
  'deleted_at',
  'late',
  'field_version',
];
