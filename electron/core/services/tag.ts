/** Tags on customers: from the company's dictionary where the name is in it, else private. */
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import type { CustomerTag } from '#shared/domain/entity/book.ts';
import type { Tag } from '#shared/domain/entity/company.ts';
import { createIdSequence, uuidv7 } from '#shared/lib/uuid.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { tagGroups, tagNames, type DictionaryTag, type TagNames } from '#shared/domain/tag.ts';
import type { tagView } from '#shared/contract/customer.ts';
import type { z } from 'zod';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { listDictionaryTags, loadDictionaryNames } from '../db/repository/company-data.ts';
import { getCustomer, getRow, listTagRows, listTags } from '../db/repository/customer.ts';
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

/**
 * For many customers: the dictionary is read once. A name means what the dictionary says by it now; what retired is given
 * to nobody new.
 */
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
  const known = tagNames(dictionary);
  const nextId = createIdSequence(clock);
  return (customer, carried, names, { reason, expiresOn }) => {
    const present = new Set(carried.map((tag) => known.shownOf(tag)));
    const added = new Map<string, { name: string; tag: DictionaryTag | undefined }>();
    for (const typed of names.map((each) => each.trim())) {
      const tag = known.byName(typed);
      const name = tag?.name ?? typed;
      if (!name || present.has(name) || (tag && tag.retiredAt !== null)) continue;
      added.set(tag?.isExclusive ? `group ${tag.groupName}` : name, { name, tag });
    }
    const gone = carried.filter((each) => {
      const tag = known.byId(each.tagId);
      return tag?.isExclusive && added.has(`group ${tag.groupName}`);
    });
    return [
      ...gone.map(({ id }): LocalWrite => ({
        op: 'patch',
        entity: 'customer_tag',
        id,
        fields: { deletedAt: instantOf(clock) },
      })),
      ...[...added.values()].map(({ name, tag }): LocalWrite => {
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

/** Where a person gives a tag: REFUSED TAG_RETIRED, or TAG_REASON_MISSING where its group asks why. */
export function requireGivable(names: TagNames, name: string, reason: string | undefined): void {
  const tag = names.byName(name.trim());
  if (!tag) return;
  if (tag.retiredAt !== null) throw new CoreError('REFUSED', 'TAG_RETIRED');
  if (tag.asksReason && !reason?.trim()) throw new CoreError('REFUSED', 'TAG_REASON_MISSING');
}

export function createTagService(context: CoreContext) {
  const { db, mutator, clock } = context;
  const today = () => dateOf(clock.now());
  const removal = (ids: readonly string[], at = instantOf(clock)): LocalWrite[] =>
    ids.map((id) => ({ op: 'patch', entity: 'customer_tag', id, fields: { deletedAt: at } }));
  return {
    /** The dictionary in its order, then private tags by use. Of what retired only what somebody carries. */
    list(): z.infer<typeof tagView>[] {
      const uses = db.raw<{ name: string; customers: number }>(
        `SELECT t.name, count(DISTINCT t.customer_id) AS customers FROM carried_tag t
         JOIN customer c ON c.id = t.customer_id
         WHERE c.deleted_at IS NULL AND (t.expires_on IS NULL OR t.expires_on >= ?)
         GROUP BY t.name ORDER BY customers DESC, t.name`,
        today(),
      );
      const count = new Map(uses.map(({ name, customers }) => [name, customers]));
      const dictionary = tagGroups(listDictionaryTags(db)).flatMap(({ tags }) => tags);
      const known = new Set(dictionary.map((tag) => tag.name));
      const own = {
        tagId: null,
        groupName: '',
        isExclusive: false,
        validDays: null,
        asksReason: false,
        isRetired: false,
      };
      return [
        ...dictionary
          .map(({ id, name, groupName, isExclusive, validDays, asksReason, retiredAt }) => ({
            name,
            tagId: id,
            groupName,
            customers: count.get(name) ?? 0,
            isExclusive,
            validDays,
            asksReason,
            isRetired: retiredAt !== null,
          }))
          .filter(({ isRetired, customers }) => !isRetired || customers > 0),
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
      const names = loadDictionaryNames(db);
      const wanted = names.meantBy(name.trim());
      const present = carried.find((tag) => tag.name === wanted);
      if (present) return { id: present.id, replaced: [] };
      requireGivable(names, name, tagging.reason);
      const writes = tagWrites(context, customer, [name], tagging);
      mutator.mutate('tag.add', writes);
      const gone = new Set(writes.filter((write) => write.op === 'patch').map((write) => write.id));
      return {
        id: writes.at(-1)!.id,
        replaced: carried.filter((tag) => gone.has(tag.id)).map((tag) => ({ id: tag.id, name: tag.name })),
      };
    },

    /**
     * Says anew why and until when it holds (`expiresOn` null: for good): the tag is put on again by this person in the place
     * of the former one, which goes; removing the one and restoring the other takes it back.
     */
    change(id: string, { reason, expiresOn }: { reason: string; expiresOn: string | null }): { id: string } {
      const row = getRow(db, 'customer_tag', id);
      if (row.deletedAt !== null) throw new CoreError('NOT_FOUND', 'customer_tag');
      const names = loadDictionaryNames(db);
      const tag = names.byId(row.tagId);
      if (tag?.asksReason && reason.trim() === '') throw new CoreError('REFUSED', 'TAG_REASON_MISSING');
      const made = uuidv7(clock);
      const at = instantOf(clock);
      const fields = {
        customerId: row.customerId,
        tagId: tag?.id ?? row.tagId,
        name: names.shownOf(row),
        reason: reason.trim(),
        expiresOn,
      };
      mutator.mutate(
        'tag.change',
        [
          ...removal(listTagRows(db, id), at),
          { op: 'insert', entity: 'customer_tag', id: made, scope: row.scopeId, fields },
        ],
        { at },
      );
      return { id: made };
    },

    /** With every row that shows as the same tag, so that it is gone. */
    remove(id: string): void {
      getRow(db, 'customer_tag', id);
      const rows = listTagRows(db, id);
      mutator.mutate('tag.remove', removal(rows.length > 0 ? rows : [id]));
    },

    /** A name is used once: where it was put on again meanwhile, the removed one stays away. */
    restore(id: string): void {
      const row = getRow(db, 'customer_tag', id);
      const name = loadDictionaryNames(db).shownOf(row);
      if (listTags(db, row.customerId, today()).some((tag) => tag.name === name)) return;
      mutator.mutate('tag.restore', [
        { op: 'patch', entity: 'customer_tag', id, fields: { deletedAt: null } },
      ]);
    },
  };
}
