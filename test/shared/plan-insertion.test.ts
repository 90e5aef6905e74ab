import { describe, expect, test } from 'vitest';
import { assess } from '#shared/domain/plan/assess.ts';
import { buildPlan } from '#shared/domain/plan/build.ts';
import { insertionsOf, type RunningDay } from '#shared/domain/plan/insertion.ts';
import type { PlanCustomer } from '#shared/domain/plan/input.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { customer, daysAgo, planInput, todayAt } from './plan-fixture.ts';

const at = (time: `${number}:${number}`) => Date.parse(todayAt(time));
const lowTask = () => customer({ tier: 'C', lastContactAt: daysAgo(45) });
const unfinished = buildPlan(planInput([lowTask(), lowTask(), lowTask()])).items;
const running = (fields: Partial<RunningDay> = {}): RunningDay => ({
  now: at('10:00'),
  unfinished,
  spareDeciMinutes: 0,
  unaskedInserts: 0,
  socialInHour: 0,
  ...fields,
});
const moment = (postedAt = todayAt('09:00')) => ({
  id: `post-${postedAt}`,
  postedAt,
  isSad: false,
  isLiked: true,
  isCommented: false,
  isTalkedOf: false,
});
const fresh = (...book: PlanCustomer[]) => assess(planInput(book, { now: at('10:00') })).fit;
const event = (fields: Partial<PlanCustomer> = {}) => customer({ moments: [moment()], ...fields });
const asked = () => customer({ replies: [{ id: 'r', dueAt: todayAt('18:00') }] });
const insert = (day: RunningDay, ...book: PlanCustomer[]) => {
  const { inserted, displaced, held } = insertionsOf(day, fresh(...book), defaultSettings);
  return {
    inserted: inserted.map(({ kind }) => kind),
    displaced: displaced.map(({ customerId }) => customerId),
    held: held.map(({ candidate, code }) => `${candidate.kind} ${code}`),
  };
};

describe('[R7.8] during the day', () => {
  test('what was asked for comes in and displaces the lowest tasks, which are named and not lost', () => {
    const last = unfinished.at(-1)!.customerId;
    const { inserted, displaced } = insert(running(), asked());
    expect(inserted).toEqual(['REPLY']);
    expect(displaced).toHaveLength(2);
    expect(displaced[0]).toBe(last);
    expect(insert(running({ spareDeciMinutes: 50 }), asked())).toMatchObject({ displaced: [] });
  });

  test('reply, service and promise come in however low they score; obligations are never displaced', () => {
    const busy = buildPlan(planInput([asked(), asked()])).items;
    const result = insert(
      running({ unfinished: busy }),
      asked(),
      customer({ promises: [{ id: 'p', dueAt: todayAt('18:00') }] }),
    );
    expect(result.inserted.sort()).toEqual(['PROMISE', 'REPLY']);
    expect(result.displaced).toEqual([]);
  });

  test('an event comes in when it scores above the lowest unfinished task', () => {
    expect(insert(running(), event()).inserted).toEqual(['MOMENT_COMMENT']);
    const high = buildPlan(planInput([customer({ tier: 'A', intent: 3, lastContactAt: daysAgo(30) })])).items;
    expect(insert(running({ unfinished: high }), event())).toMatchObject({
      inserted: [],
      held: ['MOMENT_COMMENT BELOW_LIST'],
    });
    expect(insert(running({ unfinished: [] }), event()).held).toEqual(['MOMENT_COMMENT BELOW_LIST']);
  });

  test('[R4] a post takes the conversation of the day from a lower talk with the same customer, not from a higher', () => {
    const poster = customer({ tier: 'C', lastContactAt: daysAgo(45) });
    const [own, other] = buildPlan(planInput([poster, lowTask()])).items.toSorted((a, b) =>
      a.customerId === poster.id ? -1 : b.customerId === poster.id ? 1 : 0,
    );
    const posted = { ...poster, moments: [moment()] };
    const roomy = { spareDeciMinutes: 600 };
    expect(insert(running({ unfinished: [own!, other!], ...roomy }), posted)).toMatchObject({
      inserted: ['MOMENT_COMMENT'],
      displaced: [poster.id],
    });
    const high = { ...own!, score: 99_999 };
    expect(insert(running({ unfinished: [high, other!], ...roomy }), posted)).toMatchObject({
      inserted: [],
      held: expect.arrayContaining(['MOMENT_COMMENT ONE_PER_DAY']),
    });
  });

  test('other kinds wait for the next list', () => {
    expect(insert(running(), customer({ tier: 'A', lastContactAt: daysAgo(60) })).held).toEqual([
      'GAP BELOW_LIST',
    ]);
  });

  test('at most six events a day', () => {
    const book = Array.from({ length: 3 }, () => event());
    const day = running({ unaskedInserts: 4, spareDeciMinutes: 600 });
    expect(insert(day, ...book)).toMatchObject({
      inserted: ['MOMENT_COMMENT', 'MOMENT_COMMENT'],
      held: ['MOMENT_COMMENT INSERT_LIMIT'],
    });
  });

  test.each([
    ['11:59', false],
    ['12:00', true],
    ['13:29', true],
    ['13:30', false],
  ] as const)('nothing is inserted over lunch: %s', (time, isHeld) => {
    const { held } = insert(running({ now: at(time), spareDeciMinutes: 600 }), asked(), event());
    expect(held).toEqual(isHeld ? ['REPLY LUNCH_HOLD', 'MOMENT_COMMENT LUNCH_HOLD'] : []);
  });

  test('[R3] no event in quiet hours; [R4] none beyond 20 likes and comments an hour', () => {
    expect(insert(running({ now: at('21:00') }), event()).held).toEqual(['MOMENT_COMMENT QUIET_HOURS']);
    expect(insert(running({ now: at('21:00') }), asked()).held).toEqual([]);
    expect(insert(running({ socialInHour: 19, spareDeciMinutes: 600 }), event(), event())).toMatchObject({
      inserted: ['MOMENT_COMMENT'],
      held: ['MOMENT_COMMENT ACCOUNT_LIMIT'],
    });
  });
});
