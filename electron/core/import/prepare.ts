/** The writes one person of an import needs, with what undo has to know about each. */
import type { EntityName } from '#shared/domain/entity/registry.ts';
import type { TagNames } from '#shared/domain/tag.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createIdSequence } from '#shared/lib/uuid.ts';
import type { ImportChange } from '../db/repository/import-run.ts';
import type { LocalDb } from '../db/local-db.ts';
import { findReplicaRow, getReplicaTable } from '../db/replica-table.ts';
import type { LocalWrite } from '../local-write.ts';
import { newCustomerFields } from '../db/repository/new-customer.ts';
import type { ImportTarget } from './match.ts';

export interface PrepareContext {
  db: LocalDb;
  runId: string;
  bookId: string;
  addedOn: string;
  happenedAt: string;
  /** Of the company's tags. */
  dictionary: TagNames;
  clock: Clock;
}

/** One person, or one order, of an import. */
export interface ImportItem {
  isNew: boolean;
  /** Rows of the file that add something to it; the first one makes a new one. */
  rows: number;
  prepare(context: PrepareContext): Prepared;
}

export interface Prepared {
  writes: LocalWrite[];
  changes: ImportChange[];
}

export function itemOf(target: ImportTarget): ImportItem {
  const { customer, rows } = target;
  return { isNew: customer === null, rows, prepare: (context) => preparePerson(context, target) };
}

function preparePerson(context: PrepareContext, target: ImportTarget): Prepared {
  const { runId, bookId, addedOn, happenedAt, dictionary } = context;
  const nextId = createIdSequence(context.clock);
  const writes: LocalWrite[] = [];
  const changes: ImportChange[] = [];
  const { customer } = target;
  const customerId = customer?.id ?? nextId();
  // The dry run was a moment ago: meanwhile a pull or the person may have changed the card, or taken it away.
  const card = customer ? findReplicaRow(context.db, getReplicaTable('customer'), customerId) : undefined;
  const mayBeDeleted = 'deletedAt' in target.fields;
  if (customer && (!card || (card['deletedAt'] !== null && !mayBeDeleted))) return { writes, changes };
  const scope = card?.scopeId ?? bookId;
  const remember = (
    change: Pick<ImportChange, 'entity' | 'rowId' | 'isInsert' | 'oldFields' | 'newFields'>,
  ) => changes.push({ runId, customerId, ...change });

  function insert(entity: EntityName, id: string, fields: Record<string, unknown>): void {
    writes.push({ op: 'insert', entity, id, scope, fields });
    // Notes and tags never change, so undo need not compare them.
    const { customerId: _, ...compared } = fields;
    const newFields = entity === 'note' || entity === 'customer_tag' ? {} : compared;
    remember({ entity, rowId: id, isInsert: true, oldFields: {}, newFields });
  }

  if (!customer) {
    // People of an address book are no new friends: tier C, not N.
    insert('customer', customerId, {
      ...newCustomerFields(target.name, addedOn),
      tier: 'C',
      ...target.fields,
    });
  } else {
    const unchanged = Object.entries(target.fields).filter(
      ([name]) => card![name] === customer[name as keyof typeof customer],
    );
    if (unchanged.length > 0) {
      const fields = Object.fromEntries(unchanged);
      const oldFields = Object.fromEntries(unchanged.map(([name]) => [name, card![name]]));
      writes.push({ op: 'patch', entity: 'customer', id: customerId, fields });
      remember({ entity: 'customer', rowId: customerId, isInsert: false, oldFields, newFields: fields });
    }
  }
  for (const { kind, value, label } of target.contacts) {
    insert('contact_point', nextId(), { customerId, kind, value, label });
  }
  for (const name of target.tags) {
    // Also one that retired: a file tells what was, it gives nothing new.
    const tagId = dictionary.byName(name)?.id ?? null;
    insert('customer_tag', nextId(), { customerId, tagId, name });
  }
  for (const body of target.notes)
    insert('note', nextId(), { customerId, body, happenedAt, origin: 'import' });
  return { writes, changes };
}
