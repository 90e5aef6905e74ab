import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDraftKeeper, restMs } from '#renderer/features/customers/comment/draft-keeper.ts';
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

describe('the keeper of a draft', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const copied = { body: '三年没白练', copiedAt: '2026-03-10T01:00:00.000Z' };

  it('sends the last of several drafts after the rest, once', async () => {
    const send = vi.fn(async () => {});
    const keeper = createDraftKeeper(send);
    keeper.keep({ body: '三年', copiedAt: null });
    vi.advanceTimersByTime(restMs - 1);
    keeper.keep(copied);
    await vi.advanceTimersByTimeAsync(restMs);
    await keeper.flush();
    expect(send.mock.calls).toEqual([[copied]]);
  });

  it('has nothing left to send after the comment was logged within the rest', async () => {
    const core = { draft: null as unknown };
    const keeper = createDraftKeeper(async (draft) => {
      await Promise.resolve();
      core.draft = draft;
    });
    keeper.keep(copied);
    vi.advanceTimersByTime(restMs - 1);
    await keeper.flush();
    expect(core.draft).toEqual(copied);
    core.draft = null;
    await vi.advanceTimersByTimeAsync(10 * restMs);
    expect(core.draft).toBe(null);
  });

  it('waits for what is on its way, and takes a refusal for an arrival', async () => {
    let arrive = () => {};
    const keeper = createDraftKeeper(
      (draft: typeof copied | { body: string; copiedAt: null }) =>
        new Promise<void>((resolve, reject) => {
          if (draft.copiedAt === null) reject(new Error('full'));
          else arrive = resolve;
        }),
    );
    keeper.keep(copied);
    vi.advanceTimersByTime(restMs);
    let isOver = false;
    const flushed = keeper.flush().then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(0);
    expect(isOver).toBe(false);
    arrive();
    await flushed;
    keeper.keep({ body: '三年', copiedAt: null });
    await expect(keeper.flush()).resolves.toBeUndefined();
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
