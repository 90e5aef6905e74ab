/** Builds targets whose inputs changed since the last build; tells the time of each. */
import { mkdirSync, rmSync } from 'node:fs';
import { rolldown } from 'rolldown';
import { isStale, markBuilt } from './fingerprint.ts';
import { targets, type Target } from './target.ts';

/** Builds what is missing or stale; resolves with the names built. `force` rebuilds everything. */
export async function buildTargets(options: {
  force?: boolean;
  log: (line: string) => void;
}): Promise<string[]> {
  const built: string[] = [];
  for (const target of targets) {
    if (!options.force && !isStale(target)) continue;
    const began = performance.now();
    rmSync(target.out, { recursive: true, force: true });
    await (target.entries ? bundle(target, target.entries) : buildPage());
    mkdirSync(target.out, { recursive: true });
    markBuilt(target);
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
  await build({ configFile: 'vite.config.ts', logLevel: 'error' });
}
