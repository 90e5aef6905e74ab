/** Rows of two cards that say the same twice once the cards are one. Pure. */
import type { ContactPoint, CustomerTag, Promised } from '../entity/book.ts';
import type { Need, Relation } from '../entity/profile.ts';
import { normalisePhone } from '../phone.ts';

export interface DoubleRow {
  entity: string;
  id: string;
}

/** Of one card, without the deleted ones. */
export interface CardRows {
  customerId: string;
  contactPoints: readonly Pick<ContactPoint, 'id' | 'kind' | 'value' | 'label'>[];
  tags: readonly Pick<CustomerTag, 'id' | 'name' | 'tagId' | 'expiresOn'>[];
  keyDates: readonly {
    id: string;
    kind: string;
    label: string;
    calendar: string;
    month: number;
    day: number;
    isLeapMonth: boolean;
    year: number | null;
  }[];
  relations: readonly Pick<Relation, 'id' | 'role' | 'name' | 'remark' | 'otherId'>[];
  households: readonly { id: string; householdId: string }[];
  needs: readonly Pick<Need, 'id' | 'body' | 'status'>[];
  promises: readonly Pick<Promised, 'id' | 'body' | 'dueAt' | 'status'>[];
}

/** `groupOf`: the name of the group a tag excludes others of; undefined where it excludes none. */
export function doubleRows(
  kept: CardRows,
  other: CardRows,
  groupOf: (tagId: string) => string | undefined,
): DoubleRow[] {
  const pair = new Set([kept.customerId, other.customerId]);
  const mutual = [...kept.relations, ...other.relations].filter(
    ({ otherId }) => otherId !== null && pair.has(otherId),
  );
  return [
    ...doubles('contact_point', kept.contactPoints, other.contactPoints, contactKey, ({ label }) => label),
    ...tagDoubles(kept.tags, other.tags, groupOf),
    ...doubles('key_date', kept.keyDates, other.keyDates, dateKey, ({ year }) => String(year ?? '')),
    ...mutual.map(({ id }) => ({ entity: 'relation', id })),
    ...doubles(
      'relation',
      kept.relations.filter((row) => !mutual.includes(row)),
      other.relations.filter((row) => !mutual.includes(row)),
      ({ role, name }) => `${role}\n${name}`,
      ({ remark }) => remark,
    ),
    ...doubles('household_member', kept.households, other.households, ({ householdId }) => householdId),
    ...doubles('need', kept.needs, other.needs, ({ body, status }) => `${status}\n${body.trim()}`),
    ...doubles('promise', kept.promises, other.promises, ({ body, dueAt, status }) =>
      JSON.stringify([body, dueAt, status]),
    ),
  ];
}

/** Of two that are alike the one that says more stays; where both say something of their own, both do. */
function doubles<T extends { id: string }>(
  entity: string,
  kept: readonly T[],
  other: readonly T[],
  keyOf: (row: T) => string,
  moreOf: (row: T) => string = () => '',
): DoubleRow[] {
  const byKey = new Map(kept.map((row) => [keyOf(row), row]));
  return other.flatMap((row) => {
    const own = byKey.get(keyOf(row));
    if (!own) return [];
    const [ownMore, more] = [moreOf(own), moreOf(row)];
    if (more === '' || more === ownMore) return [{ entity, id: row.id }];
    if (ownMore !== '') return [];
    byKey.set(keyOf(row), row);
    return [{ entity, id: own.id }];
  });
}

function contactKey({ kind, value }: Pick<ContactPoint, 'kind' | 'value'>): string {
  const form = kind === 'phone' ? normalisePhone(value) : '';
  return `${kind} ${form === '' ? value.normalize('NFKC').trim().toLowerCase() : form}`;
}

function dateKey(row: CardRows['keyDates'][number]): string {
  const { kind, label, calendar, month, day, isLeapMonth } = row;
  return JSON.stringify([kind, label, calendar, month, day, isLeapMonth]);
}

/** One name once, as long as either holds; of a group that excludes each other what the kept card has. */
function tagDoubles(
  kept: CardRows['tags'],
  other: CardRows['tags'],
  groupOf: (tagId: string) => string | undefined,
): DoubleRow[] {
  const until = ({ expiresOn }: CardRows['tags'][number]) => expiresOn ?? '9999-12-31';
  const removed: DoubleRow[] = [];
  const stays = new Map(kept.map((tag) => [tag.name, tag]));
  const group = (tag: CardRows['tags'][number]) => (tag.tagId === null ? undefined : groupOf(tag.tagId));
  const groups = new Map(kept.flatMap((tag) => (group(tag) === undefined ? [] : [[group(tag)!, tag.name]])));
  for (const tag of other) {
    const same = stays.get(tag.name);
    const taken = group(tag) === undefined ? undefined : groups.get(group(tag)!);
    if (same && until(tag) > until(same)) {
      removed.push({ entity: 'customer_tag', id: same.id });
      stays.set(tag.name, tag);
    } else if (same || (taken !== undefined && taken !== tag.name)) {
      removed.push({ entity: 'customer_tag', id: tag.id });
    } else stays.set(tag.name, tag);
  }
  return removed;
}
