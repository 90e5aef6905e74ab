/** Tags on customers: from the company's dictionary where the name is in it, else private. */
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import type { CustomerTag } from '#shared/domain/entity/book.ts';
import type { Tag } from '#shared/domain/entity/company.ts';
import { createIdSequence } from '#shared/lib/uuid.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { CoreContext } from '../core-context.ts';
import { listDictionaryTags } from '../db/repository/company-data.ts';
import { getCustomer, getRow, listTags } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';

export interface Tagging {
  reason?: string | undefined;
  /** The last day it holds; undefined: as the dictionary says. */
  expiresOn?: string | null | undefined;
}

type Carried = Pick<CustomerTag, 'id' | 'name' | 'tagId'>;

/**
 * Inserts for tags the customer does not have yet; a name is used once. One of an exclusive group takes the place of
 * what the customer has of the group, and of an earlier one among the names.
 */
export function tagWrites(
  { db, clock }: Pick<CoreContext, 'db' | 'clock'>,
  customer: { id: string; scopeId: string },
  names: readonly string[],
  tagging: Tagging = {},
): LocalWrite[] {
  if (names.length === 0) return [];
  const on = dateOf(clock.now());
  return createTagger(listDictionaryTags(db), clock, on)(
    customer,
    listTags(db, customer.id, on),
    names,
    tagging,
  );
}

/** For many customers: the dictionary is read once. */
export function createTagger(
  dictionary: readonly Tag[],
  clock: CoreContext['clock'],
  on: string,
): (
  customer: { id: string; scopeId: string },
  carried: readonly Carried[],
  names: readonly string[],
  tagging: Tagging,
) => LocalWrite[] {
  const byName = new Map(dictionary.map((tag) => [tag.name, tag]));
  const byId = new Map(dictionary.map((tag) => [tag.id as string, tag]));
  const nextId = createIdSequence(clock);
  return (customer, carried, names, { reason, expiresOn }) => {
    const present = new Set(carried.map((tag) => tag.name));
    const added = new Map<string, string>();
    for (const name of names.map((each) => each.trim())) {
      if (!name || present.has(name)) continue;
      const tag = byName.get(name);
      added.set(tag?.isExclusive ? `group ${tag.groupName}` : name, name);
    }
    const gone = carried.filter((tag) => {
      const known = tag.tagId === null ? undefined : byId.get(tag.tagId);
      return known?.isExclusive && added.has(`group ${known.groupName}`);
    });
    return [
      ...gone.map(({ id }): LocalWrite => ({
        op: 'patch',
        entity: 'customer_tag',
        id,
        fields: { deletedAt: instantOf(clock) },
      })),
      ...[...added.values()].map((name): LocalWrite => {
        const tag = byName.get(name);
        const until = tag?.validDays ? addDays(on, tag.validDays) : null;
        return {
          op: 'insert',
          entity: 'customer_tag',
          id: nextId(),
          scope: customer.scopeId,
          fields: {
            customerId: customer.id,
            tagId: tag?.id ?? null,
            name,
            reason: reason ?? '',
            expiresOn: expiresOn === undefined ? until : expiresOn,
          },
        };
      }),
    ];
  };
}

export function createTagService(context: CoreContext) {
  const { db, mutator, clock } = context;
  const today = () => dateOf(clock.now());
  return {
    /** The dictionary in its order, then private tags by use. */
    list(): {
      name: string;
      tagId: string | null;
      groupName: string;
      customers: number;
      isExclusive: boolean;
      validDays: number | null;
    }[] {
      const uses = db.raw<{ name: string; customers: number }>(
        `SELECT t.name, count(DISTINCT t.customer_id) AS customers FROM customer_tag t
         JOIN customer c ON c.id = t.customer_id
         WHERE t.deleted_at IS NULL AND c.deleted_at IS NULL AND (t.expires_on IS NULL OR t.expires_on >= ?)
         GROUP BY t.name ORDER BY customers DESC, t.name`,
        today(),
      );
      const count = new Map(uses.map(({ name, customers }) => [name, customers]));
      const dictionary = listDictionaryTags(db);
      const known = new Set(dictionary.map((tag) => tag.name));
      const own = { tagId: null, groupName: '', isExclusive: false, validDays: null };
      return [
        ...dictionary.map(({ id, name, groupName, isExclusive, validDays }) => ({
          name,
          tagId: id,
          groupName,
          customers: count.get(name) ?? 0,
          isExclusive,
          validDays,
        })),
        ...uses.filter(({ name }) => !known.has(name)).map((use) => ({ ...use, ...own })),
      ];
    },

    /** A tag the customer has already is left as it is. */
    add(
      customerId: string,
      name: string,
      tagging: Tagging = {},
    ): { id: string; replaced: { id: string; name: string }[] } {
      const customer = getCustomer(db, customerId);
      const carried = listTags(db, customerId, today());
      const present = carried.find((tag) => tag.name === name.trim());
      if (present) return { id: present.id, replaced: [] };
      const writes = tagWrites(context, customer, [name], tagging);
      mutator.mutate('tag.add', writes);
      const gone = new Set(writes.filter((write) => write.op === 'patch').map((write) => write.id));
      return {
        id: writes.at(-1)!.id,
        replaced: carried.filter((tag) => gone.has(tag.id)).map((tag) => ({ id: tag.id, name: tag.name })),
      };
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
      if (listTags(db, customerId, today()).some((tag) => tag.name === name)) return;
      mutator.mutate('tag.restore', [
        { op: 'patch', entity: 'customer_tag', id, fields: { deletedAt: null } },
      ]);
    },
  };
}
