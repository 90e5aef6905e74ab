/** The writes one order of an import needs, with what undo has to know about each. */
import { uuidv7 } from '#shared/lib/uuid.ts';
import { findReplicaRow, getReplicaTable } from '../db/replica-table.ts';
import type { LocalWrite } from '../local-write.ts';
import type { OrderTarget } from './match-order.ts';
import type { ImportItem, PrepareContext, Prepared } from './prepare.ts';

const nothing: Prepared = { writes: [], changes: [] };

export function orderItemOf(target: OrderTarget): ImportItem {
  return { isNew: target.order === null, rows: 1, prepare: (context) => prepareOrder(context, target) };
}

/** The dry run was a moment ago: what was changed meanwhile stays, and nothing is hung on a card that went away. */
function prepareOrder({ db, runId, clock }: PrepareContext, target: OrderTarget): Prepared {
  const { customerId, comesBack, order } = target;
  const card = findReplicaRow(db, getReplicaTable('customer'), customerId);
  if (!card || (card['deletedAt'] !== null && comesBack === undefined)) return nothing;
  const prepared: Prepared = { writes: [], changes: [] };
  const add = (write: LocalWrite, oldFields: object, newFields: object): void => {
    prepared.writes.push(write);
    prepared.changes.push({
      runId,
      customerId,
      entity: write.entity,
      rowId: write.id,
      isInsert: write.op === 'insert',
      oldFields: { ...oldFields },
      newFields: { ...newFields },
    });
  };
  if (comesBack === 'by this' && card['deletedAt'] !== null) {
    const fields = { deletedAt: null };
    add(
      { op: 'patch', entity: 'customer', id: customerId, fields },
      { deletedAt: card['deletedAt'] },
      fields,
    );
  }
  if (!order) {
    const fields = { customerId, ...target.fields };
    const id = uuidv7(clock);
    add({ op: 'insert', entity: 'customer_order', id, scope: card.scopeId, fields }, {}, target.fields);
    return prepared;
  }
  const row = findReplicaRow(db, getReplicaTable('customer_order'), order.id);
  const unchanged = Object.entries(target.fields).filter(
    ([name]) => row && row[name] === order[name as keyof typeof order],
  );
  if (!row || unchanged.length === 0) return prepared;
  const fields = Object.fromEntries(unchanged);
  const oldFields = Object.fromEntries(unchanged.map(([name]) => [name, row[name]]));
  add({ op: 'patch', entity: 'customer_order', id: order.id, fields }, oldFields, fields);
  return prepared;
}
