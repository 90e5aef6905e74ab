/**
 * Percentile ranks 0–1 within the values (rules.md R1): the lowest is 0, the highest 1, ties share their mean rank. One
 * value alone ranks 1.
 */
export function percentileRanks(values: readonly number[]): number[] {
  const count = values.length;
  if (count === 1) return [1];
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const ranks = Array.from({ length: count }, () => 0);
  for (let from = 0; from < count;) {
    let to = from;
    while (to + 1 < count && values[order[to + 1]!] === values[order[from]!]) to++;
    for (let i = from; i <= to; i++) ranks[order[i]!] = (from + to) / 2 / (count - 1);
    from = to + 1;
  }
  return ranks;
}
