import { defineConfig } from 'vitest/config';
import { LongFirst } from './test/support/long-first.ts';

const exclude = ['test/e2e/**', 'node_modules/**'];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'program',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...exclude, 'test/electron/**'],
          // What files import is read once for each of the two processes, instead of once for each file.
          isolate: false,
        },
      },
      // Electron is replaced in it.
      { extends: true, test: { name: 'shell', include: ['test/electron/**/*.test.ts'], exclude } },
    ],
  },
});
