/** The child processes with their libraries in them: one is up in a quarter of the time its source takes. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** Beside the installed packages, where those that stay outside are found. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/rapport/', import.meta.url));
const source = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
/** Has a native part; finds its own files at run time; starts threads from files of its own. */
const outside = [/^better-sqlite3/, /^exceljs/, /^pino/];

let built: Promise<string> | undefined;

/** Path of the script; all are built once for each process that asks, and removed when it ends. */
export async function childScript(name: 'core-child' | 'writer-child'): Promise<string> {
  built ??= build();
  return join(await built, `${name}.js`);
}

async function build(): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const out = mkdtempSync(join(cache, 'faults-'));
  process.once('exit', () => rmSync(out, { recursive: true, force: true }));
  const bundle = await rolldown({
    input: {
      'core-child': source('test/faults/core-child.ts'),
      'writer-child': source('test/faults/writer-child.ts'),
      'text-child': source('electron/core/import/text-child.ts'),
      'xlsx-child': source('electron/core/import/xlsx-child.ts'),
    },
    platform: 'node',
    external: outside,
    logLevel: 'warn',
  });
  await bundle.write({
    dir: out,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  });
  await bundle.close();
  return out;
}
