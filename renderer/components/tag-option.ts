/** Tags as options of a picker, with how many carry them where anybody does: grouped as in the dictionary, the most used first within a group. */
interface Tag {
  name: string;
  tagId: string | null;
  groupName: string;
  customers: number;
}

export interface TagOptionGroup {
  label: string;
  options: { value: string; label: string }[];
}

/** `typed` narrows to the names that hold it. */
export function tagOptions(tags: readonly Tag[], privateGroup: string, typed = ''): TagOptionGroup[] {
  const sought = typed.trim().toLowerCase();
  const groups = new Map<string, Tag[]>();
  for (const tag of tags) {
    if (!tag.name.toLowerCase().includes(sought)) continue;
    const group = tag.tagId === null ? privateGroup : tag.groupName;
    groups.set(group, [...(groups.get(group) ?? []), tag]);
  }
  return [...groups].map(([label, members]) => ({
    label,
    options: members
      .toSorted((a, b) => b.customers - a.customers)
      .map((tag) => ({
        value: tag.name,
        label: tag.customers > 0 ? `${tag.name} ${tag.customers}` : tag.name,
      })),
  }));
}
