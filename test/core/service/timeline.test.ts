import { expect, test } from 'vitest';
import { timelineTypes } from '#shared/contract/timeline.ts';
import { createRep } from './rep.ts';

const setUp = () => {
  const rep = createRep();
  const { customerId } = rep.customer.create({ fields: { name: '孙姐' } });
  const chat = (happenedAt: string, body: string) =>
    rep.touch.log(customerId, { kind: 'chat', touchClass: 'care', body, replied: null, happenedAt }).id;
  const list = (view: Parameters<typeof rep.timeline.list>[3] = {}, limit = 50) =>
    rep.timeline.list(customerId, undefined, limit, view);
  return { rep, customerId, chat, list };
};
const textOf = (entry: object) => ('body' in entry ? entry.body : entry);

test('[C09] promises, appointments, signals, changes and owners are on the one timeline', () => {
  const { rep, customerId, list } = setUp();
  rep.promise.create(customerId, { body: '发资料', dueAt: '2026-03-09T02:00:00.000Z' });
  const appointment = { title: '到店', place: '一号店', startAt: '2026-03-12T02:00:00.000Z', minutes: 60 };
  rep.appointment.create(customerId, appointment);
  rep.signal.log(customerId, { kind: 'complaint', body: '等太久' });
  rep.customer.patch(customerId, { trustStage: 'committed' }, '多年老客');
  rep.context.db.raw(`UPDATE customer SET received_at = '2026-03-11T00:00:00.000Z' WHERE id = ?`, customerId);
  const { entries } = list();
  expect(new Set(entries.map(({ type }) => type))).toEqual(
    new Set(['appointment', 'owner', 'promise', 'signal', 'change']),
  );
  expect(entries[0]).toMatchObject({ type: 'appointment', body: '到店', place: '一号店', status: 'planned' });
  expect(entries[1]).toMatchObject({ type: 'owner', how: 'moved', authorName: '王小明', own: false });
  expect(entries.find(({ type }) => type === 'promise')).toMatchObject({
    body: '发资料',
    outcome: 'overdue',
  });
  expect(entries.find(({ type }) => type === 'change')).toMatchObject({
    field: 'trustStage',
    fromValue: 'acquainted',
    toValue: 'committed',
    body: '多年老客',
    own: true,
  });
  expect(list({ types: ['signal'] }).entries).toMatchObject([{ kind: 'complaint', body: '等太久' }]);
});

test('a page begins with the end of a day, and says that there are newer entries', () => {
  const { chat, list } = setUp();
  chat('2026-01-05T15:59:59.999Z', 'late on the 5th');
  chat('2026-01-05T16:00:00.000Z', 'the 6th');
  chat('2025-12-31T04:00:00.000Z', 'last year');
  expect(list({ on: '2026-01-05' })).toMatchObject({
    entries: [{ body: 'late on the 5th' }, { body: 'last year' }],
    hasNewer: true,
  });
  expect(list({ on: '2026-01-06' })).toMatchObject({ entries: { length: 3 }, hasNewer: false });
});

test('a search looks inside, whatever the case, and takes no sign for a pattern', () => {
  const { chat, list } = setUp();
  chat('2026-01-01T04:00:00.000Z', '聊了 NBA 和露营');
  chat('2026-01-02T04:00:00.000Z', '100%满意');
  const found = (search: string) => list({ search }).entries.map(textOf);
  expect(found('nba')).toEqual(['聊了 NBA 和露营']);
  expect(found('露营')).toEqual(['聊了 NBA 和露营']);
  expect(found('0%')).toEqual(['100%满意']);
  expect(found('%')).toEqual(['100%满意']);
  expect(found("' OR 1=1")).toEqual([]);
});

test('around an entry: three newer ones, itself whatever is filtered, and the older ones', () => {
  const { rep, customerId, chat, list } = setUp();
  const ids = Array.from({ length: 8 }, (_, n) => chat(`2026-01-0${n + 1}T04:00:00.000Z`, `talk ${n + 1}`));
  const page = list({ entryId: ids[2] });
  expect(page.entries.map(textOf)).toEqual(['talk 6', 'talk 5', 'talk 4', 'talk 3', 'talk 2', 'talk 1']);
  expect(page).toMatchObject({ found: true, hasNewer: true });
  expect(list({ entryId: ids[6] })).toMatchObject({ entries: { length: 8 }, hasNewer: false });
  expect(list({ entryId: ids[2], types: ['note'] }).entries.map(textOf)).toEqual(['talk 3']);
  const { id } = rep.need.create(customerId, '怕疼');
  expect(list({ entryId: id })).toMatchObject({ found: false, entries: { length: 8 } });
});

test('pages of every kind together neither lose nor repeat an entry, also of one instant', () => {
  const { rep, customerId, chat, list } = setUp();
  const at = '2026-01-05T04:00:00.000Z';
  for (let n = 0; n < 9; n++) {
    chat(at, `chat ${n}`);
    rep.context.pulled('note', {
      scopeId: rep.context.bookId,
      customerId,
      body: `note ${n}`,
      happenedAt: at,
      origin: 'rep',
    });
    rep.promise.create(customerId, { body: `promise ${n}`, dueAt: at });
    rep.context.pulled('customer_order', {
      scopeId: rep.context.bookId,
      customerId,
      product: `order ${n}`,
      quantity: 1,
      paidFen: 1,
      marginFen: 0,
      orderedOn: '2026-01-05',
    });
  }
  const whole = list({}, 500).entries.map(({ id }) => id);
  expect(whole).toHaveLength(36);
  const seen: string[] = [];
  let before: { at: string; id: string } | undefined;
  for (let more = true; more;) {
    const page = rep.timeline.list(customerId, before, 5, { types: timelineTypes });
    seen.push(...page.entries.map(({ id }) => id));
    before = page.entries.at(-1);
    more = page.more;
  }
  expect(seen).toEqual(whole);
  // Read again up to where it ended, with one entry more and one less in it.
  const first = rep.timeline.list(customerId, undefined, 5, { types: timelineTypes });
  const until = first.entries.at(-1)!;
  chat('2026-03-11T04:00:00.000Z', 'newer');
  const again = rep.timeline.list(customerId, undefined, 50, { types: timelineTypes, until });
  expect(again.entries.map(({ id }) => id).slice(-5)).toEqual(whole.slice(0, 5));
  expect(again).toMatchObject({ more: true, entries: { length: 6 } });
  const inside = { types: timelineTypes, until: { at, id: whole.at(-1)! } };
  expect(rep.timeline.list(customerId, until, 50, inside).more).toBe(false);
  expect(rep.timeline.list(customerId, until, 3, inside)).toMatchObject({
    more: true,
    entries: { length: 3 },
  });
});
