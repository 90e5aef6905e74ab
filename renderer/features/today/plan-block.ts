/** How today's items stand on the page: in blocks, in an order that does not move under the cursor. Pure. */
import type { PlanItemView } from '#shared/contract/plan.ts';
import { blockOfKind } from '#shared/domain/plan/day/block.ts';

export const openBlocks = ['must', 'moment', 'new', 'care', 'offer', 'upkeep', 'later'] as const;
export type OpenBlock = (typeof openBlocks)[number];

/** What was taken off is dealt with: nothing is left to be done about it today. */
export function isOpen(item: PlanItemView): boolean {
  return (item.status === 'open' || item.status === 'later') && item.offCode === null;
}

/** The blocks of rules.md R7.7, chats with new customers apart; what was moved to later stands at the end of the list. */
export function blockOf(item: PlanItemView): OpenBlock | 'settled' {
  if (!isOpen(item)) return 'settled';
  if (item.status === 'later') return 'later';
  const block = blockOfKind(item.kind, item.medium, item.touchClass);
  if (block !== 'chat') return block;
  return item.tier === 'N' || isNewFriendStep(item) ? 'new' : 'care';
}

/** The SOP of new friends may outlast the days of their tier. */
function isNewFriendStep({ kind, reasons }: PlanItemView): boolean {
  return kind === 'SOP_SOFT' && reasons.some(({ code }) => code === 'newDay');
}

/**
 * The items in the order the person saw before; an item not seen before stands behind its neighbour in the new order.
 * Core may sort an unstarted list anew at any moment, and a row must not leave the place the hand is going to.
 */
export function steadyOrder(items: readonly PlanItemView[], formerIds: readonly string[]): PlanItemView[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const ordered = formerIds.flatMap((id) => byId.get(id) ?? []);
  const placed = new Set(ordered.map((item) => item.id));
  items.forEach((item, index) => {
    if (placed.has(item.id)) return;
    const before = items[index - 1];
    const at = before ? ordered.findIndex((other) => other.id === before.id) + 1 : 0;
    ordered.splice(at, 0, item);
    placed.add(item.id);
  });
  return ordered;
}

/** Looks and likes are done in one go: one row stands for all of a kind (rules.md R5). */
export function isBatched({ kind }: PlanItemView): boolean {
  return kind === 'PATROL' || kind === 'LIKE';
}

export interface PlacedItem {
  /** Of a batch the first one, with its kind for an id: that stays the same while the batch is worked off. */
  readonly item: PlanItemView;
  /** All that is open of a kind that is done in one go. */
  readonly batch?: readonly PlanItemView[];
  readonly block: OpenBlock;
  /** It belongs to the same customer as the row above and is drawn as part of that card. */
  readonly attached: boolean;
}

/**
 * The open items in the order of the page, which is what the arrow keys walk along. What else there is to do for a customer
 * stands with the first of it, so that there is one card per customer (rules.md R7.7); only what was moved to later stays apart.
 */
export function placeItems(items: readonly PlanItemView[]): PlacedItem[] {
  const placed: PlacedItem[] = [];
  const done = new Set<string>();
  for (const block of openBlocks) {
    for (const item of items) {
      if (done.has(item.id)) continue;
      if (isBatched(item)) {
        if (block !== 'moment' || !isOpen(item)) continue;
        const batch = items.filter((other) => other.kind === item.kind && isOpen(other));
        const sign = { ...item, id: item.kind, customerId: item.kind };
        placed.push({ item: sign, block, attached: false, batch });
        for (const { id } of batch) done.add(id);
        continue;
      }
      if (blockOf(item) !== block) continue;
      const others = items.filter(
        (other) =>
          other.id !== item.id &&
          other.customerId === item.customerId &&
          !done.has(other.id) &&
          !isBatched(other) &&
          isOpen(other) &&
          (other.status === 'later') === (item.status === 'later'),
      );
      placed.push({ item, block, attached: false });
      for (const other of others) placed.push({ item: other, block, attached: true });
      for (const { id } of [item, ...others]) done.add(id);
    }
  }
  return placed;
}

/**
 * The item that takes the focus when `id` leaves the list: the next card, else the one before. What else there is for the
 * same customer goes back to its own block and is not followed there.
 */
export function nextAfter(placed: readonly PlacedItem[], id: string): string | null {
  const index = placed.findIndex(({ item }) => item.id === id);
  const own = placed[index];
  const stays = (entry: PlacedItem): boolean =>
    own === undefined || own.attached || entry.item.customerId !== own.item.customerId;
  const next = placed.slice(index + 1).find(stays) ?? placed.slice(0, Math.max(0, index)).findLast(stays);
  return (next ?? placed[index + 1])?.item.id ?? null;
}
