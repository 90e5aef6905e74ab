import type { Settings } from '../../setting.ts';
import { usualRepurchaseDays } from '../candidate/purchase.ts';
import type { Purchase } from '../input.ts';
import { grouped } from './grouped.ts';
import type { PlanRows } from './plan-rows.ts';

/** Purchases per customer, the oldest first, with the usual time between two of them. */
export function purchaseFacts(orderDays: PlanRows['orderDays'], settings: Settings): Map<string, Purchase[]> {
  const purchases = new Map<string, Purchase[]>();
  for (const [customerId, days] of grouped(orderDays, ({ orderedOn }) => orderedOn)) {
    const repurchaseDays = usualRepurchaseDays(days, settings['repurchase.leastDays']);
    purchases.set(
      customerId,
      days.map((orderedOn) => ({ orderedOn, repurchaseDays })),
    );
  }
  return purchases;
}
