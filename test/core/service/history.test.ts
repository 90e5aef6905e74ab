import { describe, expect, test } from 'vitest';
import { createRep, type Rep } from './rep.ts';

const create = (rep: Rep, name = '张伟') => rep.customer.create({ fields: { name } }).customerId;
const timeline = (rep: Rep, id: string) => rep.timeline.list(id, undefined, 500).entries;
const chat = { kind: 'chat', touchClass: 'care', body: '聊了钢琴', replied: true } as const;

describe('the timeline', () => {
  test('shows notes, touches, moments and orders of one customer, newest first, with author and pending mark', () => {
    const rep = createRep();
    const id = create(rep);
    const other = create(rep, '别人');
    rep.note.create(other, '不相干');
    rep.context.pulled('customer_order', {
      scopeId: rep.context.bookId,
      customerId: id,
      product: '课程',
      quantity: 2,
      paidFen: 199_900,
      marginFen: 0,
      orderedOn: '2026-03-01',
    });
    rep.note.create(id, '女儿要考级');
    rep.clock.pass(1_000);
    rep.touch.log(id, chat);
    rep.clock.pass(1_000);
    rep.moment.log(id, {
      kind: 'family',
      body: '女儿八级',
      postedAt: '2026-03-10T00:30:00.000Z',
      liked: true,
    });
    const entries = timeline(rep, id);
    expect(entries.map((entry) => [entry.type, entry.pending, entry.authorName, entry.own])).toEqual([
      ['touch', true, '王小明', true],
      ['touch', true, '王小明', true],
      ['note', true, '王小明', true],
      ['moment', true, '王小明', true],
      ['order', false, '王小明', true],
    ]);
    expect(entries[0]).toMatchObject({ kind: 'like', momentId: entries[3]!.id });
    expect(entries[1]).toMatchObject({
      kind: 'chat',
      touchClass: 'care',
      body: '聊了钢琴',
      replied: true,
      late: false,
    });
    expect(entries[3]).toMatchObject({ kind: 'family', body: '女儿八级', liked: true, commented: false });
    expect(entries[4]).toMatchObject({ product: '课程', quantity: 2, paidFen: 199_900 });
  });

  test('an entry is told to be own by its author, not by the name', () => {
    const rep = createRep();
    const id = create(rep);
    const entry = { scopeId: rep.context.bookId, customerId: id, happenedAt: '2026-03-09T01:00:00.000Z' };
    const namesake = rep.context.pulled('person', {
      scopeId: rep.context.companyScopeId,
      name: rep.context.identity.name,
      account: 'wang2',
      role: 'rep',
      status: 'active',
    });
    rep.context.pulled('note', { ...entry, body: '同名同事', createdBy: namesake });
    rep.context.pulled('note', { ...entry, body: '没有作者', createdBy: null });
    rep.note.create(id, '自己');
    const own = Object.fromEntries(
      timeline(rep, id).flatMap((each) => (each.type === 'note' ? [[each.body, each.own]] : [])),
    );
    expect(own).toEqual({ 同名同事: false, 没有作者: false, 自己: true });
  });

  test('pages reach every entry once, also where many share one instant', () => {
    const rep = createRep();
    const id = create(rep);
    for (let n = 0; n < 40; n++) {
      if (n % 10 === 0) rep.clock.pass(1_000);
      if (n % 2) rep.note.create(id, `备注${n}`);
      else rep.touch.log(id, chat);
    }
    const seen: string[] = [];
    let before: { at: string; id: string } | undefined;
    for (;;) {
      const page = rep.timeline.list(id, before, 7);
      seen.push(...page.entries.map((entry) => entry.id));
      before = page.entries.at(-1);
      if (!page.more) break;
    }
    expect(seen).toEqual(timeline(rep, id).map((entry) => entry.id));
    expect(new Set(seen).size).toBe(40);
  });
});

describe('notes', () => {
  test('a note with a next step makes the promise in the same mutation', () => {
    const rep = createRep();
    const id = create(rep);
    const { promiseId } = rep.note.create(id, '要报价', {
      body: '发报价单',
      dueAt: '2026-03-11T02:00:00.000Z',
    });
    expect(rep.mutations()).toEqual(['customer.create', 'note.create']);
    expect(rep.customer.get(id).promises).toMatchObject([
      { id: promiseId, body: '发报价单', dueAt: '2026-03-11T02:00:00.000Z', status: 'open', pending: true },
    ]);
  });

  test('a note and the promise made with it are taken back together', () => {
    const rep = createRep();
    const id = create(rep);
    const next = { body: '发报价单', dueAt: '2026-03-11T02:00:00.000Z' };
    const made = rep.note.create(id, '要报价', next);
    rep.note.delete(made.id);
    rep.promise.delete(made.promiseId!);
    expect(timeline(rep, id)).toEqual([]);
    expect(rep.customer.get(id).promises).toEqual([]);
  });

  test('a promise gets other words and another time, is opened again and restored', () => {
    const rep = createRep();
    const id = create(rep);
    const promised = { body: '发报价单', dueAt: '2026-03-11T02:00:00.000Z' };
    const made = rep.promise.create(id, promised);
    const moved = { body: '发新报价单', dueAt: '2026-03-13T02:00:00.000Z' };
    rep.promise.patch(made.id, moved);
    rep.promise.patch(made.id, moved);
    expect(rep.mutations()).toEqual(['customer.create', 'promise.create', 'promise.patch']);
    expect(rep.customer.get(id).promises).toMatchObject([{ ...moved, status: 'open', closedAt: null }]);
    rep.promise.setStatus(made.id, 'kept');
    rep.promise.setStatus(made.id, 'open');
    expect(rep.customer.get(id).promises).toMatchObject([{ ...moved, status: 'open', closedAt: null }]);
    rep.promise.delete(made.id);
    expect(rep.customer.get(id).promises).toEqual([]);
    rep.promise.restore(made.id);
    expect(rep.customer.get(id).promises).toMatchObject([moved]);
  });

  test('deleting and restoring a note, a touch and a moment takes them off the timeline and back', () => {
    const rep = createRep();
    const id = create(rep);
    const note = rep.note.create(id, '好').id;
    const touch = rep.touch.log(id, chat).id;
    const moment = rep.moment.log(id, {
      kind: 'travel',
      body: '去云南',
      postedAt: '2026-03-10T00:00:00.000Z',
      liked: true,
      comment: '大理真美',
    }).id;
    const before = timeline(rep, id);
    expect(before).toHaveLength(5);
    rep.note.delete(note);
    rep.touch.delete(touch);
    rep.moment.delete(moment);
    expect(timeline(rep, id)).toEqual([]);
    expect(rep.customer.get(id).lastTouchAt).toBeNull();
    rep.note.restore(note);
    rep.touch.restore(touch);
    rep.moment.restore(moment);
    expect(timeline(rep, id)).toEqual(before);
  });
});

describe('moments', () => {
  test('a moment, a like and a comment are one mutation; a second like is none', () => {
    const rep = createRep();
    const id = create(rep);
    const moment = rep.moment.log(id, {
      kind: 'family',
      body: '女儿八级',
      postedAt: '2026-03-10T00:00:00.000Z',
      liked: true,
    });
    rep.moment.respond(moment.id, { liked: true, comment: '三年不容易' });
    rep.moment.respond(moment.id, { liked: true });
    expect(rep.mutations()).toEqual(['customer.create', 'moment.log', 'moment.respond']);
    const entries = timeline(rep, id);
    expect(
      entries
        .filter((entry) => entry.type === 'touch')
        .map((entry) => entry.kind)
        .sort(),
    ).toEqual(['comment', 'like']);
    expect(entries.find((entry) => entry.type === 'moment')).toMatchObject({ liked: true, commented: true });
  });
});

describe('promises', () => {
  test('kept and cancelled are dated, open again is not', () => {
    const rep = createRep();
    const id = create(rep);
    const promise = rep.promise.create(id, { body: '报价', dueAt: '2026-03-11T02:00:00.000Z' });
    const stateOf = () => rep.customer.get(id).promises[0]!;
    rep.promise.setStatus(promise.id, 'kept');
    expect(stateOf()).toMatchObject({ status: 'kept', closedAt: '2026-03-10T01:00:00.000Z' });
    rep.promise.setStatus(promise.id, 'open');
    expect(stateOf()).toMatchObject({ status: 'open', closedAt: null });
  });
});

describe('conflicts', () => {
  const conflicting = () => {
    const rep = createRep();
    const id = create(rep);
    rep.customer.patch(id, { company: '甲' });
    const conflict = rep.context.pulled('conflict', {
      scopeId: rep.context.bookId,
      entity: 'customer',
      rowId: id,
      customerId: id,
      field: 'company',
      keptValue: '甲',
      keptBy: rep.context.identity.personId,
      keptAt: '2026-03-09T01:00:00.000Z',
      lateValue: '乙',
      lateBy: rep.context.identity.personId,
      lateAt: '2026-03-09T02:00:00.000Z',
      status: 'open',
    });
    return { rep, id, conflict };
  };

  test('are listed with both values, both authors and the customer', () => {
    const { rep, id, conflict } = conflicting();
    const expected = {
      id: conflict,
      customerId: id,
      customerName: '张伟',
      entity: 'customer',
      rowId: id,
      field: 'company',
      maskedAs: null,
      keptValue: '甲',
      keptByName: '王小明',
      keptAt: '2026-03-09T01:00:00.000Z',
      lateValue: '乙',
      lateByName: '王小明',
      lateAt: '2026-03-09T02:00:00.000Z',
    };
    expect(rep.conflict.list()).toEqual([expected]);
    expect(rep.conflict.list(id)).toEqual([expected]);
    expect(rep.conflict.list(conflict)).toEqual([]);
    expect(rep.customer.get(id)).toMatchObject({
      openConflicts: 1,
      conflicts: [{ id: conflict, rowId: id, field: 'company' }],
    });
  });

  test('taking sets the late value in the same mutation that closes the conflict', () => {
    const { rep, id, conflict } = conflicting();
    const before = rep.mutations().length;
    rep.conflict.resolve([conflict], 'take');
    rep.conflict.resolve([conflict], 'dismiss');
    expect(rep.mutations().slice(before)).toEqual(['conflict.resolve']);
    expect(rep.customer.get(id)).toMatchObject({ company: '乙', openConflicts: 0 });
  });

  test('dismissing keeps the present value', () => {
    const { rep, id, conflict } = conflicting();
    rep.conflict.resolve([conflict], 'dismiss');
    expect(rep.customer.get(id)).toMatchObject({ company: '甲', openConflicts: 0 });
    expect(rep.conflict.list()).toEqual([]);
  });
});

describe('the library', () => {
  test('is searched by title, text and the question it answers; SOPs come in their newest edition', () => {
    const rep = createRep();
    const scopeId = rep.context.companyScopeId;
    const add = (title: string, ordinal: number, more: object) =>
      rep.context.pulled('content_item', {
        scopeId,
        kind: 'care',
        title,
        body: '',
        concern: '',
        ordinal,
        ...more,
      });
    add('问候', 2, { body: '早上好' });
    add('价格', 1, { kind: 'answer', concern: '为什么这么贵' });
    const titles = (filter: Parameters<Rep['content']['list']>[0]) =>
      rep.content.list(filter).map(({ title }) => title);
    expect(titles({})).toEqual(['价格', '问候']);
    expect(titles({ search: '早上' })).toEqual(['问候']);
    expect(titles({ search: '这么贵' })).toEqual(['价格']);
    expect(titles({ kind: 'care' })).toEqual(['问候']);
    expect(titles({ kind: 'care', search: '贵' })).toEqual([]);
    for (const edition of [1, 2]) {
      rep.context.pulled('sop', {
        scopeId,
        code: 'NEW-14',
        name: '新客',
        purpose: 'new',
        edition,
        steps: [],
      });
    }
    expect(rep.content.sops().map(({ code, edition }) => [code, edition])).toEqual([['NEW-14', 2]]);
  });
});
