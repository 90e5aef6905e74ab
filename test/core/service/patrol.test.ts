import { describe, expect, test } from 'vitest';
import { createRep, type Rep } from './rep.ts';

const dayMs = 86_400_000;
const customer = (rep: Rep, name: string, tier: 'A' | 'B' | 'C' = 'A') =>
  rep.customer.create({ fields: { name, tier, addedOn: '2025-01-01' } }).customerId;
const names = (rep: Rep) => rep.patrol.card().names.map(({ name }) => name);
const like = (rep: Rep, customerId: string) => rep.patrol.log(customerId, { outcome: 'liked' });
const live = (rep: Rep, table: string) =>
  rep.context.db.raw<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE deleted_at IS NULL`)[0]!.n;

describe('R2: whose posts to look at', () => {
  test('by tier, then the longest not looked at, never first', () => {
    const rep = createRep();
    const [, a2] = [customer(rep, 'a1'), customer(rep, 'a2')];
    customer(rep, 'c', 'C');
    customer(rep, 'b', 'B');
    rep.patrol.log(a2, { outcome: 'nothing' });
    expect(names(rep)).toEqual(['a1', 'b', 'c']);
    rep.clock.pass(3.5 * dayMs);
    expect(names(rep)).toEqual(['a1', 'a2', 'b', 'c']);
  });

  test('A is due again after 3.5 days and not a millisecond earlier', () => {
    const rep = createRep();
    rep.patrol.log(customer(rep, 'a'), { outcome: 'nothing' });
    rep.clock.pass(3.5 * dayMs - 1);
    expect(names(rep)).toEqual([]);
    rep.clock.pass(1);
    expect(names(rep)).toEqual(['a']);
  });

  test('ten names at most; the coverage counts the looked at of each tier', () => {
    const rep = createRep();
    const ids = Array.from({ length: 12 }, (_, index) => customer(rep, `a${index}`));
    expect(names(rep)).toHaveLength(10);
    for (const id of ids.slice(0, 3)) rep.patrol.log(id, { outcome: 'nothing' });
    expect(rep.patrol.card().coverage[0]).toEqual({ tier: 'A', customers: 12, looked: 3 });
  });
});

describe('R4: likes of a patrol', () => {
  test('a third like within 10 minutes is refused and nothing is written', () => {
    const rep = createRep();
    const id = customer(rep, 'a');
    like(rep, id);
    like(rep, id);
    expect(() => like(rep, id)).toThrow(expect.objectContaining({ code: 'REFUSED', detail: 'LIKE_PACE' }));
    expect([live(rep, 'touch'), live(rep, 'patrol')]).toEqual([2, 2]);
  });

  test('a fifth like within 7 days is refused', () => {
    const rep = createRep();
    const id = customer(rep, 'a');
    for (let count = 0; count < 4; count++) {
      like(rep, id);
      rep.clock.pass(11 * 60_000);
    }
    expect(() => like(rep, id)).toThrow(expect.objectContaining({ detail: 'LIKE_CAP' }));
  });

  test('the 21st social action of an hour is refused; an hour later it is not', () => {
    const rep = createRep();
    for (let count = 0; count < 20; count++) like(rep, customer(rep, `a${count}`));
    const last = customer(rep, 'last');
    expect(() => like(rep, last)).toThrow(expect.objectContaining({ detail: 'ACCOUNT_LIMIT' }));
    rep.clock.pass(3_600_001);
    expect(like(rep, last).id).toBeTruthy();
  });
});

describe('a look is undone with what it wrote', () => {
  test('the like', () => {
    const rep = createRep();
    const { id } = like(rep, customer(rep, 'a'));
    rep.patrol.undo(id);
    expect([live(rep, 'touch'), live(rep, 'patrol')]).toEqual([0, 0]);
    expect(names(rep)).toEqual(['a']);
  });

  test('the event, and no other one', () => {
    const rep = createRep();
    const customerId = customer(rep, 'a');
    const moment = { kind: 'family', body: '女儿考级', postedAt: '2026-03-10T00:00:00.000Z' } as const;
    rep.moment.log(customerId, { ...moment, liked: false });
    const { id, momentId } = rep.patrol.log(customerId, { outcome: 'event', moment });
    rep.patrol.undo(id);
    const gone = rep.context.db.raw('SELECT id FROM moment WHERE deleted_at IS NOT NULL');
    expect(gone).toEqual([{ id: momentId }]);
  });
});

describe('[C10] what a post says of interests', () => {
  const topics = (rep: Rep, id: string) =>
    rep.customer
      .get(id)
      .interests.map(({ topic, sightings }) => `${topic} ${sightings}`)
      .toSorted();
  const postedAt = '2026-03-10T00:00:00.000Z';
  const camper = (rep: Rep) => {
    const id = customer(rep, 'a');
    for (const topic of ['露营', '钢琴', '车']) rep.interest.see(id, { topic, kind: 'hobby' });
    return id;
  };

  test('a known one that is named is seen once more, with the look and on the card; undo takes it back', () => {
    const rep = createRep();
    const id = camper(rep);
    const look = rep.patrol.log(id, {
      outcome: 'event',
      moment: { kind: 'family', body: '女儿钢琴八级，自己坐车去', postedAt },
    });
    expect(topics(rep, id)).toEqual(['车 1', '钢琴 2', '露营 1']);
    rep.patrol.undo(look.id);
    expect(topics(rep, id)).toEqual(['车 1', '钢琴 1', '露营 1']);
    const post = rep.moment.log(id, { kind: 'travel', body: '周末露营', postedAt, liked: false });
    expect(topics(rep, id)).toContain('露营 2');
    rep.clock.pass(1_000);
    rep.moment.delete(post.id);
    expect(topics(rep, id)).toContain('露营 1');
    rep.moment.restore(post.id);
    expect(topics(rep, id)).toContain('露营 2');
  });

  test('a sad one is no sighting', () => {
    const rep = createRep();
    const id = camper(rep);
    rep.moment.log(id, { kind: 'mood', body: '教我钢琴的外婆去世了', postedAt, liked: false });
    expect(topics(rep, id)).toEqual(['车 1', '钢琴 1', '露营 1']);
  });
});

describe('from a post to an answer', () => {
  const moment = { kind: 'family', body: '女儿考上大学了', postedAt: '2026-03-10T00:00:00.000Z' } as const;

  test('the chain counts posts, comments, talks and answers of 30 days', () => {
    const rep = createRep();
    const customerId = customer(rep, 'a');
    const { id: momentId } = rep.moment.log(customerId, { ...moment, liked: false, comment: '恭喜' });
    rep.moment.log(customerId, { ...moment, liked: true });
    expect(rep.opener.chainFigures()).toEqual({ days: 30, seen: 2, commented: 1, talked: 0, replied: 0 });
    const talk = { kind: 'chat', touchClass: 'care', body: '聊了', momentId } as const;
    const { id } = rep.touch.log(customerId, { ...talk, replied: null });
    expect(rep.opener.chainFigures()).toMatchObject({ talked: 1, replied: 0 });
    rep.touch.setReplied(id, true);
    expect(rep.opener.chainFigures()).toMatchObject({ talked: 1, replied: 1 });
    const shown = rep.timeline.list(customerId, undefined, 9).entries.find((entry) => entry.id === momentId);
    expect(shown).toMatchObject({ chain: { replied: true, talkedAt: expect.any(String) } });
  });

  test('three openers; what is missing is said', () => {
    const rep = createRep();
    const customerId = customer(rep, 'a');
    const { id } = rep.moment.log(customerId, { ...moment, liked: false });
    const bare = rep.opener.openers(id).openers;
    expect(bare.map(({ kind, missing }) => [kind, missing])).toEqual([
      ['question', null],
      ['memory', 'memory'],
      ['useful', 'content'],
    ]);
    rep.note.create(customerId, '想学钢琴');
    expect(rep.opener.openers(id).openers[1]!.text).toContain('想学钢琴');
    const scopeId = rep.context.companyScopeId;
    rep.context.pulled('content_item', {
      scopeId,
      kind: 'care',
      title: '女儿上大学行李清单',
      body: '{称呼}，这份清单也许用得上',
      concern: '',
      ordinal: 1,
    });
    expect(rep.opener.openers(id).openers[2]!.text).toBe('a，这份清单也许用得上');
    expect(rep.opener.openers(id)).toEqual(rep.opener.openers(id));

    // [C13] What they worry about goes before what the post is about; answered, it does not any more.
    rep.context.pulled('content_item', {
      scopeId,
      kind: 'care',
      title: '新生住宿',
      body: '{称呼}，宿舍的事可以先看这里',
      concern: '孩子第一次住校不习惯',
      ordinal: 2,
    });
    expect(rep.opener.openers(id).openers[2]!.text).toBe('a，这份清单也许用得上');
    const need = rep.need.create(customerId, '怕她住校不习惯');
    expect(rep.opener.openers(id).openers[2]!.text).toBe('a，宿舍的事可以先看这里');
    rep.need.setStatus(need.id, 'answered');
    expect(rep.opener.openers(id).openers[2]!.text).toBe('a，这份清单也许用得上');
  });
});

describe('R4: surprises', () => {
  const gift = (rep: Rep, customerId: string, priceFen: number) =>
    rep.surprise.create(customerId, { body: '一盒茶', priceFen }).id;

  test('a second one within 60 days is refused, and taking the first back frees the budget', () => {
    const rep = createRep();
    const customerId = customer(rep, 'a');
    const first = gift(rep, customerId, 3_000);
    const second = gift(rep, customerId, 3_000);
    rep.surprise.setStatus(first, 'given');
    expect(rep.surprise.list(customerId).budget).toMatchObject({
      monthLeftFen: 27_000,
      yearLeftFen: 17_000,
      nextOn: '2026-05-09',
    });
    expect(() => rep.surprise.setStatus(second, 'given')).toThrow(
      expect.objectContaining({ detail: 'SURPRISE_GAP' }),
    );
    rep.surprise.setStatus(first, 'idea');
    rep.surprise.setStatus(second, 'given');
    expect(rep.surprise.list(customerId).surprises.map(({ status }) => status)).toEqual(['idea', 'given']);
  });

  test('200 元 a year per customer and 300 元 a month per rep, not a fen more', () => {
    const rep = createRep();
    const one = customer(rep, 'a');
    expect(() => rep.surprise.setStatus(gift(rep, one, 20_001), 'given')).toThrow(
      expect.objectContaining({ detail: 'SURPRISE_YEAR' }),
    );
    rep.surprise.setStatus(gift(rep, one, 20_000), 'given');
    const two = customer(rep, 'b');
    expect(() => rep.surprise.setStatus(gift(rep, two, 10_001), 'given')).toThrow(
      expect.objectContaining({ detail: 'SURPRISE_MONTH' }),
    );
    rep.surprise.setStatus(gift(rep, two, 10_000), 'given');
  });

  test('its words and price are put right; the price of a given one stays what R4 allowed', () => {
    const rep = createRep();
    const customerId = customer(rep, 'a');
    const id = gift(rep, customerId, 3_000);
    rep.surprise.patch(id, { body: '手写卡片', priceFen: 500 });
    rep.surprise.setStatus(id, 'given');
    expect(() => rep.surprise.patch(id, { body: '手写卡片', priceFen: 90_000 })).toThrow(
      expect.objectContaining({ detail: 'SURPRISE_GIVEN' }),
    );
    rep.surprise.patch(id, { body: '手写的卡片', priceFen: 500 });
    const [surprise] = rep.surprise.list(customerId).surprises;
    expect(surprise).toMatchObject({ body: '手写的卡片', priceFen: 500, status: 'given' });
  });

  test('[D03] proposals come from the card and are kept only as they are taken, in one go', () => {
    const rep = createRep();
    const customerId = customer(rep, 'a');
    expect(rep.surprise.list(customerId).proposals).toEqual([]);
    rep.interest.see(customerId, { topic: '露营', kind: 'hobby' });
    const { proposals, surprises } = rep.surprise.list(customerId);
    expect(proposals).toMatchObject([{ topic: '露营' }]);
    expect(surprises).toEqual([]);
    const { ids } = rep.surprise.createAll(customerId, [
      { body: '和「露营」有关的小东西', priceFen: 0 },
      { body: '一张卡片', priceFen: 0 },
    ]);
    expect(rep.surprise.list(customerId)).toMatchObject({ proposals: [], surprises: [{}, {}] });
    rep.surprise.deleteAll(ids);
    expect(rep.surprise.list(customerId)).toMatchObject({ proposals, surprises: [] });
  });
});
