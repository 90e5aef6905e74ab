/** What people do beside notes and fields: numbers others have too, orders, households, the day's end, files taken in and back. */
import { dbOf } from './device.ts';
import { customer, edit, loneCustomer, pick } from './edit-operation.ts';
import type { Operation } from './operation.ts';
import { judge } from './scene.ts';

const outcomes = ['nothing', 'liked', 'event'] as const;
/** So few that the same person turns up in several books. */
const phoneOf = (index: number) => `1380000000${index % 3}`;

export const deskOperations = {
  /** Also in other books: their owners are to learn that somebody else talks to this customer. */
  phone: edit(2, (api, _scene, device, a, b) => {
    const customerId = customer(device, a);
    if (b % 4 > 0) {
      if (customerId)
        return api.customer.addContactPoint({ customerId, kind: 'phone', value: phoneOf(b), label: '' });
      return;
    }
    const id = pick(device, 'SELECT id FROM contact_point WHERE deleted_at IS NULL ORDER BY id', a);
    if (id) return api.customer.deleteContactPoint({ id });
  }),
  order: edit(2, (api, scene, device, a, b) => {
    const where = b % 4 === 3 ? 'NOT NULL' : 'NULL';
    const id = pick(device, `SELECT id FROM customer_order WHERE deleted_at IS ${where} ORDER BY id`, a);
    const customerId = customer(device, a);
    const day = { quantity: 1, paidFen: 9_900, marginFen: 0, orderedOn: '2026-02-20' };
    const order = { product: scene.text('product'), ...day };
    if (b % 4 === 0 || !id) return customerId && api.order.create({ customerId, order });
    if (b % 4 === 1) return api.order.patch({ id, order: { ...order, product: scene.text('product') } });
    return b % 4 === 2 ? api.order.delete({ id }) : api.order.restore({ id });
  }),
  household: edit(2, (api, scene, device, a, b) => {
    const where = b % 3 === 2 ? 'NOT NULL' : 'NULL';
    const id = pick(device, `SELECT id FROM household_member WHERE deleted_at IS ${where} ORDER BY id`, a);
    if (b % 3 > 0) {
      if (id) return b % 3 === 1 ? api.household.remove({ ids: [id] }) : api.household.restore({ ids: [id] });
      return;
    }
    const [customerId, otherId] = [loneCustomer(device, a), loneCustomer(device, a + 1)];
    if (!customerId || !otherId || customerId === otherId) return;
    return api.household.link({ customerId, otherId, relation: scene.text('relation') });
  }),
  patrol: edit(1, (api, scene, device, a, b) => {
    const id = pick(device, 'SELECT id FROM patrol WHERE deleted_at IS NULL ORDER BY id', a);
    if (b % 4 === 3) return id && api.patrol.undo({ id });
    const customerId = customer(device, a);
    if (!customerId) return;
    const outcome = outcomes[b % 4]!;
    const postedAt = '2026-03-01T02:00:00.000Z';
    const moment = { kind: 'travel' as const, body: scene.text('moment'), postedAt };
    return api.patrol.log({ customerId, outcome, ...(outcome === 'event' ? { moment } : {}) });
  }),
  /** The day is frozen, closed with a few words, and opened again. */
  closeDay: edit(2, async (api, scene, _device, _a, b) => {
    if (b % 3 === 2) return api.plan.reopen();
    await api.plan.today();
    if (b % 3 === 1) await api.plan.start();
    return api.plan.close({ reflection: scene.text('reflection') });
  }),
  /** What the desktop says of due things is the device's own; that it was said changes nothing that is replicated. */
  notice: edit(1, (api) => api.notice.take()),
  importOrders: edit(1, async (api, scene, device, a, b) => {
    const named = dbOf(device).raw<{ value: string }>(
      `SELECT value FROM contact_point WHERE kind='phone' AND deleted_at IS NULL ORDER BY id`,
    );
    const phone = named[a % Math.max(1, named.length)]?.value ?? phoneOf(b);
    const lines = [1, 2].map(
      (one) => `${b}-${one},${phone},,2026-02-1${one} 10:00:00,${scene.text('product')},1,${b + one}.00`,
    );
    const header = '订单号,手机号,姓名,下单时间,商品名称,数量,实付金额';
    const bytes = new Blob([`${header}\n${lines.join('\n')}\n`]);
    const { importId } = await api.import.inspect({ fileName: 'orders.csv', bytes });
    await api.import.run({ importId, choice: {} });
  }),
  undoImport: edit(2, async (api, scene, _device, a) => {
    const runs = (await api.import.runs()).filter(({ state }) => state === 'done' || state === 'undoing');
    const run = runs[a % Math.max(1, runs.length)];
    if (run) await api.import.undo({ id: run.id });
    await judge(scene);
  }),
} satisfies Record<string, Operation>;
