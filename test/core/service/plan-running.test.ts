import { describe, expect, test } from 'vitest';
import { newSteps } from '#test/shared/plan-fixture.ts';
import { png } from '#test/support/picture.ts';
import { createRep, today, type Rep } from './rep.ts';

const add = (rep: Rep, name: string, fields: object = {}) =>
  rep.customer.create({ fields: { name, tier: 'C', addedOn: '2026-01-01', ...fields } }).customerId;
const promised = (rep: Rep, customerId: string) =>
  rep.promise.create(customerId, { body: '发保险清单', dueAt: `${today}T09:00:00.000Z` }).id;
const posted = (rep: Rep, customerId: string) =>
  rep.moment.log(customerId, {
    liked: false,
    kind: 'achievement',
    body: '女儿钢琴考级过了八级',
    postedAt: new Date(rep.clock.now() - 60_000).toISOString(),
  });
const setting = (rep: Rep, key: string, value: number) =>
  rep.context.pulled('setting', { scopeId: rep.context.companyScopeId, key, value });
const linesOf = (rep: Rep) =>
  rep.plan
    .today()
    .items.map(
      ({ name, kind, insertedAt, displacedAt }) =>
        `${name} ${kind}${insertedAt ? ' in' : ''}${displacedAt ? ' out' : ''}`,
    );

describe('[R7.8] a started list', () => {
  const started = (minutes: number) => {
    const rep = createRep();
    setting(rep, 'day.minutes', minutes);
    for (let n = 0; n < 20; n++) add(rep, `客户${n}`);
    rep.plan.start();
    rep.clock.pass(60_000);
    return rep;
  };

  test('takes in a promise made today; the lowest task gives way, stays known and takes no minutes', async () => {
    const rep = started(60);
    const before = rep.plan.today();
    expect(before.items.length).toBeGreaterThan(8);
    expect(before.items.length).toBeLessThan(20);
    const id = add(rep, '钱二');
    promised(rep, id);
    const lines = linesOf(rep);
    expect(lines).toHaveLength(before.items.length + 1);
    expect(lines).toContain('钱二 PROMISE in');
    expect(lines.filter((line) => line.endsWith(' out')).length).toBeGreaterThan(0);
    const view = rep.plan.today();
    expect(view.plannedMinutes).toBeLessThanOrEqual(60);
    expect(view.items.slice(0, before.items.length).map((item) => item.id)).toEqual(
      before.items.map((item) => item.id),
    );
    expect(linesOf(rep)).toEqual(lines);
    const out = view.items.find((item) => item.displacedAt)!;
    rep.plan.done(out.id, { kind: 'chat', body: '', replied: true });
    expect(await rep.plan.result()).toMatchObject({ done: 1 });
  });

  test('a post that scores above the lowest comes in, at most six of them; one seen before the start does not', () => {
    const rep = createRep();
    setting(rep, 'day.comments', 1);
    const ids = Array.from({ length: 9 }, (_, n) => add(rep, `客户${n}`, { tier: 'A' }));
    posted(rep, ids[0]!);
    posted(rep, ids[1]!);
    rep.plan.start();
    const before = linesOf(rep);
    setting(rep, 'day.comments', 18);
    rep.clock.pass(60_000);
    expect(linesOf(rep)).toEqual(before);
    for (const id of ids.slice(2)) posted(rep, id);
    rep.clock.pass(60_000);
    const lines = linesOf(rep);
    expect(lines.filter((line) => line.endsWith(' in'))).toHaveLength(6);
    // One conversation a day: the talk that was planned gives way to the one about the post.
    const comeIn = lines.filter((line) => line.endsWith(' in')).map((line) => line.split(' ')[0]);
    for (const name of comeIn) expect(lines).toContain(`${name} GAP out`);
    expect(linesOf(rep)).toEqual(lines);
    expect(rep.plan.hidden().some(({ code }) => code === 'INSERT_LIMIT')).toBe(true);
  });

  test('nothing is pushed between 12:00 and 13:30; it comes afterwards', () => {
    const rep = started(300);
    rep.clock.set(`${today}T04:30:00.000Z`);
    promised(rep, add(rep, '钱二'));
    expect(linesOf(rep)).not.toContain('钱二 PROMISE in');
    expect(rep.plan.hidden()).toContainEqual(
      expect.objectContaining({
        name: '钱二',
        kind: 'PROMISE',
        code: 'LUNCH_HOLD',
        subjectText: '发保险清单',
      }),
    );
    rep.clock.set(`${today}T05:30:00.000Z`);
    expect(linesOf(rep)).toContain('钱二 PROMISE in');
  });

  test('a closed day takes in nothing', () => {
    const rep = started(300);
    rep.plan.close('');
    promised(rep, add(rep, '钱二'));
    expect(linesOf(rep)).not.toContain('钱二 PROMISE in');
  });
});

test('R19: every customer who is not on the list is named with a reason', () => {
  const rep = createRep();
  setting(rep, 'day.chats', 2);
  const names = ['赵一', '钱二', '孙三', '李四'];
  for (const name of names) add(rep, name);
  add(rep, '周五', { status: 'do_not_contact' });
  const listed = rep.plan.today().items.map(({ name }) => name);
  const hidden = rep.plan.hidden();
  expect([...new Set([...listed, ...hidden.map(({ name }) => name)])].sort()).toEqual(
    [...names, '周五'].sort(),
  );
  expect(hidden.filter(({ code }) => code === 'CHATS_FULL')).toHaveLength(2);
});

test('R7: obligations beyond their share of the day are told, and care and promo as shares', () => {
  const rep = createRep();
  setting(rep, 'day.minutes', 60);
  for (let n = 0; n < 8; n++) promised(rep, add(rep, `客户${n}`));
  const { figures } = rep.plan.today();
  expect(figures).toMatchObject({ obligationMinutes: 36, overloadMinutes: 12, promoShare: 0 });
});

test('a step with evidence is done only with pasted text or a picture, which is kept with the touch and counts for fidelity', async () => {
  const rep = createRep();
  rep.context.pulled('sop', {
    scopeId: rep.context.companyScopeId,
    code: 'NEW-14',
    name: '新客 14 天',
    purpose: 'new',
    edition: 1,
    steps: newSteps.map((step) => ({ ...step, evidence: true })),
  });
  add(rep, '李四', { tier: 'N', addedOn: today, intent: 1 });
  rep.plan.start();
  const [item] = rep.plan.today().items;
  expect(item!.needsEvidence).toBe(true);
  const chat = { kind: 'chat', body: '', replied: true } as const;
  expect(() => rep.plan.done(item!.id, { ...chat, evidence: ' ' })).toThrow('REFUSED EVIDENCE_NEEDED');
  expect(() => rep.plan.done(item!.id)).toThrow('REFUSED EVIDENCE_NEEDED');
  expect(await rep.plan.result()).toMatchObject({ done: 0, fidelity: 0, steps: 1 });
  rep.plan.done(item!.id, { ...chat, evidence: '李姐：收到啦，谢谢' });
  expect(rep.context.db.raw(`SELECT evidence FROM touch`)).toEqual([{ evidence: '李姐：收到啦，谢谢' }]);
  expect(await rep.plan.result()).toMatchObject({ done: 1, doneRate: 100, fidelity: 1, steps: 1 });
  rep.plan.undo(item!.id);
  const { customerId } = item!;
  const staged = rep.attachment.stage(customerId, '截图.png', png('收到啦'));
  rep.plan.done(item!.id, { ...chat, evidence: '', attachments: [staged.id] });
  expect(rep.attachment.list(customerId)).toMatchObject([{ ownerKind: 'touch', name: '截图.png' }]);
  expect(await rep.plan.result()).toMatchObject({ done: 1, fidelity: 1, steps: 1 });
  rep.plan.undo(item!.id);
  expect(rep.attachment.list(customerId)).toEqual([]);
});

test('the result of the day counts done, skipped and moved, and looks at tomorrow', async () => {
  const rep = createRep();
  for (let n = 0; n < 30; n++) add(rep, `客户${n}`);
  rep.plan.start();
  const gaps = rep.plan.today().items.filter(({ kind }) => kind === 'GAP');
  const [first, second, third, ...others] = gaps;
  rep.plan.done(first!.id, { kind: 'chat', body: '', replied: true });
  rep.plan.skip(second!.id, 'duplicate');
  rep.plan.later(third!.id);
  const result = await rep.plan.result();
  expect(result).toMatchObject({ done: 1, skipped: 1, excused: 1, moved: 1, steadiness: null, index: null });
  expect(others).toHaveLength(21);
  expect(result.planned).toBe(rep.plan.today().items.length);
  expect(result.doneRate).toBeCloseTo(100 / (result.planned - 1), 5);
  expect(result.next).toMatchObject({ on: '2026-03-11', available: 300 });
  // The chats of a day; the names to look through are no customer cards.
  expect(result.next.customers).toBe(24);
  expect(result.next.minutes).toBeGreaterThanOrEqual(96);
  expect(rep.plan.today().planOn).toBe(today);
  expect(rep.count('plan')).toBe(1);
});

test('[R7.9] the preview of a Friday is of Monday, and of Tuesday where Monday is off', async () => {
  const rep = createRep();
  const who = add(rep, '张女士');
  rep.clock.set('2026-03-13T09:00:00.000Z');
  const at = '2026-03-13T10:00:00.000Z';
  rep.promise.create(who, { body: '发报价', dueAt: at });
  rep.plan.start();
  expect((await rep.plan.result()).next).toMatchObject({ on: '2026-03-16', available: 300, customers: 1 });
  rep.timeOff.addLeave({ fromOn: '2026-03-16', toOn: '2026-03-16', kind: 'rest' });
  expect((await rep.plan.result()).next.on).toBe('2026-03-17');
  // On Monday the promise is one day over, whatever day the list was looked at before.
  rep.clock.set('2026-03-15T01:00:00.000Z');
  expect(overdueOf(rep)).toBeUndefined();
  rep.timeOff.deleteLeave(rep.timeOff.list().leaves[0]!.id);
  rep.clock.set('2026-03-16T01:00:00.000Z');
  expect(overdueOf(rep)).toEqual({ days: 1 });
});

function overdueOf(rep: ReturnType<typeof createRep>) {
  const item = rep.plan.today().items.find(({ kind }) => kind === 'PROMISE')!;
  return item.reasons.find(({ code }) => code === 'overdueDays')?.params;
}
