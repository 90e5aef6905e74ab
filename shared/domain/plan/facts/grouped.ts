/** Rows by their customer, in the order in which they came. */
export function grouped<R extends { customerId: string }, V>(
  rows: readonly R[],
  value: (row: R) => V,
): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const row of rows) {
    const group = groups.get(row.customerId);
    if (group) group.push(value(row));
    else groups.set(row.customerId, [value(row)]);
  }
  return groups;
}

/** The values that belong to each key. */
export function setsOf(pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>();
  for (const [key, value] of pairs) {
    const set = sets.get(key);
    if (set) set.add(value);
    else sets.set(key, new Set([value]));
  }
  return sets;
}
