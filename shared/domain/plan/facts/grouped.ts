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
