import { beforeEach, describe, expect, it } from 'vitest';
import { insertAtCaret } from '#renderer/features/customers/comment/insert-at-caret.ts';
import { resetCommentDrafts, setCommentDraft, useCommentDrafts } from '#renderer/stores/comment-draft.ts';
import { warningsOf } from '#renderer/features/customers/comment/warning.ts';
import { forgetPerson } from '#renderer/stores/sign-out.ts';
import { commentScorer } from '#shared/domain/comment/score.ts';
import { resolveSettings } from '#shared/domain/setting.ts';

describe('a hint', () => {
  it.each([
    ['at the caret', '三年没白练', { start: 2, end: 2 }, '三年小雨没白练', 4],
    ['at the beginning', '真棒', { start: 0, end: 0 }, '小雨真棒', 2],
    ['in place of what is selected', '孩子真棒', { start: 0, end: 2 }, '小雨真棒', 2],
    ['at the end where the caret lies beyond', '真棒', { start: 9, end: 12 }, '真棒小雨', 4],
    ['into nothing', '', { start: 0, end: 0 }, '小雨', 2],
  ])('goes in %s, and the caret behind it', (_, text, selection, result, caret) => {
    expect(insertAtCaret(text, '小雨', selection)).toEqual({ text: result, caret });
  });
});

describe('drafts of comments', () => {
  beforeEach(() => resetCommentDrafts());

  it('are kept apart by moment', () => {
    setCommentDraft('one', { body: '三年', copiedAt: null });
    setCommentDraft('two', { body: '八级', copiedAt: null });
    expect(useCommentDrafts.getState().byMoment).toMatchObject({
      one: { body: '三年' },
      two: { body: '八级' },
    });
  });

  it('are forgotten with the person', () => {
    setCommentDraft('one', { body: '三年', copiedAt: null });
    forgetPerson();
    expect(useCommentDrafts.getState().byMoment).toEqual({});
  });
});

describe('what is warned of', () => {
  const event = {
    kind: 'achievement' as const,
    body: '女儿钢琴考级过了八级',
    postedAt: '2026-03-10T01:00:00.000Z',
    tags: [],
    facts: [],
    addresses: [],
    ownComments: ['三年没白练，替你高兴'],
  };
  const settings = resolveSettings([{ key: 'comment.tabooWords', value: ['保本'] }]);
  it.each([
    ['八级真不容易', []],
    ['恭喜恭喜！', ['own generic']],
    ['三年没白练，替你高兴！', ['own same']],
    ['👍', ['own emoji', 'emojiCap found']],
    ['我们店打8折', ['promo found', 'hardSell found']],
    ['保本', ['taboo found']],
  ])('%s: %j', (text, warned) => {
    const { reasons } = commentScorer(event, settings)(text, Date.parse('2026-03-10T03:00:00.000Z'));
    expect(warningsOf(reasons).map(({ part, code }) => `${part} ${code}`)).toEqual(warned);
  });
});
