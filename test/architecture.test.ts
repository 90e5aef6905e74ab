/** The vital import rules once more: a lint that is misconfigured passes in silence, this does not. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

interface Import {
  file: string;
  specifier: string;
}

/** What a specifier points to: a path in the checkout for own files, the bare specifier for libraries. */
function resolve({ file, specifier }: Import): string {
  const aliases: Record<string, string> = {
    '#shared/': 'shared/',
    '#core/': 'electron/core/',
    '#server/': 'server/',
    '#renderer/': 'renderer/',
    '#shell/': 'electron/main/',
    '#test/': 'test/',
  };
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier)).replaceAll('\\', '/');
  for (const [alias, folder] of Object.entries(aliases)) {
    if (specifier.startsWith(alias)) return folder + specifier.slice(alias.length);
  }
  return specifier;
}

function importsOf(folder: string): Import[] {
  return globSync(`${folder}/**/*.{ts,tsx}`).flatMap((file) => {
    const source = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    const specifiers = source.matchAll(/(?:\bfrom\s+|^\s*import\s+|\bimport\s*\(\s*)['"]([^'"]+)['"]/gm);
    return Array.from(specifiers, (match) => ({ file: file.replaceAll('\\', '/'), specifier: match[1]! }));
  });
}

const inRoom = (path: string, room: string) => path === room || path.startsWith(`${room}/`);

/** Room → what it may import: folders of the checkout and libraries (a trailing `*` matches the rest). */
const table: Record<string, readonly string[]> = {
  'shared/lib': ['shared/lib'],
  'shared/domain': ['shared/domain', 'shared/lib', 'zod', 'date-fns', '@date-fns/*', 'lunar-javascript'],
  'shared/protocol': ['shared/protocol', 'shared/domain', 'shared/lib', 'zod'],
  'shared/contract': ['shared', 'zod', '@orpc/contract'],
  'electron/core': [
    'electron/core',
    'shared',
    'node:*',
    'zod',
    'better-sqlite3',
    'kysely',
    'pino',
    '@orpc/server*',
    'ws',
    'papaparse',
    'exceljs',
    'iconv-lite',
    'chardet',
    'pinyin-pro',
  ],
  'electron/main': ['electron/main', 'shared', 'electron', 'node:*', 'zod'],
  'electron/preload': ['electron/preload', 'shared', 'electron'],
  renderer: [
    'renderer',
    'shared',
    'react*',
    'antd*',
    '@ant-design/*',
    'zustand*',
    '@tanstack/*',
    '@orpc/client*',
    '@orpc/tanstack-query',
    '@orpc/contract',
    'echarts*',
    'postal-mime',
    'i18next',
    'react-i18next',
    'date-fns*',
    'dayjs*',
    'zod',
  ],
  server: [
    'server',
    'shared',
    'resources/demo',
    'resources/starter',
    'node:*',
    'zod',
    'fastify*',
    '@fastify/*',
    'kysely*',
    'pg',
    '@electric-sql/*',
    'pino',
    '@node-rs/argon2',
  ],
};

function isAllowed(target: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) =>
    entry.endsWith('*') ? target.startsWith(entry.slice(0, -1)) : inRoom(target, entry),
  );
}

describe('a room imports only what it may', () => {
  test.each(Object.entries(table))('%s', (room, allowed) => {
    const imports = importsOf(room);
    expect(imports.length).toBeGreaterThan(0);
    const wrong = imports.filter((one) => !isAllowed(resolve(one), allowed));
    expect(wrong.map((one) => `${one.file} imports ${one.specifier}`)).toEqual([]);
  });
});

describe('inside a room', () => {
  test('lunar.ts alone knows the library of the lunar calendar', () => {
    const known = importsOf('shared').filter(({ specifier }) => specifier === 'lunar-javascript');
    expect(known.map(({ file }) => file)).toEqual(['shared/domain/lunar.ts']);
  });

  test('a feature never imports another feature', () => {
    const wrong = importsOf('renderer/features').filter((one) => {
      const own = one.file.split('/')[2];
      const target = resolve(one).match(/^renderer\/features\/([^/]+)\//)?.[1];
      return target !== undefined && target !== own;
    });
    expect(wrong).toEqual([]);
  });

  test('components know neither stores nor platform nor features', () => {
    const wrong = importsOf('renderer/components').filter((one) =>
      /^renderer\/(stores|platform|features)\//.test(resolve(one)),
    );
    expect(wrong.map((one) => `${one.file} imports ${one.specifier}`)).toEqual([]);
  });

  test('core goes api → services → db, and sync → services, db', () => {
    const order: Record<string, RegExp> = {
      'electron/core/db': /^electron\/core\/(api|services|sync|host|session)\//,
      'electron/core/services': /^electron\/core\/(api|host)\//,
      'electron/core/sync': /^electron\/core\/(api|host)\//,
      'electron/core/import': /^electron\/core\/(api|services|host|sync)\//,
    };
    for (const [room, forbidden] of Object.entries(order)) {
      const wrong = importsOf(room).filter((one) => forbidden.test(resolve(one)));
      expect(wrong.map((one) => `${one.file} imports ${one.specifier}`)).toEqual([]);
    }
  });

  test('the rules, the sync loop and the server’s decisions take their time from a Clock', () => {
    const files = ['shared/domain', 'electron/core/sync', 'server/domain'].flatMap((room) =>
      globSync(`${room}/**/*.ts`),
    );
    const wrong = files.filter((file) =>
      /\bDate\.now\(|\bMath\.random\(|\bsetTimeout\(/.test(readFileSync(file, 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});

test('every own import names its file with the extension, and every file exists', () => {
  const folders = ['shared', 'electron', 'server', 'renderer'];
  const all = new Set(
    folders.flatMap((folder) => globSync(`${folder}/**/*.*`)).map((file) => file.replaceAll('\\', '/')),
  );
  const missing = folders
    .flatMap(importsOf)
    .map((one) => ({ ...one, target: resolve(one) }))
    .filter((one) => folders.some((folder) => one.target.startsWith(`${folder}/`)) && !all.has(one.target));
  expect(missing.map((one) => `${one.file} imports ${one.specifier}`)).toEqual([]);
});
