import { describe, expect, test } from 'vitest';
import { createRep } from './rep.ts';

const setUp = () => {
  const rep = createRep();
  const { customerId } = rep.customer.create({
    fields: {
      ...{ name: '周太', tier: 'A', addedOn: '2025-01-01', trustStage: 'committed' },
      ...{ addressAs: '周太', birthdayOn: '--12-01', city: '上海', jobTitle: '医生', source: 'order' },
    },
  });
  return { rep, customerId, card: () => rep.customer.get(customerId) };
};
const touch = { kind: 'chat', touchClass: 'promo', body: '新品到店', replied: false } as const;

describe('signals of a customer', () => {
  test('[R5] a message is on the list as REPLY until it is answered; done closes it, undo opens it again', () => {
    const { rep, customerId, card } = setUp();
    const { id } = rep.signal.log(customerId, { kind: 'message', body: '预约能改到周五吗' });
    expect(card().signals).toMatchObject([{ id, dueAt: '2026-03-10T03:00:00.000Z', closedAt: null }]);
    const item = rep.plan.today().items.find(({ kind }) => kind === 'REPLY')!;
    expect(item).toMatchObject({ customerId, subjectText: '预约能改到周五吗' });
    rep.plan.done(item.id, { kind: 'chat', body: '可以', replied: true });
    expect(card().signals[0]!.closedAt).toBe(
      rep.context.clock.now() && new Date(rep.clock.now()).toISOString(),
    );
    rep.plan.undo(item.id);
    expect(card().signals[0]!.closedAt).toBeNull();
  });

  test('its words and the time of the answer are put right, and the list follows', () => {
    const { rep, customerId, card } = setUp();
    const { id } = rep.signal.log(customerId, { kind: 'message', body: '改到周四' });
    const put = { body: '改到周五', dueAt: '2026-03-10T05:00:00.000Z' };
    rep.signal.patch(id, put);
    rep.signal.patch(id, put);
    expect(rep.mutations().filter((name) => name.startsWith('signal'))).toEqual([
      'signal.log',
      'signal.patch',
    ]);
    expect(card().signals).toMatchObject([{ id, kind: 'message', ...put, closedAt: null }]);
    expect(rep.plan.today().items.find(({ kind }) => kind === 'REPLY')).toMatchObject({
      subjectText: '改到周五',
    });
  });

  test('a wish that comes late in the evening is due when the quiet hours end', () => {
    const { rep, customerId, card } = setUp();
    rep.clock.set('2026-03-10T11:30:00.000Z');
    rep.signal.log(customerId, { kind: 'service', body: '' });
    expect(card().signals[0]!.dueAt).toBe('2026-03-11T00:30:00.000Z');
  });

  test('[R3] who deleted us is not contacted any more; taking the signal back brings the status back', () => {
    const { rep, customerId, card } = setUp();
    const { id } = rep.signal.log(customerId, { kind: 'deleted_us', body: '' });
    expect(card().status).toBe('deleted_us');
    expect(rep.plan.today().items).toEqual([]);
    rep.signal.delete(id);
    expect(card()).toMatchObject({ status: 'active', signals: [] });
    rep.signal.restore(id);
    expect(card().status).toBe('deleted_us');
    rep.customer.patch(customerId, { status: 'do_not_contact' });
    rep.signal.delete(id);
    expect(card().status).toBe('do_not_contact');
  });

  test('[R4] a complaint is served first and freezes what is not service', () => {
    const { rep, customerId } = setUp();
    rep.signal.log(customerId, { kind: 'complaint', body: '送错了' });
    expect(rep.plan.today().items.map(({ kind }) => kind)).toEqual(['SERVICE']);
  });

  test('[R4] 别发了: the next touch is service, and the plan says why nothing else is on the list', () => {
    const { rep, customerId } = setUp();
    expect(rep.plan.today().items.map(({ kind }) => kind)).toContain('GAP');
    rep.signal.log(customerId, { kind: 'stop', body: '' });
    rep.clock.pass(60_000);
    const { items, hidden } = rep.plan.today();
    expect(items).toEqual([]);
    expect(hidden).toEqual([{ code: 'SERVICE_FIRST', customers: 1 }]);
  });

  test('[R4] the autopsy lists the 14 days before and the rules that were broken', () => {
    const { rep, customerId } = setUp();
    const day = (n: number) => new Date(rep.clock.now() - n * 86_400_000).toISOString();
    for (const days of [3, 2, 1]) rep.touch.log(customerId, { ...touch, happenedAt: day(days) });
    rep.touch.log(customerId, { ...touch, happenedAt: day(15) });
    expect(rep.signal.autopsy(customerId)).toBeNull();
    rep.signal.log(customerId, { kind: 'blocked_us', body: '' });
    expect(rep.signal.autopsy(customerId)).toMatchObject({
      kind: 'blocked_us',
      days: 14,
      counts: { touches: 3, care: 0, promo: 3, unanswered: 3 },
      findings: [
        { code: 'PROMO_OFTEN', count: 3, limit: 1 },
        { code: 'PROMO_EARLY', count: 0, limit: 3 },
        { code: 'UNANSWERED', count: 3, limit: 2 },
      ],
    });
  });
});
