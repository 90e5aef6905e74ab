/** Draws runs: fast-check makes the steps and, where one fails, looks for fewer and simpler ones that fail alike. */
import fc from 'fast-check';
import { operations, type OperationName, type Step } from './operation.ts';
import type { Plot } from './sequence.ts';

export const maxSteps = 80;

const step = fc.oneof(
  ...Object.entries(operations).map(([op, { weight }]) => ({
    weight,
    arbitrary: fc.record<Step>({
      op: fc.constant(op as OperationName),
      d: fc.nat(3),
      a: fc.nat(99),
      b: fc.nat(99),
    }),
  })),
);

export const plot: fc.Arbitrary<Plot> = fc.noBias(
  fc.record({
    seed: fc.noShrink(fc.nat(2 ** 31 - 1)),
    people: fc.array(fc.nat(2), { minLength: 2, maxLength: 4, size: 'max' }),
    pageRows: fc.constantFrom(0, 0, 0, 1, 3, 7, 20),
    steps: fc.array(step, { minLength: 1, maxLength: maxSteps, size: 'max' }),
  }),
);
