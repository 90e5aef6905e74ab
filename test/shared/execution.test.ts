import { expect, test } from 'vitest';
import {
  executionIndex,
  executionOf,
  isExcused,
  steadinessOf,
  weightOf,
  type ExecutedItem,
} from '#shared/domain/execution.ts';
import { skipReasons } from '#shared/domain/entity/user.ts';

const dueBy = '2026-03-10T10:00:00.000Z';
const open: ExecutedItem = { status: 'open', statusAt: null, lateAfterAt: dueBy, skipReason: null };
const done: ExecutedItem = { ...open, status: 'done', statusAt: dueBy };
const late: ExecutedItem = { ...done, statusAt: '2026-03-10T10:00:00.001Z' };
const skipped = (skipReason: ExecutedItem['skipReason']): ExecutedItem => ({
  ...open,
  status: 'skipped',
  skipReason,
});
const times = (count: number, item: ExecutedItem, weight: number) =>
  Array.from({ length: count }, () => ({ ...item, weight }));

test('R11: the worked example, 45 of 48 by weight', () => {
  const [obligation, tierA, other] = [
    weightOf({ kind: 'PROMISE', tier: 'C' }),
    weightOf({ kind: 'GAP', tier: 'A' }),
    weightOf({ kind: 'GAP', tier: 'B' }),
  ];
  const execution = executionOf([
    ...times(6, done, obligation),
    ...times(7, done, tierA),
    ...times(1, late, tierA),
    ...times(12, done, other),
    ...times(2, skipped('duplicate'), other),
    ...times(2, open, other),
  ]);
  expect(execution).toEqual({
    planned: 30,
    done: 25,
    late: 1,
    skipped: 2,
    excused: 2,
    open: 2,
    doneRate: (100 * 45) / 48,
  });
});

test('R11: contacted us, asked not now, duplicate and wrong data excuse; no time, do not know how and forgot do not', () => {
  expect(skipReasons.filter(isExcused)).toEqual(['contacted_us', 'asked_not_now', 'duplicate', 'wrong_data']);
  expect(executionOf([done, skipped('no_time')]).doneRate).toBe(50);
  expect(executionOf([done, skipped('contacted_us')]).doneRate).toBe(100);
});

test('R14: a denominator of 0 gives no figure', () => {
  expect(executionOf([]).doneRate).toBeNull();
  expect(executionOf([skipped('wrong_data')]).doneRate).toBeNull();
});

test('R11: the index of the worked example is 84.8; unknown parts leave it unknown', () => {
  const parts = { doneRate: (100 * 45) / 48, quality: 71, fidelity: 0.85, steadiness: 0.9 };
  expect(executionIndex(parts)).toBeCloseTo(84.8, 1);
  expect(executionIndex({ ...parts, quality: null })).toBeNull();
});

test('R11: steadiness is 1 for equal days, falls with the spread, and is never below 0', () => {
  expect(steadinessOf([80, 80, 80])).toBe(1);
  expect(steadinessOf([60, 100])).toBeCloseTo(0.75);
  expect(steadinessOf([0, 0, 100])).toBe(0);
  expect(steadinessOf([80])).toBeNull();
  expect(steadinessOf([0, 0])).toBeNull();
});
