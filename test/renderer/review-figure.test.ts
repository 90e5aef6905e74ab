import { describe, expect, it } from 'vitest';
import {
  doneRateOf,
  figuresByRep,
  ratesByDate,
  reviewLines,
  skipPareto,
  totalsOf,
} from '#renderer/features/review/review-figure.ts';
import {
  allowedRange,
  isWorkingDay,
  longestRangeDays,
  rangeOf,
} from '#renderer/features/review/review-range.ts';
import { skipSteps } from '#renderer/features/review/skip-step.ts';
import { workloadLines } from '#renderer/features/review/workload.ts';
import { addDays, daysBetween } from '#shared/domain/calendar.ts';
import type { ReviewDay, ReviewSkip } from '#shared/protocol/review.ts';

const day = (change: Partial<ReviewDay>): ReviewDay => ({
  personId: 'p1',
  name: '王芳',
  teamName: null,
  on: '2026-03-02',
  planned: 10,
  done: 0,
  late: 0,
  skipped: 0,
  excused: 0,
  open: 0,
  doneRate: null,
  skipReasons: {},
  started: true,
  closed: false,
  notOpened: false,
  notes: 0,
  touches: 0,
  scored: 0,
  qualitySum: 0,
  displaced: 0,
  plannedMinutes: 0,
  availableMinutes: 0,
  overloadMinutes: 0,
  ...change,
});

describe('the dates a lead looks at', () => {
  it('are today, yesterday, and the working days that end today', () => {
    // 2026-03-04 is a Wednesday.
    expect(rangeOf('today', '2026-03-04')).toEqual({ from: '2026-03-04', to: '2026-03-04' });
    expect(rangeOf('yesterday', '2026-03-01')).toEqual({ from: '2026-02-28', to: '2026-02-28' });
    expect(rangeOf('last7', '2026-03-04')).toEqual({ from: '2026-02-24', to: '2026-03-04' });
  });

  it.each(['2026-03-02', '2026-03-06', '2026-03-07', '2026-03-08'])(
    'hold seven and twenty working days when today is %s',
    (today) => {
      for (const [preset, count] of [
        ['last7', 7],
        ['last20', 20],
      ] as const) {
        const { from, to } = rangeOf(preset, today);
        const dates = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
        expect(dates.filter(isWorkingDay)).toHaveLength(count);
        expect(isWorkingDay(from)).toBe(true);
        expect(to).toBe(today);
      }
    },
  );

  it('keep the end that was set, and move the other one where the range would be crossed or too long', () => {
    expect(allowedRange('2026-03-04', '2026-03-01', 'from')).toEqual({
      from: '2026-03-04',
      to: '2026-03-04',
    });
    expect(allowedRange('2026-03-04', '2026-03-01', 'to')).toEqual({ from: '2026-03-01', to: '2026-03-01' });
    const early = allowedRange('2025-01-01', '2026-03-01', 'from');
    expect([early.from, daysBetween(early.from, early.to)]).toEqual(['2025-01-01', longestRangeDays]);
    const late = allowedRange('2025-01-01', '2026-03-01', 'to');
    expect([late.to, daysBetween(late.from, late.to)]).toEqual(['2026-03-01', longestRangeDays]);
  });
});

describe('[R11] the done rate', () => {
  it.each([
    [{ planned: 8, done: 7, late: 1, excused: 0 }, 93.8],
    [{ planned: 16, done: 12, late: 0, excused: 2 }, 85.7],
    [{ planned: 10, done: 10, late: 0, excused: 0 }, 100],
    [{ planned: 2, done: 0, late: 0, excused: 2 }, null],
    [{ planned: 0, done: 0, late: 0, excused: 0 }, null],
  ])('of %j is %s', (counted, rate) => {
    expect(doneRateOf(counted)).toBe(rate);
  });

  it('of several days is that of their sums, not the mean of their rates', () => {
    const totals = totalsOf([
      day({ planned: 1, done: 1, doneRate: 100 }),
      day({ planned: 9, done: 0, doneRate: 0 }),
    ]);
    expect(totals.doneRate).toBe(10);
  });
});

describe('[R11] the mean score of comments', () => {
  it('over several days is that of all comments, not the mean of the days', () => {
    const days = [day({ scored: 1, qualitySum: 95 }), day({ scored: 3, qualitySum: 120 }), day({})];
    expect(totalsOf(days)).toMatchObject({ scored: 4, qualitySum: 215, quality: 53.8 });
  });

  it('is none where nothing was scored, and 0 where the comments were worth nothing', () => {
    expect(totalsOf([day({})]).quality).toBeNull();
    expect(totalsOf([day({ scored: 2, qualitySum: 0 })]).quality).toBe(0);
  });
});

describe('the figures of reps', () => {
  it('stand in the order of the names, whatever the figures, with the newest day first', () => {
    const reps = figuresByRep([
      day({ personId: 'p2', name: '张伟', on: '2026-03-02', done: 10 }),
      day({ personId: 'p1', name: '李娜', on: '2026-03-02', done: 1 }),
      day({ personId: 'p1', name: '李娜', on: '2026-03-03', done: 2 }),
      day({ personId: 'p3', name: '安然', on: '2026-03-02' }),
    ]);
    expect(reps.map(({ name }) => name)).toEqual(['安然', '李娜', '张伟']);
    expect(reps[1]?.days.map(({ on }) => on)).toEqual(['2026-03-03', '2026-03-02']);
    expect(reps[1]?.totals).toMatchObject({ planned: 20, done: 3 });
  });

  it('keep two reps of the same name apart', () => {
    expect(figuresByRep([day({ personId: 'p1' }), day({ personId: 'p2' })])).toHaveLength(2);
  });

  it('have a gap in the chart where there was no plan', () => {
    const reps = figuresByRep([
      day({ personId: 'p1', name: '李娜', on: '2026-03-02', done: 5 }),
      day({ personId: 'p2', name: '张伟', on: '2026-03-03', planned: 3, done: 2 }),
    ]);
    expect(ratesByDate(reps, '2026-03-09')).toEqual({
      dates: ['2026-03-02', '2026-03-03'],
      rates: [
        [50, null],
        [null, 66.7],
      ],
    });
  });
});

describe('the lines of the table', () => {
  const days = [
    day({ on: '2026-03-02', closed: true }),
    day({ on: '2026-03-03', planned: 0, started: false }),
  ];

  it('count as days those with a plan, and list the others too', () => {
    const [line] = reviewLines(figuresByRep(days), false);
    expect(line).toMatchObject({ closedDays: 1, dayCount: 1, day: undefined });
    expect(line?.children?.map(({ day: own }) => own?.on)).toEqual(['2026-03-03', '2026-03-02']);
  });

  it('are the days themselves where one day is looked at', () => {
    const lines = reviewLines(figuresByRep(days.slice(0, 1)), true);
    expect(lines.map(({ day: own, children }) => [own?.on, children])).toEqual([['2026-03-02', undefined]]);
  });
});

describe('the chart', () => {
  const today = '2026-03-03';
  const ratesWith = (closed: boolean) =>
    ratesByDate(
      figuresByRep([day({ on: '2026-03-02', done: 5 }), day({ on: today, done: 1, closed })]),
      today,
    );

  it('leaves out a day that is still under way', () => {
    expect(ratesWith(false)).toEqual({ dates: ['2026-03-02'], rates: [[50]] });
    expect(ratesWith(true)).toEqual({ dates: ['2026-03-02', today], rates: [[50, 10]] });
  });

  it('leaves out a day without anything to do', () => {
    expect(ratesByDate(figuresByRep([day({ planned: 0 })]), today)).toEqual({ dates: [], rates: [[]] });
  });
});

describe('the reasons for skipping', () => {
  it('are added up over days, most frequent first, with their running share and whether they count', () => {
    const { skipReasons } = totalsOf([
      day({ skipReasons: { no_time: 3, duplicate: 1 } }),
      day({ skipReasons: { no_time: 2, forgot: 4 } }),
    ]);
    expect(skipPareto(skipReasons)).toEqual([
      { reason: 'no_time', count: 5, isExcused: false, cumulative: 50 },
      { reason: 'forgot', count: 4, isExcused: false, cumulative: 90 },
      { reason: 'duplicate', count: 1, isExcused: true, cumulative: 100 },
    ]);
  });

  it('[G04] [R11] are told apart by step, and a step nobody knows how to do asks for a lesson', () => {
    const step = { code: 'NEW-14', sop: '新朋友', title: '问需求' };
    const skip = (
      personId: string,
      reason: ReviewSkip['reason'],
      count: number,
      own: Partial<ReviewSkip> = {},
    ) => ({ personId, kind: 'SOP_HARD', step, reason, count, ...own }) satisfies ReviewSkip;
    const skips = [
      skip('p2', 'dont_know_how', 1),
      skip('p1', 'no_time', 2),
      skip('p1', 'dont_know_how', 2, { kind: 'SOP_SOFT' }),
      skip('p1', 'dont_know_how', 2, { kind: 'GAP', step: null }),
      skip('p1', 'forgot', 3, { step: { ...step, title: '打招呼' } }),
    ];
    const bars = skipSteps(skips, ['p1', 'p2'], 3);
    expect(bars.map(({ key, count, cumulative }) => [key, count, cumulative])).toEqual([
      ['NEW-14 问需求', 5, 50],
      ['NEW-14 打招呼', 3, 80],
      ['GAP', 2, 100],
    ]);
    expect(bars[0]).toMatchObject({
      reasons: [
        { reason: 'dont_know_how', count: 3 },
        { reason: 'no_time', count: 2 },
      ],
      people: [
        { personId: 'p1', count: 4 },
        { personId: 'p2', count: 1 },
      ],
      lesson: { count: 3, people: ['p1', 'p2'] },
    });
    expect(bars.slice(1).map(({ lesson }) => lesson)).toEqual([null, null]);
    expect(skipSteps(skips, ['p1', 'p2'], 2)[2]!.lesson).toEqual({ count: 2, people: ['p1'] });
    expect(skipSteps([], [], 3)).toEqual([]);
  });

  it('are none where nothing was skipped', () => {
    expect(skipPareto({})).toEqual([]);
  });
});

describe('[R7.1] what does not fit is raised to the lead', () => {
  const over = { plannedMinutes: 372, availableMinutes: 300, overloadMinutes: 12 };

  it('names the newest such day of a rep and how many there were; who has room is not named', () => {
    const reps = figuresByRep([
      day({ on: '2026-03-02', ...over }),
      day({ on: '2026-03-03', ...over, plannedMinutes: 350, overloadMinutes: 4 }),
      day({ on: '2026-03-04' }),
      day({ personId: 'p2', name: '李明' }),
    ]);
    expect(workloadLines(reps)).toEqual([
      {
        personId: 'p1',
        name: '王芳',
        overload: { on: '2026-03-03', planned: 350, available: 300, over: 4, days: 2 },
        noTimeShare: null,
        book: null,
      },
    ]);
  });

  it('[R2] a book that asks for more than the days hold is named, whoever has a day or not', () => {
    const book = { personId: 'p1', name: '王芳', needed: 200, available: 167, customers: 480, fits: 400 };
    const books = [book, { ...book, personId: 'p2', needed: 167 }, { ...book, personId: 'p3', name: '周平' }];
    expect(workloadLines(figuresByRep([day({})]), books)).toEqual([
      { personId: 'p1', name: '王芳', overload: null, noTimeShare: null, book },
      { personId: 'p3', name: '周平', overload: null, noTimeShare: null, book: books[2] },
    ]);
  });

  it('[R11] “no time” beyond a fifth of the skips is about the list; a few skips say nothing', () => {
    const skips = (no_time: number, forgot: number) =>
      workloadLines(figuresByRep([day({ skipped: no_time + forgot, skipReasons: { no_time, forgot } })]));
    expect(skips(2, 4)).toMatchObject([{ overload: null, noTimeShare: 1 / 3 }]);
    expect(skips(1, 4)).toEqual([]);
    expect(skips(3, 1)).toEqual([]);
    const some = figuresByRep([day({ skipped: 6, skipReasons: { no_time: 2, forgot: 4 } })]);
    expect(workloadLines(some, [], 0.5)).toEqual([]);
  });
});
