/** The dictionary in another order: a tag goes up or down in its group, a group among the groups. */
interface Group {
  readonly name: string;
  readonly tags: readonly { readonly id: string }[];
}

/** Ids of all tags in the new order; undefined where it is the first or last already. */
export function orderWithTag(groups: readonly Group[], id: string, step: -1 | 1): string[] | undefined {
  const group = groups.find(({ tags }) => tags.some((tag) => tag.id === id));
  const from = group?.tags.findIndex((tag) => tag.id === id) ?? -1;
  const tags = group && swapped(group.tags, from, from + step);
  return tags && idsOf(groups.map((each) => (each === group ? { ...each, tags } : each)));
}

export function orderWithGroup(groups: readonly Group[], name: string, step: -1 | 1): string[] | undefined {
  const from = groups.findIndex((group) => group.name === name);
  const moved = swapped(groups, from, from + step);
  return moved && idsOf(moved);
}

function swapped<T>(values: readonly T[], from: number, to: number): T[] | undefined {
  const [a, b] = [values[from], values[to]];
  return a === undefined || b === undefined ? undefined : values.with(from, b).with(to, a);
}

function idsOf(groups: readonly Group[]): string[] {
  return groups.flatMap(({ tags }) => tags.map(({ id }) => id));
}
