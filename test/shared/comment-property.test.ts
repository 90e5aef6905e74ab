import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CommentEvent } from '#shared/domain/comment/comment-event.ts';
import { commentScorer } from '#shared/domain/comment/score.ts';
import { momentKinds } from '#shared/domain/entity/book.ts';
import { defaultSettings, resolveSettings, settingTable } from '#shared/domain/setting.ts';
import { grief, hoursLater, piano, postedAt } from './comment-fixture.ts';

/** Pieces that touch every rule, among any text at all, lone surrogates too. */
const piece = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
    .map((codes) => String.fromCharCode(...codes)),
  fc.constantFrom(
    '八级',
    '三年',
    '小雨',
    '王姐',
    '吗？',
    '赞',
    '😄',
    '[强]',
    '优惠',
    '8折',
    '13812345678',
    '节哀',
    '\u200d',
    ' ',
  ),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const event: fc.Arbitrary<CommentEvent> = fc.oneof(
  fc.constantFrom(piano, grief),
  fc.record({
    kind: fc.constantFrom(...momentKinds),
    body: text,
    postedAt: fc.constant(postedAt),
    tags: fc.array(text, { maxLength: 3 }),
    facts: fc.array(text, { maxLength: 3 }),
    addresses: fc.array(text, { maxLength: 2 }),
    ownComments: fc.array(text, { maxLength: 4 }),
  }),
);
const hours = fc.double({ min: -48, max: 400, noNaN: true });

test('the score is a whole number from 0 to 100, the sum of its reasons, and always the same', () => {
  fc.assert(
    fc.property(event, text, hours, (given, comment, age) => {
      const scorer = commentScorer(given, defaultSettings);
      const first = scorer(comment, hoursLater(age));
      expect(Number.isInteger(first.score)).toBe(true);
      expect(first.score).toBeGreaterThanOrEqual(0);
      expect(first.score).toBeLessThanOrEqual(100);
      expect(first.reasons.reduce((sum, { points }) => sum + points, 0)).toBe(first.score);
      expect(scorer(comment, hoursLater(age))).toEqual(first);
      expect(commentScorer(given, defaultSettings)(comment, hoursLater(age))).toEqual(first);
    }),
    { numRuns: 500 },
  );
});

test('adding a taboo word anywhere never raises it: it is nought', () => {
  const word = text.filter((each) => each.trim() !== '' && each.trim().length <= 50);
  fc.assert(
    fc.property(event, text, word, fc.nat(), (given, comment, taboo, place) => {
      const settings = resolveSettings([{ key: 'comment.tabooWords', value: [taboo] }]);
      const scorer = commentScorer(given, settings);
      const at = place % (comment.length + 1);
      const worse = scorer(comment.slice(0, at) + taboo + comment.slice(at), hoursLater(1));
      expect(worse.score).toBe(0);
      expect(worse.score).toBeLessThanOrEqual(scorer(comment, hoursLater(1)).score);
      expect(worse.taboo).not.toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('holds for every setting a company may make', () => {
  const value = (key: keyof typeof settingTable) => {
    const setting = settingTable[key];
    return setting.kind === 'number'
      ? fc.double({ min: setting.min, max: setting.max, noNaN: true })
      : fc.array(piece, { maxLength: 4 });
  };
  const keys = (Object.keys(settingTable) as (keyof typeof settingTable)[]).filter((key) =>
    key.startsWith('comment.'),
  );
  const rows = fc.tuple(...keys.map((key) => value(key).map((chosen) => ({ key, value: chosen }))));
  fc.assert(
    fc.property(rows, event, text, hours, (given, post, comment, age) => {
      const { score, reasons } = commentScorer(post, resolveSettings(given))(comment, hoursLater(age));
      expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
      expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(score);
    }),
    { numRuns: 200 },
  );
});
