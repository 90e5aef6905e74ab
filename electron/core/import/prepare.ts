/** The writes one person of an import needs, with what undo has to know about each. */
import type { EntityName } from '#shared/domain/entity/registry.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createIdSequence } from '#shared/lib/uuid.ts';
import type { ImportChange } from '../db/repository/import-run.ts';
import type { LocalWrite } from '../local-write.ts';
import { newCustomerFields } from '../db/repository/new-customer.ts';
import type { ImportTarget } from './match.ts';

export interface PrepareContext {
  runId: string;
  bookId: string;
  addedOn: string;
  happenedAt: string;
  /** Tags of the company by name. */
  dictionary: ReadonlyMap<string, string>;
  clock: Clock;
}

export function preparePerson(
  context: PrepareContext,
  target: ImportTarget,
): { writes: LocalWrite[]; changes: ImportChange[] } {
  const { runId, bookId, addedOn, happenedAt, dictionary } = context;
  const nextId = createIdSequence(context.clock);
  const writes: LocalWrite[] = [];
  const changes: ImportChange[] = [];
  const { customer } = target;
  const customerId = customer?.id ?? nextId();
  const scope = customer?.scopeId ?? bookId;
  const remember = (
    change: Pick<ImportChange, 'entity' | 'rowId' | 'isInsert' | 'oldFields' | 'newFields'>,
  ) => changes.push({ runId, customerId, ...change });

  function insert(entity: EntityName, id: string, fields: Record<string, unknown>): void {
    writes.push({ op: 'insert', entity, id, scope, fields });
    // Notes and tags never change, so undo need not compare them.
    const newFields = entity === 'note' || entity === 'customer_tag' ? {} : fields;
    remember({ entity, rowId: id, isInsert: true, oldFields: {}, newFields });
  }

  if (!customer) {
    // People of an address book are no new friends: tier C, not N.
    insert('customer', customerId, {
      ...newCustomerFields(target.name, addedOn),
      tier: 'C',
      ...target.fields,
    });
  } else if (Object.keys(target.fields).length > 0) {
    const oldFields = Object.fromEntries(
      Object.keys(target.fields).map((name) => [name, customer[name as keyof typeof customer]]),
    );
    writes.push({ op: 'patch', entity: 'customer', id: customerId, fields: target.fields });
    remember({ entity: 'customer', rowId: customerId, isInsert: false, oldFields, newFields: target.fields });
  }
  for (const { kind, value, label } of target.contacts) {
    insert('contact_point', nextId(), { customerId, kind, value, label });
  }
  for (const name of target.tags) {
    insert('customer_tag', nextId(), { customerId, tagId: dictionary.get(name) ?? null, name });
  }
  for (const body of target.notes)
    insert('note', nextId(), { customerId, body, happenedAt, origin: 'import' });
  return { writes, changes };
}
