/**
 * The keys of a group of settings, `groupKey('base.')('GAP')`. A key put together anew for each of the tens of thousands
 * of candidates of a big book costs more than what is done with its value.
 */
export function groupKey<const G extends string>(group: G): <N extends string>(name: N) => `${G}${N}` {
  const keys: Record<string, string> = Object.create(null) as Record<string, string>;
  return <N extends string>(name: N) => (keys[name] ??= `${group}${name}`) as `${G}${N}`;
}
