/** The specification of the protocol and its tests hold each other. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const rules = [...readFileSync('shared/protocol/SPEC.md', 'utf8').matchAll(/^- \*\*([A-Z]+\d+)\*\*/gm)].map(
  ([, number]) => number!,
);
const text = globSync('test/**/*.ts', { exclude: ['test/spec.test.ts'] })
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const quoted = new Set(text.match(/\b[A-Z]{3,}\d+\b/g));

test('every rule of the specification has one number, and a test that quotes it', () => {
  expect(rules.length).toBeGreaterThan(100);
  expect(new Set(rules).size).toBe(rules.length);
  expect(rules.filter((number) => !quoted.has(number))).toEqual([]);
});

test('no test quotes a rule of those families that the specification does not have', () => {
  const families = new Set(rules.map((number) => number.replace(/\d+$/, '')));
  const strange = [...quoted].filter(
    (number) => families.has(number.replace(/\d+$/, '')) && !rules.includes(number),
  );
  expect(strange).toEqual([]);
});
