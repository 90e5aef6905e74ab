/** The writes one order of an import needs, with what undo has to know about each. */
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { ImportChange } from '../db/repository/import-run.ts';
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
  const { customerId, order } = target;
  const card = findReplicaRow(db, getReplicaTable('customer'), customerId);
  if (!card || card['deletedAt'] !== null) return nothing;
  const done = (write: LocalWrite, oldFields: object, newFields: object): Prepared => {
    const change: ImportChange = {
      runId,
      customerId,
      entity: 'customer_order',
      rowId: write.id,
      isInsert: write.op === 'insert',
      oldFields: { ...oldFields },
      newFields: { ...newFields },
    };
    return { writes: [write], changes: [change] };
  };
  if (!order) {
    const fields = { customerId, ...target.fields };
    const write = {
      op: 'insert',
      entity: 'customer_order',
      id: uuidv7(clock),
      scope: card.scopeId,
      fields,
    } as const;
    return done(write, {}, target.fields);
  }
  const row = findReplicaRow(db, getReplicaTable('customer_order'), order.id);
  const unchanged = Object.entries(target.fields).filter(
    ([name]) => row && row[name] === order[name as keyof typeof order],
  );
  if (!row || unchanged.length === 0) return nothing;
  const fields = Object.fromEntries(unchanged);
  const oldFields = Object.fromEntries(unchanged.map(([name]) => [name, row[name]]));
  return done({ op: 'patch', entity: 'customer_order', id: order.id, fields }, oldFields, fields);
}
