/** One card per customer (rules.md R7.7): further actions move up behind the first. */
import { byScore, type Scored } from '../order.ts';
import { blockOfKind, blockRank } from './block.ts';

/** The order of the list: obligations as given, then block by block by score, each customer's actions together. */
export function inBlocks(obligations: readonly Scored[], others: readonly Scored[]): Scored[] {
  const rank = ({ kind, medium, touchClass }: Scored) => blockRank(blockOfKind(kind, medium, touchClass));
  const sorted = [...others].sort((a, b) => rank(a) - rank(b) || byScore(a, b));
  return together([...obligations, ...sorted]);
}

function together(candidates: readonly Scored[]): Scored[] {
  const cards = new Map<string, Scored[]>();
  for (const candidate of candidates) {
    // The names of a patrol are a card of their own.
    const card = candidate.kind === 'PATROL' ? 'patrol' : candidate.customer.id;
    const group = cards.get(card);
    if (group) group.push(candidate);
    else cards.set(card, [candidate]);
  }
  return [...cards.values()].flat();
}

/** Names of a patrol in cards of ten, in the order of the list. */
export function patrolCards<T extends { kind: string }>(items: readonly T[], names: number): T[][] {
  const patrol = items.filter(({ kind }) => kind === 'PATROL');
  return Array.from({ length: Math.ceil(patrol.length / names) }, (_, card) =>
    patrol.slice(card * names, (card + 1) * names),
  );
}
