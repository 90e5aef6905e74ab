/** Builds targets whose inputs changed since the last build; tells the time of each. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { targets, type Target } from './target.ts';

/** Builds what is missing or stale; resolves with the names built. `force` rebuilds everything. */
export async function buildTargets(options: {
  force?: boolean;
  log: (line: string) => void;
}): Promise<string[]> {
  const built: string[] = [];
  for (const target of targets) {
    const fingerprint = fingerprintOf(target);
    const stamp = join(target.out, '.fingerprint');
    if (!options.force && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) continue;
    const began = performance.now();
    rmSync(target.out, { recursive: true, force: true });
    await (target.entries ? bundle(target, target.entries) : buildPage());
    mkdirSync(target.out, { recursive: true });
    writeFileSync(stamp, fingerprint);
    options.log(`built ${target.name} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    built.push(target.name);
  }
  return built;
}

/** Libraries stay outside the bundles: they are installed beside them, and some carry native or WebAssembly files. */
const isLibrary = (id: string) => !/^[.#/]|^[a-zA-Z]:[\\/]/.test(id);

async function bundle(target: Target, entries: Record<string, string>): Promise<void> {
  const build = await rolldown({ input: entries, platform: 'node', external: isLibrary });
  await build.write({
    dir: target.out,
    format: target.format ?? 'esm',
    sourcemap: true,
    entryFileNames: target.format === 'cjs' ? '[name].cjs' : '[name].js',
    chunkFileNames: 'chunk-[hash].js',
  });
  await build.close();
}

async function buildPage(): Promise<void> {
  const { build } = await import('vite');
  await build({ configFile: 'vite.config.ts', logLevel: 'warn' });
}

function fingerprintOf(target: Target): string {
  const hash = createHash('sha256');
  const files = target.inputs.flatMap((input) =>
    existsSync(input) && statSync(input).isDirectory() ? globSync(`${input}/**/*.*`) : [input],
  );
  for (const file of [...files, 'package.json'].toSorted()) {
    if (!existsSync(file)) continue;
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}
