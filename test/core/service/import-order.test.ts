import { describe, expect, test } from 'vitest';
import type { ImportPreview, ImportRun } from '#shared/contract/import.ts';
import { cards, fileOf, hold, notesOf, run } from './import-fixture.ts';
import { createRep, type Rep } from './rep.ts';

const header = '订单号,手机号,姓名,下单时间,商品名称,数量,实付金额';

/** Two customers of one name, and one with a WeChat id and a member number. */
function shop() {
  const rep = createRep();
  const make = (name: string, phone?: string) =>
    rep.customer.create({ fields: { name }, ...(phone && { phone }) }).customerId;
  const li = make('李雷', '139 0013 9000');
  const zhang = make('张伟', '13700137000');
  make('张伟', '13600136000');
  return { rep, li, zhang };
}

const ordersOf = (rep: Rep, customerId: string) =>
  rep.insight
    .get(customerId)
    .value.latest.map(({ orderNo, product, quantity, paidFen, orderedOn }) => [
      orderNo,
      orderedOn,
      product,
      quantity,
      paidFen,
    ]);

const outcomes = ({ rows }: ImportPreview) =>
  rows.map(({ line, outcome, code }) => [line, outcome, ...(code ? [code] : [])]);

async function previewOf(rep: Rep, text: string): Promise<ImportPreview> {
  return rep.import.preview(await hold(rep, text), {});
}

describe('an import of orders', () => {
  test('is told by its headers, finds the customers, and says which rows it cannot take', async () => {
    const { rep, li } = shop();
    const text = `${header}
A1,+86 13900139000,,2026-01-05 10:20:00,护理套餐,2,"¥1,299.00"
A2,,李雷,2026/2/3,精华液,,98.5元
A3,13500000000,王五,2026-01-05,护理,1,10
A4,,张伟,2026-01-05,护理,1,10
A5,13900139000,,1/2/26,护理,1,10
A6,13900139000,,2026-01-05,护理,1,十块
A7,13900139000,,2026-01-05,,1,10
`;
    const inspection = await rep.import.inspect(fileOf(text, '订单.csv'));
    expect(inspection).toMatchObject({ kind: 'order', format: 'csv', template: null });
    const { importId } = inspection;
    const preview = await rep.import.preview(importId, {});
    expect(preview.counts).toEqual({ new: 2, same: 0, changed: 0, deleted: 0, bad: 5 });
    expect(outcomes(preview)).toEqual([
      [2, 'new'],
      [3, 'new'],
      [4, 'bad', 'NO_CUSTOMER'],
      [5, 'bad', 'SEVERAL_CUSTOMERS'],
      [6, 'bad', 'BAD_DATE'],
      [7, 'bad', 'BAD_AMOUNT'],
      [8, 'bad', 'NO_PRODUCT'],
    ]);
    expect(preview.rows[0]).toMatchObject({
      name: '李雷',
      order: { orderNo: 'A1', orderedOn: '2026-01-05', product: '护理套餐', paidFen: 129_900 },
    });
    expect(rep.count('customer_order')).toBe(0);
    const ended = await rep.import.run(importId, {});
    expect(ended).toMatchObject({ kind: 'order', state: 'done', counts: { new: 2, bad: 5 } });
    expect(ordersOf(rep, li)).toEqual([
      ['A2', '2026-02-03', '精华液', 1, 9_850],
      ['A1', '2026-01-05', '护理套餐', 2, 129_900],
    ]);
    // The problem rows stay at hand as a file.
    const problems = await rep.import.problems(importId, {}, 'zh-CN');
    expect(problems.rows).toBe(5);
    expect(await problems.bytes.text()).toContain('客户册里没有这位客户');
  });

  test('done twice adds nothing; what the shop changed is taken over, and taken back with the run', async () => {
    const { rep, li } = shop();
    const text = `${header}
A1,13900139000,,2026-01-05,护理,1,100
A1,13900139000,,2026-01-05,面膜,1,20
,13900139000,,2026-01-06,散客,1,5
,13900139000,,2026-01-06,散客,1,5
`;
    expect((await run(rep, text)).counts).toEqual({ new: 4, same: 0, changed: 0, bad: 0 });
    const before = ordersOf(rep, li);
    expect((await run(rep, text)).counts).toEqual({ new: 0, same: 4, changed: 0, bad: 0 });
    expect(ordersOf(rep, li)).toEqual(before);
    const later: ImportRun = await run(rep, `${header}\nA1,13900139000,,2026-01-05,护理,1,80\n`);
    expect(later.counts).toEqual({ new: 0, same: 0, changed: 1, bad: 0 });
    expect(ordersOf(rep, li)).toContainEqual(['A1', '2026-01-05', '护理', 1, 8_000]);
    await rep.import.undo(later.id);
    expect(ordersOf(rep, li)).toEqual(before);
    for (const { id, undoneAt, counts } of rep.import.runs())
      if (!undoneAt && counts.new > 0) await rep.import.undo(id);
    expect(ordersOf(rep, li)).toEqual([]);
  });

  test('a deleted order is offered back, and left out where the person says so', async () => {
    const { rep, li } = shop();
    const text = `${header}\nA1,13900139000,,2026-01-05,护理,1,100\n`;
    await run(rep, text);
    rep.order.delete(rep.insight.get(li).value.latest[0]!.id);
    const importId = await hold(rep, text);
    expect((await rep.import.preview(importId, {})).counts).toMatchObject({ new: 0, deleted: 1 });
    expect((await rep.import.run(importId, { deleted: 'skip' })).counts).toMatchObject({ new: 0, same: 1 });
    expect(ordersOf(rep, li)).toEqual([]);
    await run(rep, text);
    expect(ordersOf(rep, li)).toEqual([['A1', '2026-01-05', '护理', 1, 10_000]]);
    expect(rep.count('customer_order')).toBe(1);
  });

  test('member numbers and points come with the customers, and a member number finds the customer of an order', async () => {
    const { rep } = shop();
    await run(rep, '姓名,手机,会员号,积分\n赵六,13800138000,VIP007,"1,250"\n李雷,13900139000,,30\n');
    const find = (name: string) =>
      rep.customer.list({}, { by: 'name', direction: 'asc' }).lines.find((line) => line.name === name)!.id;
    const points = (name: string) => rep.insight.get(find(name)).value.points;
    expect([points('赵六'), points('李雷'), points('张伟')]).toEqual([1_250, 30, null]);
    expect((await run(rep, '会员号,订单号,日期,产品,金额\nVIP007,B1,2026-01-05,护理,100\n')).counts.new).toBe(
      1,
    );
    expect(ordersOf(rep, find('赵六'))).toHaveLength(1);
    // A balance that is told anew takes the place of the old one.
    const again = await run(rep, '姓名,手机,积分\n李雷,13900139000,45\n');
    expect([again.counts.changed, points('李雷')]).toEqual([1, 45]);
    await rep.import.undo(again.id);
    expect(points('李雷')).toBe(30);
    expect((await previewOf(rep, '姓名,手机,积分\n李雷,13900139000,30\n')).counts.same).toBe(1);
  });
});

describe('a member number', () => {
  test('finds the customer again, under whatever name and phone, also one who was deleted', async () => {
    const rep = createRep();
    await run(rep, '姓名,手机,会员号\n赵六,13800138000,VIP007\n');
    const again = await run(rep, '客户姓名,电话,会员编号\n赵六六,13800138999,vip007\n');
    expect(again.counts).toMatchObject({ new: 0, changed: 1 });
    expect(rep.count('customer')).toBe(1);
    const [line] = rep.customer.list({}, { by: 'name', direction: 'asc' }).lines;
    rep.customer.delete(line!.id);
    const gone = await previewOf(rep, '姓名,会员号\n赵先生,VIP007\n');
    expect(gone.rows).toMatchObject([{ outcome: 'deleted' }]);
  });

  test('keeps two of one name apart; the same number under another heading is another number', async () => {
    const rep = createRep();
    await run(rep, '姓名,会员号\n张伟,A1\n张伟,A2\n');
    expect(rep.count('customer')).toBe(2);
    await run(rep, '姓名,会员号\n张伟,A3\n');
    expect(rep.count('customer')).toBe(3);
    const other = await rep.import.inspect(fileOf('姓名,健身房编号\n李雷,A1\n'));
    const columns = [
      { index: 0, header: '姓名', field: 'name' as const },
      { index: 1, header: '健身房编号', field: 'externalId' as const },
    ];
    const chosen = { kind: 'customer' as const, hasHeader: true, columns };
    expect((await rep.import.preview(other.importId, chosen)).counts.new).toBe(1);
    // Who had no number yet is still found by name, and gets one.
    await run(rep, '姓名,城市\n韩梅梅,上海\n');
    expect((await run(rep, '姓名,会员号\n韩梅梅,B1\n')).counts).toMatchObject({ new: 0, changed: 1 });
  });
});

describe('a mapping kept by name', () => {
  const text = '甲,乙,丙\n小王,13800138000,常来\n';
  const mapped = (columns: { index: number; header: string; field: 'name' | 'phone' | 'remark' }[]) => ({
    kind: 'customer' as const,
    hasHeader: true,
    columns,
  });
  const wanted = mapped([
    { index: 0, header: '甲', field: 'name' },
    { index: 1, header: '乙', field: 'phone' },
    { index: 2, header: '丙', field: 'remark' },
  ]);

  test('is used by itself for files with the same headers, until it is deleted', async () => {
    const rep = createRep();
    const kept = await rep.import.keepTemplate(await hold(rep, text), wanted, '门店表');
    expect(rep.import.templates()).toMatchObject([{ name: '门店表', headers: ['甲', '乙', '丙'] }]);
    const next = await rep.import.inspect(fileOf('甲, 乙 ,丙\n小李,13900139000,新客\n'));
    expect(next).toMatchObject({ template: { id: kept.id, name: '门店表' }, hasHeader: true, records: 1 });
    expect(next.columns.map(({ field }) => field)).toEqual(['name', 'phone', 'remark']);
    await rep.import.run(next.importId, {});
    expect(rep.context.db.raw('SELECT name, remark FROM customer')).toEqual([
      { name: '小李', remark: '新客' },
    ]);
    const other = await rep.import.inspect(fileOf('甲,乙\n小李,13900139000\n'));
    expect((await rep.import.reinspect(other.importId, { hasHeader: true })).template).toBeNull();
    rep.import.renameTemplate(kept.id, '总店表');
    const { id } = await rep.import.keepTemplate(await hold(rep, text), wanted, '总店表');
    expect([id, rep.import.templates().map(({ name }) => name)]).toEqual([kept.id, ['总店表']]);
    rep.import.deleteTemplate(id);
    const gone = await rep.import.reinspect(await hold(rep, text), { hasHeader: true });
    expect(gone.template).toBeNull();
  });

  test('goes with the person: what this device kept before is handed over, what another kept is used', async () => {
    const rep = createRep();
    const { db, userScopeId } = rep.context;
    db.raw(
      `INSERT INTO former_template VALUES (?, '旧表', 'customer', '[]', ?, '2026-01-01T00:00:00.000Z')`,
      '01990000-0000-7000-8000-000000000001',
      JSON.stringify(wanted.columns),
    );
    expect(rep.import.templates()).toMatchObject([{ name: '旧表', headers: ['甲', '乙', '丙'] }]);
    expect(rep.mutations()).toEqual(['import.keepTemplate']);
    const [{ headers } = { headers: '' }] = db.raw<{ headers: string }>(
      'SELECT headers FROM import_template',
    );
    rep.context.pulled('import_template', {
      ...{ scopeId: userScopeId, name: '笔记本上的', kind: 'customer', headers },
      columns: [
        { index: 0, header: '甲', field: 'nickname' },
        { index: 1, header: '乙', field: 'known to a newer program' },
      ],
      keptAt: '2026-03-01T00:00:00.000Z',
    });
    const next = await rep.import.reinspect(await hold(rep, text), { hasHeader: true });
    expect(next).toMatchObject({ template: { name: '笔记本上的' } });
    expect(next.columns[0]).toMatchObject({ field: 'nickname' });
    expect(next.columns[1]!.field).not.toContain('newer');
  });

  test('a file without headers has none', async () => {
    const rep = createRep();
    const importId = await hold(rep, '小王,13800138000\n');
    await expect(rep.import.keepTemplate(importId, { hasHeader: false }, 'x')).rejects.toThrow('NO_HEADERS');
  });

  test('a customer who was deleted comes back with the orders, or they are left out; the undo takes both away', async () => {
    const rep = createRep();
    const { customerId } = rep.customer.create({ fields: { name: '王小明' }, phone: '13800138000' });
    rep.note.create(customerId, '聊过护理');
    rep.customer.delete(customerId);
    const text =
      '订单号,姓名,手机,下单时间,商品,实付金额\nD1,王小明,13800138000,2026-01-05,护理,10\nD2,王小明,13800138000,2026-01-06,精华,20\nD3,王小明,,2026-01-06,精华,30\n';
    const { importId } = await rep.import.inspect(fileOf(text, '订单.csv'));
    const preview = await rep.import.preview(importId, {});
    expect(preview.counts).toEqual({ new: 0, same: 0, changed: 0, deleted: 2, bad: 1 });
    expect(preview.rows.filter(({ outcome }) => outcome === 'deleted')).toMatchObject([
      { line: 2, customerDeleted: true, order: { orderNo: 'D1' } },
      { line: 3, customerDeleted: true, order: { orderNo: 'D2' } },
    ]);
    // By the name alone nobody is brought back.
    expect(preview.rows.find(({ line }) => line === 4)).toMatchObject({
      outcome: 'bad',
      code: 'NO_CUSTOMER',
    });

    await rep.import.run(importId, { deleted: 'skip' });
    expect(rep.count('customer_order')).toBe(0);
    expect(cards(rep)).toEqual([]);

    rep.clock.pass(1_000);
    const done = await rep.import.run(importId, {
      deleted: 'skip',
      deletedRows: [
        { line: 3, choice: 'restore' },
        { line: 2, choice: 'new' },
      ],
    });
    expect(cards(rep)).toMatchObject([{ id: customerId, name: '王小明' }]);
    expect(notesOf(rep, customerId)).toEqual(['聊过护理']);
    const orders = () =>
      rep.context.db.raw(`SELECT order_no FROM customer_order WHERE deleted_at IS NULL ORDER BY order_no`);
    expect(orders()).toEqual([{ orderNo: 'D1' }, { orderNo: 'D2' }]);
    expect((await rep.import.preview(importId, {})).counts).toMatchObject({ same: 2, new: 1, deleted: 0 });

    await rep.import.undo(done.id);
    expect(cards(rep)).toEqual([]);
    expect(orders()).toEqual([]);
  });
});
