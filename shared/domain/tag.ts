/**
 * The company's tag dictionary (practice C01): groups with their rules, tags that retired, and tags that became another. No row of a
 * customer is written when a tag gets another name or becomes part of another: who carries it is read through the dictionary.
 */
import type { Tag } from './entity/company.ts';

export type DictionaryTag = Pick<
  Tag,
  | 'id'
  | 'name'
  | 'groupName'
  | 'ordinal'
  | 'isExclusive'
  | 'validDays'
  | 'asksReason'
  | 'retiredAt'
  | 'mergedIntoId'
  | 'formerNames'
>;

export interface TagNames {
  /** The tag that is meant by an id; of one that became another, that one. */
  byId(id: string | null): DictionaryTag | undefined;
  /** The tag that is meant by what somebody says: its name, that of one that became it, or what either was called before. */
  byName(name: string): DictionaryTag | undefined;
  /** What a tag on a customer is called now. */
  shownOf(carried: { tagId: string | null; name: string }): string;
  /** As the dictionary calls it now; a name it does not know stays. */
  meantBy(name: string): string;
}

export function tagNames(dictionary: readonly DictionaryTag[]): TagNames {
  const all = new Map(dictionary.map((tag) => [tag.id as string, tag]));
  const current = (tag: DictionaryTag | undefined) =>
    tag && tag.mergedIntoId !== null ? (all.get(tag.mergedIntoId) ?? tag) : tag;
  const named = new Map<string, DictionaryTag>();
  // A present name goes before a former one, and a tag that stands before one that became another.
  for (const tag of dictionary) for (const name of tag.formerNames) named.set(name, tag);
  for (const tag of dictionary) if (tag.mergedIntoId !== null) named.set(tag.name, tag);
  for (const tag of dictionary) if (tag.mergedIntoId === null) named.set(tag.name, tag);
  const byId = (id: string | null) => (id === null ? undefined : current(all.get(id)));
  const byName = (name: string) => current(named.get(name));
  return {
    byId,
    byName,
    shownOf: ({ tagId, name }) => byId(tagId)?.name ?? name,
    meantBy: (name) => byName(name)?.name ?? name,
  };
}

/** What holds for every tag of a group. */
export interface GroupRules {
  isExclusive: boolean;
  validDays: number | null;
  asksReason: boolean;
}

/** Groups in the order of their first tags, each with its tags in order; without those that became another. */
export function tagGroups<T extends DictionaryTag>(
  dictionary: readonly T[],
): { name: string; rules: GroupRules; tags: T[] }[] {
  const ordered = dictionary.filter((tag) => tag.mergedIntoId === null).toSorted(inOrder);
  return [...Map.groupBy(ordered, (tag) => tag.groupName)].map(([name, tags]) => ({
    name,
    rules: rulesOf(tags[0]!),
    tags,
  }));
}

export function rulesOf({ isExclusive, validDays, asksReason }: GroupRules): GroupRules {
  return { isExclusive, validDays, asksReason };
}

function inOrder(a: DictionaryTag, b: DictionaryTag): number {
  return a.ordinal - b.ordinal || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

export const formerNamesAtMost = 20;

/** The former names after another name was given; one that comes back is former no longer. */
export function formerNamesAfter(tag: Pick<DictionaryTag, 'name' | 'formerNames'>, name: string): string[] {
  if (name === tag.name) return [...tag.formerNames];
  return [...tag.formerNames.filter((each) => each !== name && each !== tag.name), tag.name].slice(
    -formerNamesAtMost,
  );
}
