/** What the program is built from and into: five targets, each with the folders it depends on. */
export interface Target {
  name: 'page' | 'server' | 'core' | 'main' | 'preload';
  /** Folder of the result. */
  out: string;
  /** Files and folders whose change makes the result stale. */
  inputs: string[];
  /** Entry files by output name; absent for the page, which Vite builds. */
  entries?: Record<string, string>;
  format?: 'esm' | 'cjs';
}

export const targets: readonly Target[] = [
  {
    name: 'server',
    out: 'dist/server',
    inputs: ['server', 'shared', 'resources/demo', 'resources/starter'],
    entries: { main: 'server/main.ts', admin: 'server/admin.ts' },
    format: 'esm',
  },
  {
    name: 'core',
    out: 'dist/core',
    inputs: ['electron/core', 'shared'],
    entries: {
      serve: 'electron/core/host/serve.ts',
      utility: 'electron/core/host/utility.ts',
      'text-child': 'electron/core/import/text-child.ts',
      'xlsx-child': 'electron/core/import/xlsx-child.ts',
    },
    format: 'esm',
  },
  {
    name: 'main',
    out: 'dist/main',
    inputs: ['electron/main', 'shared'],
    entries: { main: 'electron/main/main.ts' },
    format: 'esm',
  },
  {
    name: 'preload',
    out: 'dist/preload',
    inputs: ['electron/preload', 'shared'],
    // A sandboxed preload script must be CommonJS.
    entries: { preload: 'electron/preload/preload.ts' },
    format: 'cjs',
  },
  { name: 'page', out: 'dist/renderer', inputs: ['renderer', 'shared', 'vite.config.ts'] },
];
