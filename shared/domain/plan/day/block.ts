/** The blocks of the list (rules.md R7.7): obligations, then posts, then chats, then what sells, then the cards. */
import type { PlanItemKind } from '../../entity/user.ts';
import { classOfKind, isObligation, mediumOfKind, type Medium, type PlanClass } from '../kind.ts';

const planBlocks = ['must', 'moment', 'chat', 'offer', 'upkeep'] as const;
export type PlanBlock = (typeof planBlocks)[number];

export function blockOfKind(
  kind: PlanItemKind,
  medium: Medium = mediumOfKind(kind),
  touchClass: PlanClass = classOfKind(kind),
): PlanBlock {
  if (isObligation(kind)) return 'must';
  if (touchClass === 'admin') return 'upkeep';
  if (touchClass === 'promo') return 'offer';
  return medium === 'chat' ? 'chat' : 'moment';
}

export function blockRank(block: PlanBlock): number {
  return planBlocks.indexOf(block);
}
