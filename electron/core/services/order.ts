/** Orders written down by hand: what was bought, for how much, on which day (C06, C11). */
import type { OrderFields } from '#shared/contract/order.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';

export function orderInsert(
  clock: Clock,
  customer: { id: string; scopeId: string },
  order: OrderFields,
): LocalWrite {
  return {
    op: 'insert',
    entity: 'customer_order',
    id: uuidv7(clock),
    scope: customer.scopeId,
    fields: { customerId: customer.id, ...order, orderNo: order.orderNo ?? '' },
  };
}

export function createOrderService({ db, mutator, clock }: CoreContext) {
  const patch = (name: string, id: string, fields: Record<string, unknown>) =>
    mutator.mutate(name, [{ op: 'patch', entity: 'customer_order', id, fields }]);
  return {
    create(customerId: string, order: OrderFields): { id: string } {
      const insert = orderInsert(clock, getCustomer(db, customerId), order);
      mutator.mutate('order.create', [insert]);
      return { id: insert.id };
    },
    patch(id: string, order: OrderFields): void {
      const row = getRow(db, 'customer_order', id);
      const changed = Object.entries(order).filter(
        ([name, value]) => value !== undefined && row[name as keyof OrderFields] !== value,
      );
      if (changed.length > 0) patch('order.patch', id, Object.fromEntries(changed));
    },
    delete(id: string): void {
      if (getRow(db, 'customer_order', id).deletedAt === null)
        patch('order.delete', id, { deletedAt: instantOf(clock) });
    },
    restore(id: string): void {
      if (getRow(db, 'customer_order', id).deletedAt !== null)
        patch('order.restore', id, { deletedAt: null });
    },
  };
}
