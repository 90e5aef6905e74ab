/** The order of the test files: those that take long begin first, so that no core is idle beside the last of them. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that wait for programs and limits come first: others use the processor meanwhile. */
const long = [
  'faults/short.test.ts',
  'sync/sim.test.ts',
  'server/backup-process.test.ts',
  'server/backup.test.ts',
  'inputs/inputs.test.ts',
  'authz/authz.test.ts',
  'server/demo.test.ts',
  'server/process.test.ts',
  'sync/found.test.ts',
  'core/service/import-sample.test.ts',
];

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = long.findIndex((name) => moduleId.endsWith(name));
      return place < 0 ? long.length : place;
    };
    const others = await super.sort(files);
    return others.toSorted((a, b) => rank(a) - rank(b));
  }
}
