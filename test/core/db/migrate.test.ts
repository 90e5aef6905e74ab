import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { keyCheckOf } from '#core/db/key-check.ts';
import type { LocalDb } from '#core/db/local-db.ts';
import type { Migration } from '#core/db/migration.ts';
import { migrations } from '#core/db/migrations/all.ts';
import { openLocalDb } from '#core/db/open.ts';
import { replicaTables } from '#core/db/replica-table.ts';
import { snakeCase } from '#shared/domain/entity/entity.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const types = { text: 'TEXT', integer: 'INTEGER', boolean: 'BOOLEAN', json: 'JSON_TEXT' };
const last = migrations.at(-1)!.number;

function newFile() {
  const key = randomBytes(32);
  const file = join(tempFolder(), 'rapport.db');
  const open = (list: readonly Migration[], mustExist = true) =>
    openLocalDb({ file, key, keyCheck: keyCheckOf(key), mustExist, log: silentLogger, migrations: list });
  return { file, open };
}

const next = (sql: string): Migration => ({ number: last + 1, up: (db) => void db.exec(sql) });

test('migrations are numbered from 1 without a gap', () => {
  expect(migrations.map((migration) => migration.number)).toEqual(migrations.map((_, index) => index + 1));
});

test('the newest schema has every field of every replicated entity, with its kind', () => {
  const { open } = newFile();
  const db = open(migrations, false);
  for (const { name, fields } of replicaTables) {
    const columns = db.raw<{ name: string; type: string }>(`PRAGMA table_info(${name})`);
    expect(columns.map((column) => `${column.name} ${column.type}`).toSorted()).toEqual(
      fields.map((field) => `${snakeCase(field.name)} ${types[field.kind]}`).toSorted(),
    );
  }
  db.close();
});

test('the second new file of a process, made in one piece, is what the steps make of an empty one', () => {
  const contentOf = ({ raw }: Pick<LocalDb, 'raw'>) => {
    const schema = raw<{ type: string; name: string }>(
      'SELECT type, name, sql FROM sqlite_schema ORDER BY name',
    );
    const tables = schema.filter(({ type }) => type === 'table').map(({ name }) => name);
    const rows = tables.map((name) => [name, raw(`SELECT * FROM "${name}"`)]);
    return { schema, rows, version: raw('PRAGMA user_version') };
  };
  const made = [[...migrations], migrations, migrations].map((list) => {
    const db = newFile().open(list, false);
    const content = contentOf(db);
    db.close();
    return content;
  });
  expect(made[2]).toEqual(made[0]);
  expect(made[1]).toEqual(made[0]);
});

test('steps that also write rows are taken by every new file', () => {
  const list = [...migrations, next(`INSERT INTO meta VALUES ('born', 'here')`)];
  for (const { open } of [newFile(), newFile()]) {
    const db = open(list, false);
    expect(db.raw(`SELECT value FROM meta WHERE key='born'`)).toEqual([{ value: 'here' }]);
    db.close();
  }
});

test.each(migrations.slice(1).map((migration) => migration.number))(
  'rows of schema n-1 are the same rows after migration %i',
  (number) => {
    const { open } = newFile();
    const before = open(migrations.slice(0, number - 1), false);
    before.raw(
      `INSERT INTO note (id, scope_id, version, created_at, late, body) VALUES ('n','s',7,'t',0,'茶')`,
    );
    before.raw(
      `INSERT INTO outbox (mutation_id, name, at, writes, state) VALUES ('m','note','t','[]','pending')`,
    );
    const [note, queued] = [before.raw('SELECT * FROM note'), before.raw('SELECT * FROM outbox')];
    before.close();
    const after = open(migrations.slice(0, number));
    expect(after.raw('SELECT * FROM note')).toEqual(note);
    expect(after.raw('SELECT * FROM outbox')).toMatchObject(queued);
    after.close();
  },
);

test('a touch of schema 4 is the same touch after migration 5, without a score', () => {
  const { open } = newFile();
  const before = open(migrations.slice(0, 4), false);
  before.raw(
    `INSERT INTO touch (id, scope_id, version, created_at, late, customer_id, kind, touch_class, body, happened_at)
     VALUES ('t','s',7,'t',0,'c','comment','care','三年没白练','t')`,
  );
  const [touch] = before.raw<Record<string, unknown>>('SELECT * FROM touch');
  before.close();
  const after = open(migrations.slice(0, 5));
  expect(after.raw('SELECT * FROM touch')).toEqual([{ ...touch, quality: null }]);
  after.close();
});

test('a migration that fails half way leaves the file at its old version, with the copy beside it', () => {
  const { file, open } = newFile();
  open(migrations, false).close();
  const broken = [...migrations, next('ALTER TABLE note ADD COLUMN mood TEXT; SELECT * FROM nowhere')];
  expect(() => open(broken)).toThrow('nowhere');
  expect(existsSync(`${file}.before-${last + 1}`)).toBe(true);
  const db = open(migrations);
  expect(db.raw('PRAGMA user_version')).toEqual([{ userVersion: last }]);
  expect(db.raw<{ name: string }>('PRAGMA table_info(note)').map((column) => column.name)).not.toContain(
    'mood',
  );
  db.close();
});

test('copies that a killed upgrade left beside the file go at the next start', () => {
  const { file, open } = newFile();
  open(migrations, false).close();
  for (const version of [last - 1, last]) writeFileSync(`${file}.before-${version}`, 'copy');
  open(migrations).close();
  expect([last - 1, last].map((version) => existsSync(`${file}.before-${version}`))).toEqual([false, false]);
  expect(existsSync(file)).toBe(true);
});

test('the copy is gone once the migration is committed', () => {
  const { file, open } = newFile();
  open(migrations, false).close();
  open([...migrations, next('ALTER TABLE note ADD COLUMN mood TEXT')]).close();
  expect(readdirSync(dirname(file)).filter((name) => name.includes('before'))).toEqual([]);
});
