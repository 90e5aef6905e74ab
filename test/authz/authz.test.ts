import { beforeAll, expect, test } from 'vitest';
import { jsonOf } from './report.ts';
import { runMatrix } from './run.ts';

let report: ReturnType<typeof jsonOf>;
beforeAll(async () => {
  report = jsonOf(await runMatrix());
}, 600_000);

test('nobody may more than the policy says, at any door', () => {
  expect(report.found.wrongAllows).toEqual([]);
});

test('everybody may what the policy says', () => {
  expect(report.found.wrongDenies).toEqual([]);
});

test('no secret stands in a refusal, in an answer to somebody else, in a log or in the audit', () => {
  expect(report.found.leaks).toEqual([]);
  expect(report.textsSearched).toBeGreaterThan(1_000);
});

test('every cell of the table is asked at a door, and every route and method stands in a table', () => {
  expect(report.found.unasked).toEqual([]);
  expect(report.found.failures).toEqual([]);
});

test('every refusal of a signed-in person is in the audit', () => {
  expect(report.refusalsInAudit).toBe(report.refusalsOfSignedIn);
  expect(report.refusalsOfSignedIn).toBeGreaterThan(100);
});
