import { beforeEach, describe, expect, it } from 'vitest';
import { insertAtCaret } from '#renderer/features/customers/comment/insert-at-caret.ts';
import { resetCommentDrafts, setCommentDraft, useCommentDrafts } from '#renderer/stores/comment-draft.ts';
import { forgetPerson } from '#renderer/stores/sign-out.ts';

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
