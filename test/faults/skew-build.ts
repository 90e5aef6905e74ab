/** Three versions of the program and its server, built from today's source: 1 is as it is, 2 and 3 add to it. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';
import { oldestProtocolVersion, protocolVersion } from '#shared/protocol/version.ts';

export type SkewVersion = 1 | 2 | 3;
export const skewVersions: readonly SkewVersion[] = [1, 2, 3];

export interface SkewBuild {
  core: string;
  server: string;
}

/** What a build says of itself: the first is today's, each next one has raised it. */
const protocolOf = (version: SkewVersion) => protocolVersion + version - 1;

/** The oldest device a server of the version serves, as a real release would say; 3 only takes edits from 1. */
const oldestServed: Record<SkewVersion, number> = {
  1: oldestProtocolVersion,
  2: oldestProtocolVersion,
  3: protocolOf(2),
};

interface Addition {
  since: SkewVersion;
  /** End of the file's name. */
  file: string;
  find: RegExp;
  put: string;
}

const commonSql = `scope_id TEXT NOT NULL, id TEXT PRIMARY KEY, version INTEGER NOT NULL, created_at TEXT NOT NULL,
  created_by TEXT, deleted_at TEXT, late BOOLEAN NOT NULL`;
const commonPg = `company_id uuid not null, scope_id uuid not null, id uuid not null, version bigint not null,
  created_at text not null, created_by uuid, deleted_at text, late boolean not null default false,
  field_version jsonb not null default '{}'`;

/** A column since 2; another one and an entity since 3; each with the migrations of both sides. */
const additions: readonly Addition[] = [
  {
    since: 2,
    file: 'shared/domain/entity/book.ts',
    find: /remark: text\(5_000, \{ patch: true \}\),/,
    put: `$& mood: added(${protocolOf(2)}, 'calm', text(50, { patch: true })),`,
  },
  coreMigration(2, [`ALTER TABLE customer ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'`]),
  serverMigration(2, [`alter table customer add column mood text not null default 'calm'`]),
  {
    since: 3,
    file: 'shared/domain/entity/book.ts',
    find: /mood: added\(.*?\}\)\),/,
    put: `$& hobby: added(${protocolOf(3)}, null, nullable(text(50, { patch: true }))),`,
  },
  {
    since: 3,
    file: 'shared/domain/entity/book.ts',
    find: /export type Customer = /,
    put: `export const gift = defineEntity({ name: 'gift', scope: 'book', write: 'patch', since: ${protocolOf(3)},
      columns: { customerId: id<CustomerId>(), title: text(50, { patch: true }) } });
      $&`,
  },
  { since: 3, file: 'shared/domain/entity/registry.ts', find: /import \{\n  conflict,/, put: '$& gift,' },
  {
    since: 3,
    file: 'shared/domain/entity/registry.ts',
    find: /const entities = \[[\s\S]*?customer,/,
    put: '$& gift,',
  },
  coreMigration(3, [
    `ALTER TABLE customer ADD COLUMN hobby TEXT`,
    `CREATE TABLE gift (${commonSql}, customer_id TEXT, title TEXT)`,
  ]),
  serverMigration(3, [
    `alter table customer add column hobby text`,
    `create table gift (${commonPg}, customer_id uuid not null, title text not null, primary key (scope_id, id))`,
    `create index gift_pull on gift (scope_id, version, id)`,
  ]),
];

function coreMigration(since: SkewVersion, statements: string[]): Addition {
  const up = statements.map((statement) => `db.exec(${JSON.stringify(statement)});`).join(' ');
  return {
    since,
    file: 'electron/core/db/migrations/all.ts',
    find: /$/,
    put: `(migrations as Migration[]).push({ number: migrations.length + 1, up(db) { ${up} } });\n`,
  };
}

function serverMigration(since: SkewVersion, statements: string[]): Addition {
  return {
    since,
    file: 'server/db/migrate.ts',
    find: /\n\];/,
    put: `\n{ name: '900${since}-skew', statements: ${JSON.stringify(statements)} },\n];`,
  };
}

const folder = fileURLToPath(new URL('../../node_modules/.cache/rapport/skew/', import.meta.url));
const source = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const isLibrary = (id: string) => !/^[.#/]|^[a-zA-Z]:[\\/]/.test(id);

/** Beside the installed packages, which stay outside the bundles. The caller removes nothing: it is built anew. */
export async function buildSkew(version: SkewVersion): Promise<SkewBuild> {
  const out = join(folder, `${process.pid}-${version}`);
  const build = await rolldown({
    input: {
      core: source('test/faults/core-child.ts'),
      'text-child': source('electron/core/import/text-child.ts'),
      'xlsx-child': source('electron/core/import/xlsx-child.ts'),
      server: source('server/main.ts'),
    },
    platform: 'node',
    external: isLibrary,
    plugins: [addTo(version)],
  });
  await build.write({
    dir: out,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  });
  await build.close();
  return { core: join(out, 'core.js'), server: join(out, 'server.js') };
}

export function removeSkewBuilds(): void {
  for (const version of skewVersions) {
    const out = join(folder, `${process.pid}-${version}`);
    if (existsSync(out)) rmSync(out, { recursive: true, force: true });
  }
}

function addTo(version: SkewVersion): Plugin {
  return {
    name: 'skew',
    transform(code, file) {
      let text = code;
      if (file.endsWith('shared/protocol/version.ts')) {
        text = replaced(text, /protocolVersion = \d+/, `protocolVersion = ${protocolOf(version)}`);
        text = replaced(
          text,
          /oldestProtocolVersion = \d+/,
          `oldestProtocolVersion = ${oldestServed[version]}`,
        );
      }
      for (const { since, file: end, find, put } of additions) {
        if (since <= version && file.endsWith(end)) text = replaced(text, find, put);
      }
      return text === code ? null : text;
    },
  };
}

function replaced(text: string, find: RegExp, put: string): string {
  if (!find.test(text)) throw new Error(`nothing to change in the source: ${find.source}`);
  return text.replace(find, put);
}
