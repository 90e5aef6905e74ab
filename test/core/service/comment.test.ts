import { describe, expect, test } from 'vitest';
import { noteWords } from '#core/services/card-fact.ts';
import { commentsToday } from '#shared/domain/comment/guard.ts';
import { commentScorer } from '#shared/domain/comment/score.ts';
import { resolveSettings } from '#shared/domain/setting.ts';
import { createRep, type Rep } from './rep.ts';

const best = '三年坚持太不容易了,八级拿下!小雨接下来准备十级,还是先放松一阵?';
const praise = '太棒了,孩子真优秀,姐你教育得真好';
/** 07:00 in Shanghai, two hours before the rep's now. */
const postedAt = '2026-03-09T23:00:00.000Z';

/** The customer of the worked example: 王姐, tags 孩子 and 钢琴, 小雨 in the last note. */
function withMoment(rep: Rep) {
  const { customerId } = rep.customer.create({
    fields: { name: '王芳', addressAs: '王姐', city: '杭州市' },
    tags: ['孩子', '钢琴'],
  });
  rep.note.create(customerId, '小雨练琴');
  const body = '女儿钢琴考级过了八级,练了三年终于拿证';
  const { id: momentId } = rep.moment.log(customerId, { kind: 'achievement', body, postedAt, liked: false });
  return { customerId, momentId };
}
const comment = (rep: Rep, { customerId, momentId }: ReturnType<typeof withMoment>, body: string) =>
  rep.touch.log(customerId, { kind: 'comment', touchClass: 'care', body, replied: null, momentId });
const touchOf = (rep: Rep, id: string) =>
  rep.context.db.raw<{ quality: number | null }>('SELECT quality FROM touch WHERE id = ?', id)[0]!;
const sentTouch = (rep: Rep) => {
  const [row] = rep.context.db.raw<{ writes: string }>('SELECT writes FROM outbox ORDER BY seq DESC LIMIT 1');
  return JSON.stringify(row!.writes);
};

describe('a comment on a moment', () => {
  test('is scored by core when it is logged, stored, queued for the server and shown', () => {
    const rep = createRep();
    const given = withMoment(rep);
    const { id, quality } = comment(rep, given, best);
    expect(quality).toBe(95);
    expect(touchOf(rep, id)).toEqual({ quality: 95 });
    expect(sentTouch(rep)).toContain('"quality":95');
    const shown = rep.timeline.list(given.customerId, undefined, 9).entries.find((each) => each.id === id);
    expect(shown).toMatchObject({ type: 'touch', score: { quality: 95, grade: 'good' }, pending: true });
  });

  test('is scored too where it is logged with the moment or as an answer to it', () => {
    const rep = createRep();
    const { customerId, momentId } = withMoment(rep);
    rep.moment.respond(momentId, { liked: true, comment: praise });
    rep.moment.log(customerId, { kind: 'other', body: '下雨了', postedAt, liked: true, comment: '👍👍👍' });
    const rows = rep.context.db.raw('SELECT kind, quality FROM touch ORDER BY kind, quality');
    expect(rows).toEqual([
      { kind: 'comment', quality: 10 },
      { kind: 'comment', quality: 55 },
      { kind: 'like', quality: null },
      { kind: 'like', quality: null },
    ]);
  });

  test('the same words once more are worth less, unless the first was taken back', () => {
    const rep = createRep();
    const given = withMoment(rep);
    const first = comment(rep, given, praise);
    expect(first.quality).toBe(55);
    expect(comment(rep, given, praise).quality).toBe(40);
    const other = createRep();
    const own = withMoment(other);
    other.touch.delete(comment(other, own, praise).id);
    expect(comment(other, own, praise).quality).toBe(55);
  });

  test('comes back from an undo with its score', () => {
    const rep = createRep();
    const given = withMoment(rep);
    const { id } = comment(rep, given, best);
    const commented = () =>
      rep.timeline
        .list(given.customerId, undefined, 9)
        .entries.flatMap((each) => (each.type === 'moment' ? [each.commented] : []));
    rep.touch.delete(id);
    expect(commented()).toEqual([false]);
    rep.touch.restore(id);
    expect(commented()).toEqual([true]);
    expect(touchOf(rep, id)).toEqual({ quality: 95 });
  });

  test('nothing else is scored: no other kind, no comment without a moment, none on another customer’s', () => {
    const rep = createRep();
    const { customerId, momentId } = withMoment(rep);
    const other = rep.customer.create({ fields: { name: '别人' } }).customerId;
    const touch = { touchClass: 'care', body: best, replied: null } as const;
    expect(rep.touch.log(customerId, { ...touch, kind: 'chat', momentId }).quality).toBeNull();
    expect(rep.touch.log(customerId, { ...touch, kind: 'comment' }).quality).toBeNull();
    expect(rep.touch.log(other, { ...touch, kind: 'comment', momentId }).quality).toBeNull();
    expect(sentTouch(rep)).not.toContain('quality');
  });

  test('a taboo word of the company makes it nought', () => {
    const rep = createRep();
    const given = withMoment(rep);
    const scopeId = rep.context.companyScopeId;
    rep.context.pulled('setting', { scopeId, key: 'comment.tabooWords', value: ['拿下'] });
    expect(comment(rep, given, best).quality).toBe(0);
    expect(resolveSettings(rep.comment.writer(given.momentId).settings)['comment.tabooWords']).toEqual([
      '拿下',
    ]);
  });
});

describe('the comment writer', () => {
  test('is given what the page needs to come to the same score', () => {
    const rep = createRep();
    const given = withMoment(rep);
    const { event, settings, hints, lastNote } = rep.comment.writer(given.momentId);
    expect(event).toMatchObject({ tags: ['孩子', '钢琴'], addresses: ['王姐'], ownComments: [] });
    expect(event.facts).toContain('小雨');
    expect(lastNote).toBe('小雨练琴');
    expect(hints.map(({ source, text }) => [source, text])).toEqual([
      ['address', '王姐'],
      ['note', '小雨'],
      ['note', '练琴'],
      ['card', '杭州'],
      ['tag', '孩子'],
      ['tag', '钢琴'],
    ]);
    const live = commentScorer(event, resolveSettings(settings))(best, rep.clock.now()).score;
    expect(comment(rep, given, best).quality).toBe(live);
  });

  test('knows what was done lately, and only the own comments, newest first', () => {
    const rep = createRep();
    const given = withMoment(rep);
    const colleague = rep.context.pulled('person', {
      scopeId: rep.context.companyScopeId,
      name: '同事',
      account: 'other',
      role: 'rep',
      status: 'active',
    });
    rep.context.pulled('touch', {
      scopeId: rep.context.bookId,
      customerId: given.customerId,
      kind: 'comment',
      touchClass: 'care',
      body: '同事写的',
      happenedAt: '2026-03-05T01:00:00.000Z',
      createdBy: colleague,
    });
    comment(rep, given, praise);
    rep.clock.pass(1_000);
    comment(rep, given, best);
    const writer = rep.comment.writer(given.momentId);
    expect(writer.event.ownComments).toEqual([best, praise]);
    expect(writer.onPost).toBe(2);
    expect(writer.recentAt).toHaveLength(3);
    expect(writer.actionsAt).toHaveLength(2);
    // Of the day, and of nobody else; what a day holds is the number the plan keeps to as well.
    expect(commentsToday(writer.commentsAt, rep.clock.now(), resolveSettings(writer.settings))).toEqual({
      count: 2,
      limit: 18,
    });
    rep.context.pulled('setting', {
      scopeId: rep.context.companyScopeId,
      key: 'day.comments',
      value: 2,
      teamId: null,
      personId: null,
    });
    const own = resolveSettings(rep.comment.writer(given.momentId).settings);
    expect(commentsToday(writer.commentsAt, rep.clock.now(), own)).toEqual({ count: 2, limit: 2 });
    rep.clock.set('2026-03-12T03:00:00.000Z');
    expect(rep.comment.writer(given.momentId)).toMatchObject({ onPost: 2, actionsAt: [], commentsAt: [] });
    expect(rep.comment.writer(given.momentId).recentAt).toHaveLength(2);
  });

  test('refuses a moment that is not on the device', () => {
    const rep = createRep();
    const nowhere = crypto.randomUUID();
    expect(() => rep.comment.writer(nowhere)).toThrow('NOT_FOUND');
    expect(() => rep.comment.saveDraft(nowhere, { body: 'x', copiedAt: null })).toThrow('NOT_FOUND');
  });
});

describe('the draft of a comment', () => {
  const copiedAt = '2026-03-10T01:00:00.000Z';

  test('is kept in the file, marks its moment, and ends with the logged comment', () => {
    const rep = createRep();
    const given = withMoment(rep);
    const drafted = () =>
      rep.timeline
        .list(given.customerId, undefined, 9)
        .entries.flatMap((each) => (each.type === 'moment' ? [each.drafted] : []));
    expect(rep.comment.writer(given.momentId).draft).toEqual({ body: '', copiedAt: null });
    rep.comment.saveDraft(given.momentId, { body: '三年', copiedAt: null });
    rep.comment.saveDraft(given.momentId, { body: '三年坚持', copiedAt });
    expect(rep.comment.writer(given.momentId).draft).toEqual({ body: '三年坚持', copiedAt });
    expect(drafted()).toEqual([true]);
    expect(rep.mutations()).not.toContain('moment.saveDraft');
    comment(rep, given, '三年坚持');
    expect(drafted()).toEqual([false]);
    expect(rep.count('comment_draft')).toBe(0);
  });

  test('an empty text removes it', () => {
    const rep = createRep();
    const { momentId } = withMoment(rep);
    rep.comment.saveDraft(momentId, { body: '三年', copiedAt: null });
    rep.comment.saveDraft(momentId, { body: '', copiedAt: null });
    expect(rep.count('comment_draft')).toBe(0);
  });
});

test('the words of a note: names first, no stop-words, no single characters', () => {
  expect(noteWords('今天女儿，小雨，钢琴和我们；三年', ['今天', '我们'])).toEqual([
    '小雨',
    '女儿',
    '钢琴',
    '三年',
  ]);
  expect(noteWords('', [])).toEqual([]);
});

describe('the one question after a note', () => {
  test('is asked where the note tells little and has no next step', () => {
    const rep = createRep();
    const { customerId } = rep.customer.create({ fields: { name: '王芳' } });
    const dueAt = '2026-03-11T02:00:00.000Z';
    expect(rep.note.create(customerId, '聊了聊').asks).toBe(true);
    expect(rep.note.create(customerId, '聊了聊', { body: '回访', dueAt }).asks).toBe(false);
    expect(rep.note.create(customerId, '小雨要中考，担心学区，周三发资料').asks).toBe(false);
  });
});
