/** Looks, likes and surprises as items of the day's list. */
import { describe, expect, test } from 'vitest';
import { createRep, today, type Rep } from './rep.ts';

const dayMs = 86_400_000;
const hoursAgo = (hours: number) =>
  new Date(Date.parse(`${today}T01:00:00.000Z`) - hours * 3_600_000).toISOString();
const customer = (rep: Rep, name: string, fields: object = {}) =>
  rep.customer.create({
    fields: { name, tier: 'A', addedOn: '2025-01-01', trustStage: 'approved', ...fields },
  }).customerId;
const itemsOf = (rep: Rep, kind: string) => rep.plan.today().items.filter((item) => item.kind === kind);
const chat = { kind: 'chat', touchClass: 'care', body: '聊了几句' } as const;

describe('R2, R5: a look is an item of the list', () => {
  test('until it is taken; A comes back after 3.5 days', () => {
    const rep = createRep();
    const id = customer(rep, '王姐');
    rep.touch.log(id, { ...chat, replied: true });
    const [item] = itemsOf(rep, 'PATROL');
    expect(item).toMatchObject({ customerId: id, status: 'open', minutes: 0.5 });
    const { id: look } = rep.patrol.log(id, { outcome: 'nothing' });
    expect(itemsOf(rep, 'PATROL')).toMatchObject([{ id: item!.id, status: 'done' }]);
    rep.patrol.undo(look);
    expect(itemsOf(rep, 'PATROL')).toMatchObject([{ id: item!.id, status: 'open' }]);
    rep.patrol.log(id, { outcome: 'nothing' });
    rep.clock.pass(2 * dayMs);
    expect(itemsOf(rep, 'PATROL')).toEqual([]);
    rep.clock.pass(dayMs);
    expect(itemsOf(rep, 'PATROL')).toMatchObject([{ status: 'open' }]);
  });

  test('not in the silence after five unanswered touches', () => {
    const rep = createRep();
    const id = customer(rep, '王姐');
    for (let n = 0; n < 4; n++) rep.touch.log(id, { ...chat, replied: false });
    expect(itemsOf(rep, 'PATROL')).toHaveLength(1);
    rep.touch.log(id, { ...chat, replied: false });
    expect(itemsOf(rep, 'PATROL')).toEqual([]);
  });

  test('an event found on the round brings its comment; the list is the same at the same time', () => {
    const rep = createRep();
    const id = customer(rep, '王姐');
    itemsOf(rep, 'PATROL');
    const moment = { kind: 'family', body: '女儿钢琴八级', postedAt: hoursAgo(1) } as const;
    const { momentId } = rep.patrol.log(id, { outcome: 'event', moment });
    expect(itemsOf(rep, 'MOMENT_COMMENT')).toMatchObject([{ customerId: id, momentId }]);
    expect(rep.plan.today()).toEqual(rep.plan.today());
  });
});

describe('plan.likeAll', () => {
  const setUp = (posts: number) => {
    const rep = createRep();
    const ids = Array.from({ length: posts }, (_, n) => {
      const id = customer(rep, `客户${n}`);
      // Two comments this week: only a like is left for the post.
      for (let past = 0; past < 2; past++) {
        const old = { kind: 'mood', body: '旧动态', postedAt: hoursAgo(71) } as const;
        const { id: momentId } = rep.moment.log(id, { ...old, liked: false });
        const touch = { kind: 'comment', touchClass: 'care', body: '辛苦了', replied: null } as const;
        rep.touch.log(id, { ...touch, momentId, happenedAt: hoursAgo(30) });
      }
      rep.moment.log(id, { kind: 'mood', body: `今天第${n}杯咖啡`, postedAt: hoursAgo(1), liked: false });
      return id;
    });
    return { rep, ids };
  };

  test('one mutation: a like of its post for each item, each done; undo takes one back', () => {
    const { rep, ids } = setUp(3);
    const items = itemsOf(rep, 'LIKE');
    expect(items.map(({ customerId }) => customerId).sort()).toEqual([...ids].sort());
    const before = rep.mutations().length;
    const given = items.map(({ id }) => id);
    expect(rep.plan.likeAll(given)).toEqual({ liked: given, refused: [] });
    expect(rep.mutations().slice(before)).toEqual(['plan.likeAll']);
    expect(itemsOf(rep, 'LIKE').map(({ status }) => status)).toEqual(['done', 'done', 'done']);
    const likes = () =>
      rep.context.db.raw<{ momentId: string }>(
        `SELECT moment_id FROM touch WHERE kind = 'like' AND deleted_at IS NULL ORDER BY moment_id`,
      );
    expect(likes().map(({ momentId }) => momentId)).toEqual(items.map(({ momentId }) => momentId!).sort());
    expect(rep.plan.likeAll(given)).toEqual({ liked: [], refused: [] });
    rep.plan.undo(given[0]!);
    expect(likes()).toHaveLength(2);
  });

  test('R4: what is beyond 20 social actions an hour is refused and stays open', () => {
    const { rep } = setUp(3);
    const items = itemsOf(rep, 'LIKE').map(({ id }) => id);
    for (let n = 0; n < 18; n++) rep.patrol.log(customer(rep, `旁人${n}`), { outcome: 'liked' });
    const { liked, refused } = rep.plan.likeAll(items);
    expect(liked).toHaveLength(2);
    expect(refused).toEqual([{ id: items[2], code: 'ACCOUNT_LIMIT' }]);
    expect(itemsOf(rep, 'LIKE').filter(({ status }) => status === 'open')).toMatchObject([{ id: items[2] }]);
  });
});

describe('an answer to a post settles its item of a started list', () => {
  const setUp = () => {
    const rep = createRep();
    const id = customer(rep, '王姐');
    const post = { kind: 'family', body: '女儿考上大学了', postedAt: hoursAgo(1), liked: false } as const;
    const { id: momentId } = rep.moment.log(id, post);
    rep.plan.start();
    const status = (kind: string) => itemsOf(rep, kind).map((item) => item.status);
    return { rep, id, momentId, status };
  };

  test('the comment, in one mutation; taking it back opens the item again', () => {
    const { rep, id, momentId, status } = setUp();
    expect(status('MOMENT_COMMENT')).toEqual(['open']);
    const before = rep.mutations().length;
    const comment = { kind: 'comment', touchClass: 'care', body: '太不容易了', replied: null } as const;
    const touch = rep.touch.log(id, { ...comment, momentId });
    expect(rep.mutations().slice(before)).toEqual(['touch.log']);
    expect(status('MOMENT_COMMENT')).toEqual(['done']);
    rep.touch.delete(touch.id);
    expect(status('MOMENT_COMMENT')).toEqual(['open']);
  });

  test('a chat about another post settles nothing', () => {
    const { rep, id, momentId, status } = setUp();
    rep.touch.log(id, { ...chat, replied: null });
    expect(status('MOMENT_COMMENT')).toEqual(['open']);
    expect(rep.opener.openers(momentId).chain).toEqual({ commentedAt: null, talkedAt: null, replied: false });
  });

  test('the chain: an answer counts that came within 48 hours of the talk', () => {
    const { rep, id, momentId } = setUp();
    rep.touch.log(id, { ...chat, replied: null, momentId });
    const answered = () => [rep.opener.openers(momentId).chain.replied, rep.opener.chainFigures().replied];
    expect(answered()).toEqual([false, 0]);
    rep.clock.pass(48 * 3_600_000 + 1_000);
    const late = rep.signal.log(id, { kind: 'message', body: '谢谢' });
    expect(answered()).toEqual([false, 0]);
    rep.signal.delete(late.id);
    rep.clock.pass(-2_000);
    rep.signal.log(id, { kind: 'message', body: '谢谢' });
    expect(answered()).toEqual([true, 1]);
  });
});

describe('openers', () => {
  const moment = { kind: 'family', body: '女儿考上大学了', postedAt: hoursAgo(2) } as const;
  const content = (rep: Rep, kind: string, body: string) =>
    rep.context.pulled('content_item', {
      scopeId: rep.context.companyScopeId,
      kind,
      title: '女儿上大学',
      body,
      concern: '',
      ordinal: 1,
    });

  test('R9: nothing of the library that sells, and no note that does', () => {
    const rep = createRep();
    const id = customer(rep, '王姐');
    content(rep, 'promo', '女儿上大学套餐，下单立减');
    content(rep, 'care', '女儿上大学的优惠活动');
    rep.note.create(id, '问了活动折扣');
    const { id: momentId } = rep.moment.log(id, { ...moment, liked: false });
    const { openers } = rep.opener.openers(momentId);
    expect(openers[2]).toMatchObject({ kind: 'useful', text: '', missing: 'content' });
    expect(openers.map(({ text }) => text).join('')).not.toMatch(/优惠|活动|折扣|下单/);
  });

  test('R9: grief asks for nothing and cheers at nothing', () => {
    const rep = createRep();
    const id = customer(rep, '李哥');
    const body = '外婆今天走了，送她最后一程';
    const { id: momentId } = rep.moment.log(id, { ...moment, body, liked: false });
    rep.note.create(id, '外婆做的红烧肉');
    content(rep, 'care', '{称呼}，外婆的老照片可以这样修复');
    const { isSad, openers } = rep.opener.openers(momentId);
    expect(isSad).toBe(true);
    expect(openers[0]!.text).toContain('心里惦记着');
    expect(openers[1]!.text).toContain('先照顾好自己');
    expect(openers.map(({ text }) => text).join('')).not.toMatch(/恭喜|开心|哈哈|最喜欢|太好了/);
  });
});

describe('R4, R5: a surprise is an item of the list', () => {
  /** Spoken to the day before: no rhythm asks for a talk today, and one talk a day is all there may be. */
  const spokenTo = (rep: Rep, name: string) => {
    const id = customer(rep, name);
    talk(rep, id);
    return id;
  };
  const talk = (rep: Rep, id: string) =>
    rep.touch.log(id, {
      ...chat,
      replied: true,
      happenedAt: new Date(rep.clock.now() - 30 * 3_600_000).toISOString(),
    });
  const idea = (rep: Rep, customerId: string, priceFen = 3_000) =>
    rep.surprise.create(customerId, { body: '一盒菊花茶', priceFen }).id;

  test('done gives it, the next one waits 60 days, and the plan says so', () => {
    const rep = createRep();
    const id = spokenTo(rep, '王姐');
    idea(rep, id);
    const [item] = itemsOf(rep, 'SURPRISE');
    expect(item).toMatchObject({ subjectText: '一盒菊花茶', customerId: id });
    rep.plan.done(item!.id, { kind: 'chat', body: '', replied: null });
    expect(rep.surprise.list(id).surprises).toMatchObject([{ status: 'given' }]);
    idea(rep, id);
    rep.clock.pass(59 * dayMs);
    talk(rep, id);
    expect(itemsOf(rep, 'SURPRISE')).toEqual([]);
    rep.clock.pass(dayMs);
    expect(itemsOf(rep, 'SURPRISE')).toHaveLength(1);
  });

  test('beyond the budget of the month it is not proposed', () => {
    const rep = createRep();
    rep.surprise.setStatus(idea(rep, customer(rep, '王姐'), 20_000), 'given');
    const [dear, cheap] = [spokenTo(rep, '李哥'), spokenTo(rep, '陈姐')];
    idea(rep, dear, 10_001);
    idea(rep, cheap, 10_000);
    expect(itemsOf(rep, 'SURPRISE').map(({ customerId }) => customerId)).toEqual([cheap]);
  });
});
