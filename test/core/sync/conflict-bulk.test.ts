import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRep } from '#test/core/service/rep.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { customerFields, customerIdOf } from '#test/support/test-company.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';

describe('many conflicts at once', () => {
  const scene = () => {
    const rep = createRep();
    const { bookId, identity } = rep.context;
    const customerOf = (name: string) =>
      rep.context.pulled('customer', { scopeId: bookId, ...customerFields({ name, city: '' }) });
    const conflictOf = (rowId: string, over: Record<string, unknown> = {}) =>
      rep.context.pulled('conflict', {
        scopeId: bookId,
        entity: 'customer',
        rowId,
        customerId: rowId,
        field: 'city',
        keptValue: '',
        keptBy: identity.personId,
        keptAt: '2026-03-08T02:00:00.000Z',
        lateValue: '宁波',
        lateBy: identity.personId,
        lateAt: '2026-03-09T02:00:00.000Z',
        status: 'open',
        ...over,
      });
    return { rep, customerOf, conflictOf };
  };

  test('are settled in one step, by as few mutations as there can be', () => {
    const { rep, customerOf, conflictOf } = scene();
    const rows = Array.from({ length: 500 }, (_, number) => customerOf(`客户 ${number}`));
    const ids = rows.map((row) => conflictOf(row));
    expect(rep.conflict.resolve(ids, 'take')).toMatchObject({ left: 0 });
    expect(rep.mutations()).toEqual(Array.from({ length: 3 }, () => 'conflict.resolve'));
    expect(rep.conflict.list()).toEqual([]);
    expect(rows.every((row) => rep.customer.get(row).city === '宁波')).toBe(true);
  });

  test('[R17] of a phone or WeChat id the inbox is told to mask both values, and a click on one is logged', () => {
    const { rep, customerOf, conflictOf } = scene();
    const customerId = customerOf('张伟');
    const pointOf = (kind: string, value: string) =>
      rep.context.pulled('contact_point', {
        scopeId: rep.context.bookId,
        customerId,
        kind,
        value,
        label: '',
      });
    const over = { entity: 'contact_point', field: 'value', customerId };
    const rows = (['phone', 'wechat', 'email', 'address', 'other'] as const).map((kind) => ({
      kind,
      rowId: pointOf(kind, `${kind}-1234`),
    }));
    for (const { kind, rowId } of rows) conflictOf(rowId, { ...over, keptValue: kind, lateValue: 'x' });
    conflictOf(crypto.randomUUID(), over);
    conflictOf(rows[0]!.rowId, { ...over, field: 'label' });
    const told = rep.conflict
      .list()
      .map(({ rowId, field, maskedAs }) => [rows.find((row) => row.rowId === rowId)?.kind, field, maskedAs]);
    expect(new Set(told.map((one) => one.join()))).toEqual(
      new Set([
        'phone,value,phone',
        'wechat,value,wechat',
        'email,value,',
        'address,value,',
        'other,value,',
        ',value,wechat',
        'phone,label,',
      ]),
    );
    rep.reveal.reveal(rows[1]!.rowId);
    expect(rep.mutations()).toEqual(['contact.reveal']);
  });

  test('[CONFLICT11] of two late values of one field the later one stands, whatever order they are named in', () => {
    for (const turn of [false, true]) {
      const { rep, customerOf, conflictOf } = scene();
      const row = customerOf('张伟');
      const ids = [
        conflictOf(row, { lateValue: '后', lateAt: '2026-03-09T03:00:00.000Z' }),
        conflictOf(row, { lateValue: '先', lateAt: '2026-03-09T02:00:00.000Z' }),
      ];
      rep.conflict.resolve(turn ? ids.toReversed() : ids, 'take');
      expect(rep.customer.get(row).city).toBe('后');
    }
  });

  test('[CONFLICT11] those that cannot be settled here stay open and are counted; the others go', () => {
    const { rep, customerOf, conflictOf } = scene();
    const row = customerOf('张伟');
    const good = conflictOf(row);
    const away = conflictOf(crypto.randomUUID());
    const newer = [
      conflictOf(row, { field: 'mood', lateValue: 'good' }),
      conflictOf(row, { entity: 'weather' }),
      conflictOf(row, { field: 'tier', lateValue: 'S' }),
    ];
    expect(rep.conflict.resolve([good, away, ...newer, crypto.randomUUID()], 'take')).toMatchObject({
      left: 5,
    });
    expect(rep.customer.get(row).city).toBe('宁波');
    expect(new Set(rep.conflict.list().map(({ id }) => id))).toEqual(new Set([away, ...newer]));
    expect(rep.conflict.resolve([away, ...newer], 'dismiss')).toMatchObject({ left: 0 });
    expect(rep.conflict.list()).toEqual([]);
  });

  test('what was decided before stays decided and counts as settled', () => {
    const { rep, customerOf, conflictOf } = scene();
    const id = conflictOf(customerOf('张伟'));
    rep.conflict.resolve([id, id], 'dismiss');
    expect(rep.conflict.resolve([id], 'take')).toEqual({ left: 0, undoId: null });
    expect(rep.mutations()).toEqual(['conflict.resolve']);
  });

  test('[CONFLICT13] a decision is taken back in one step: open again, the fields as they were, what was written since stays', () => {
    const { rep, customerOf, conflictOf } = scene();
    const rows = Array.from({ length: 250 }, (_, number) => customerOf(`客户 ${number}`));
    const ids = rows.map((row) => conflictOf(row));
    ids.push(conflictOf(rows[0]!, { lateValue: '先', lateAt: '2026-03-08T03:00:00.000Z' }));
    const gone = conflictOf(rows[1]!, {
      field: 'deletedAt',
      keptValue: null,
      lateValue: '2026-03-09T02:00:00.000Z',
    });
    const before = rep.conflict.list();
    const { undoId } = rep.conflict.resolve([...ids, gone], 'take');
    expect(rep.customer.get(rows[0]!).city).toBe('宁波');
    rep.customer.patch(rows[2]!, { city: '苏州' });
    expect(rep.conflict.undo(undoId!)).toEqual({ reopened: 252 });
    expect(rep.conflict.list()).toEqual(before);
    expect([0, 1, 2].map((at) => rep.customer.get(rows[at]!).city)).toEqual(['', '', '苏州']);
    expect(() => rep.conflict.undo(undoId!)).toThrow('NOT_FOUND');

    const second = rep.conflict.resolve([ids[0]!, ids[3]!], 'dismiss');
    const third = rep.conflict.resolve([gone], 'dismiss');
    expect(rep.conflict.undo(second.undoId!)).toEqual({ reopened: 2 });
    expect(rep.conflict.list()).toHaveLength(251);
    rep.context.db.raw(`UPDATE conflict SET status='taken' WHERE id=?`, gone);
    expect(rep.conflict.undo(third.undoId!)).toEqual({ reopened: 0 });
  });

  test('the longest values still fit a push', () => {
    const { rep, customerOf, conflictOf } = scene();
    const ids = Array.from({ length: 500 }, (_, number) =>
      conflictOf(customerOf(`客户 ${number}`), { field: 'remark', lateValue: '长'.repeat(5_000) }),
    );
    expect(rep.conflict.resolve(ids, 'take')).toMatchObject({ left: 0 });
  });
});

describe('between two devices', () => {
  let server: CompanyServer;
  let proxy: FaultProxy;
  let cores: TestCore[];
  beforeAll(async () => {
    server = await startCompanyServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    cores = [];
    proxy = await startFaultProxy(server.url);
  });
  afterEach(async () => {
    for (const core of cores) await core.remove();
    await proxy.close();
  });

  test('[CONFLICT10] a conflict names both writers and both times; taking it ends it everywhere, taking that back opens it everywhere', async () => {
    for (const url of [server.url, proxy.url]) {
      const core = createTestCore({ serverUrl: url });
      cores.push(core);
      await core.signIn('rep1');
      await core.settle();
    }
    const [kept, late] = cores as [TestCore, TestCore];
    const customerId = customerIdOf(1, 1);
    proxy.fault = () => ({ kind: 'refuse' });
    await late.api.customer.patch({ customerId, fields: { city: '宁波', jobTitle: '店长' } });
    const began = new Date().toISOString();
    await kept.api.customer.patch({ customerId, fields: { city: '温州', jobTitle: '经理' } });
    await kept.settle();
    proxy.fault = () => undefined;
    await late.settle();
    await kept.settle();
    const conflicts = await kept.api.conflict.list({});
    expect(conflicts).toHaveLength(2);
    for (const { keptByName, keptAt, lateByName, lateAt } of conflicts) {
      expect([keptByName, lateByName]).toEqual(['rep 1', 'rep 1']);
      expect(keptAt! >= began && lateAt <= began).toBe(true);
    }
    const ids = conflicts.map(({ id }) => id);
    const { left, undoId } = await kept.api.conflict.resolve({ ids, action: 'take' });
    expect(left).toBe(0);
    await kept.settle();
    await late.settle();
    for (const core of cores) {
      expect(await core.api.customer.get({ customerId })).toMatchObject({ city: '宁波', jobTitle: '店长' });
      expect(await core.api.conflict.list({})).toEqual([]);
    }
    await kept.api.conflict.undo({ undoId: undoId! });
    await kept.settle();
    await late.settle();
    for (const core of cores) {
      expect(await core.api.customer.get({ customerId })).toMatchObject({ city: '温州', jobTitle: '经理' });
      expect(await core.api.conflict.list({})).toMatchObject(ids.map((id) => ({ id })));
    }
  });
});
