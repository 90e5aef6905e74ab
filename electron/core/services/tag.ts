/** Tags on customers: from the company's dictionary where the name is in it, else private. */
import { createIdSequence } from '#shared/lib/uuid.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { CoreContext } from '../core-context.ts';
import { listDictionaryTags } from '../db/repository/company-data.ts';
import { getCustomer, getRow, listTags } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';

/** Inserts for tags the customer does not have yet; a name is used once. */
export function tagWrites(
  { db, clock }: Pick<CoreContext, 'db' | 'clock'>,
  customer: { id: string; scopeId: string },
  names: readonly string[],
): LocalWrite[] {
  if (names.length === 0) return [];
  const dictionary = new Map(listDictionaryTags(db).map((tag) => [tag.name, tag.id]));
  const present = new Set(listTags(db, customer.id).map((tag) => tag.name));
  const added = [...new Set(names.map((name) => name.trim()))].filter((name) => name && !present.has(name));
  const nextId = createIdSequence(clock);
  return added.map((name) => ({
    op: 'insert',
    entity: 'customer_tag',
    id: nextId(),
    scope: customer.scopeId,
    fields: { customerId: customer.id, tagId: dictionary.get(name) ?? null, name },
  }));
}

export function createTagService(context: CoreContext) {
  const { db, mutator, clock } = context;
  return {
    /** The dictionary in its order, then private tags by use. */
    list(): { name: string; tagId: string | null; groupName: string; customers: number }[] {
      const uses = db.raw<{ name: string; customers: number }>(
        `SELECT t.name, count(DISTINCT t.customer_id) AS customers FROM customer_tag t
         JOIN customer c ON c.id = t.customer_id
         WHERE t.deleted_at IS NULL AND c.deleted_at IS NULL GROUP BY t.name ORDER BY customers DESC, t.name`,
      );
      const count = new Map(uses.map(({ name, customers }) => [name, customers]));
      const dictionary = listDictionaryTags(db);
      const known = new Set(dictionary.map((tag) => tag.name));
      return [
        ...dictionary.map(({ id, name, groupName }) => ({
          name,
          tagId: id,
          groupName,
          customers: count.get(name) ?? 0,
        })),
        ...uses.filter(({ name }) => !known.has(name)).map((use) => ({ ...use, tagId: null, groupName: '' })),
      ];
    },

    /** A tag the customer has already is left as it is. */
    add(customerId: string, name: string): { id: string } {
      const customer = getCustomer(db, customerId);
      const present = listTags(db, customerId).find((tag) => tag.name === name.trim());
      if (present) return { id: present.id };
      const [write] = tagWrites(context, customer, [name]);
      mutator.mutate('tag.add', [write!]);
      return { id: write!.id };
    },

    remove(id: string): void {
      getRow(db, 'customer_tag', id);
      mutator.mutate('tag.remove', [
        { op: 'patch', entity: 'customer_tag', id, fields: { deletedAt: instantOf(clock) } },
      ]);
    },

    /** A name is used once: where it was put on again meanwhile, the removed one stays away. */
    restore(id: string): void {
      const { customerId, name } = getRow(db, 'customer_tag', id);
      if (listTags(db, customerId).some((tag) => tag.name === name)) return;
      mutator.mutate('tag.restore', [
        { op: 'patch', entity: 'customer_tag', id, fields: { deletedAt: null } },
      ]);
    },
  };
}
