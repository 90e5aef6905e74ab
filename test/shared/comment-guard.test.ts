import { expect, test } from 'vitest';
import { commentGuard, type GuardInput } from '#shared/domain/comment/guard.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { hoursLater, postedAt } from './comment-fixture.ts';

const fine: GuardInput = { postedAt, isSad: false, onPost: 0, recentAt: [], actionsAt: [], commentsAt: [] };
const ago = (hours: number, now: number) => new Date(now - hours * 3_600_000).toISOString();
const reasons = (change: (now: number) => Partial<GuardInput>, hours = 2) => {
  const now = hoursLater(hours);
  return commentGuard({ ...fine, ...change(now) }, now, defaultSettings).map(({ code, params }) => [
    code,
    params.count,
    params.limit,
  ]);
};

test('[R4] a fresh post nobody answered may be commented', () => {
  expect(reasons(() => ({}))).toEqual([]);
});

test('[R4] one comment a post', () => {
  expect(reasons(() => ({ onPost: 1 }))).toEqual([['commented', 1, 1]]);
});

test('[R4] until 72 h after the post, 7 days where it tells of grief or illness', () => {
  expect(reasons(() => ({}), 72)).toEqual([]);
  expect(reasons(() => ({}), 72.5)).toEqual([['tooOld', 72, 72]]);
  expect(reasons(() => ({ isSad: true }), 100)).toEqual([]);
  expect(reasons(() => ({ isSad: true }), 169)).toEqual([['tooOld', 169, 168]]);
});

test('[R4] two comments a customer in 7 days, by exact hours', () => {
  expect(reasons((now) => ({ recentAt: [ago(1, now), ago(167, now)] }))).toEqual([['thisWeek', 2, 2]]);
  expect(reasons((now) => ({ recentAt: [ago(1, now), ago(168, now)] }))).toEqual([]);
});

test('[R4] twenty likes and comments of an account in an hour', () => {
  const actions = (now: number, count: number) => Array.from({ length: count }, () => ago(0.5, now));
  expect(reasons((now) => ({ actionsAt: actions(now, 19) }))).toEqual([]);
  expect(reasons((now) => ({ actionsAt: actions(now, 20) }))).toEqual([['thisHour', 20, 20]]);
});

test('[R7.5] eighteen comments of an account a day, by the calendar', () => {
  const comments = (now: number, count: number) => Array.from({ length: count }, () => ago(0, now));
  expect(reasons((now) => ({ commentsAt: comments(now, 17) }))).toEqual([]);
  expect(reasons((now) => ({ commentsAt: comments(now, 18) }))).toEqual([['today', 18, 18]]);
  expect(reasons((now) => ({ commentsAt: [ago(24, now), ...comments(now, 17)] }))).toEqual([]);
});
