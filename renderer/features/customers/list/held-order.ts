/** A list keeps its order under the hand: what changes takes its new place only when the person asks for it. */

interface Held<T> {
  lines: readonly T[];
  /** The order that was asked for is another one by now. */
  isMoved: boolean;
}

/**
 * The fresh lines in the order that was seen. A line that was not seen yet goes to the end, where it moves nobody; one that
 * is gone leaves, and takes its former place again when it comes back.
 */
export function inHeldOrder<T extends { id: string }>(order: Iterable<string>, fresh: readonly T[]): Held<T> {
  const byId = new Map(fresh.map((line) => [line.id, line]));
  const lines: T[] = [];
  for (const id of order) {
    const line = byId.get(id);
    if (!line) continue;
    lines.push(line);
    byId.delete(id);
  }
  lines.push(...byId.values());
  return { lines, isMoved: lines.some((line, at) => line !== fresh[at]) };
}
