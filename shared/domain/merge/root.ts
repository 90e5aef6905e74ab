/** Which card a card has become part of (SPEC MERGE rules). Pure. */

export interface MergeLink {
  id: string;
  mergedIntoId: string;
}

/**
 * For every card that gave way the one that stands for it in the end. Where two devices merged the same two cards into
 * each other, the one with the lower id stands until the server has said which.
 */
export function cardRoots(links: readonly MergeLink[]): Map<string, string> {
  const next = new Map(links.map(({ id, mergedIntoId }) => [id, mergedIntoId]));
  const roots = new Map<string, string>();
  for (const id of next.keys()) {
    const root = rootOf(id, next);
    if (root !== id) roots.set(id, root);
  }
  return roots;
}

function rootOf(id: string, next: ReadonlyMap<string, string>): string {
  const way: string[] = [];
  let at = id;
  for (;;) {
    const circle = way.indexOf(at);
    if (circle >= 0) return way.slice(circle).reduce((low, each) => (each < low ? each : low));
    const to = next.get(at);
    if (to === undefined) return at;
    way.push(at);
    at = to;
  }
}
