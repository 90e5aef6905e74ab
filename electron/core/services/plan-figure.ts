/** The figures above the list, from the items that are on it now (rules.md R7). */
import type { PlanView } from '#shared/contract/plan.ts';
import type { Tier, TouchClass } from '#shared/domain/entity/book.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import { laneOf } from '#shared/domain/plan/day/lane.ts';
import { classOfKind, isObligation, mediumOfKind } from '#shared/domain/plan/kind.ts';
import type { Settings } from '#shared/domain/setting.ts';
import { minutesTaken } from './plan-insert.ts';

export interface FiguredItem {
  item: PlanItem;
  tier: Tier;
  /** Of the step; undefined for what is none. */
  stepClass: TouchClass | undefined;
}

export function mixOf(
  items: readonly FiguredItem[],
  settings: Settings,
  availableMinutes: number,
): Omit<PlanView['figures'], 'expiredMoments' | 'quality'> {
  const touches = items
    .filter(({ item }) => mediumOfKind(item.kind) !== 'none' && !(item.displacedAt && item.status !== 'done'))
    .map(({ item, tier, stepClass }) => ({
      touchClass: classOfKind(item.kind, stepClass),
      isDiscretionary: !isObligation(item.kind) && laneOf(item.kind, tier) !== 'new',
    }));
  const own = touches.filter(({ isDiscretionary }) => isDiscretionary);
  const careShare = shareOf(own, 'care');
  const obligationMinutes = settings['day.obligationShare'] * availableMinutes;
  const asked = items.filter(({ item }) => isObligation(item.kind));
  const askedMinutes = asked.reduce((sum, { item }) => sum + minutesTaken(item), 0) / 10;
  return {
    careShare,
    promoShare: shareOf(touches, 'promo'),
    isCareLow: careShare !== null && careShare < settings['day.careShare'],
    overloadMinutes: Math.max(0, askedMinutes - obligationMinutes),
    obligationMinutes,
  };
}

function shareOf(touches: readonly { touchClass: string }[], wanted: string): number | null {
  if (touches.length === 0) return null;
  return touches.filter(({ touchClass }) => touchClass === wanted).length / touches.length;
}
