import { expect, test } from 'vitest';
import { readNumber } from '#renderer/components/read-number.ts';

const days = { min: 0, max: 36_500, decimals: 0 };
const yuan = { min: -1e9, max: 1e9, decimals: 2 };

test.each([
  ['12', days, 12],
  [' １２ ', days, 12],
  ['1,200', days, 1_200],
  ['1，200', days, 1_200],
  ['0', days, 0],
  ['398.5', yuan, 398.5],
  ['-0.01', yuan, -0.01],
  ['−20', yuan, -20],
])('%j is a number as it stands', (text, bounds, value) => {
  expect(readNumber(text, bounds)).toEqual({ value });
});

test.each([
  ['-5', days, 'range'],
  ['36501', days, 'range'],
  ['1.5', days, 'whole'],
  ['1,2', days, 'number'],
  ['十二', days, 'number'],
  ['12天', days, 'number'],
  ['1e3', days, 'number'],
  ['', days, 'number'],
  ['3.999', yuan, 'decimals'],
])('%j is taken for no other number, and why is said', (text, bounds, wrong) => {
  expect(readNumber(text, bounds)).toEqual({ wrong });
});
