import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** These take longest; begun last, one of them would keep the whole run waiting with the other worker idle. */
const slowFirst = [
  'test/faults/short.test.ts',
  'test/sync/sim.test.ts',
  'test/sync/found.test.ts',
  'test/server/backup.test.ts',
  'test/server/backup-process.test.ts',
  'test/core/service/import-sample.test.ts',
  'test/server/demo.test.ts',
  'test/server/process.test.ts',
];

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => {
      const found = slowFirst.findIndex((name) => moduleId.endsWith(name));
      return found < 0 ? slowFirst.length : found;
    };
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
  },
});
