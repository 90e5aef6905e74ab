import type { Settings } from '../../setting.ts';
import { usualRepurchaseDays } from '../candidate/purchase.ts';
import type { Purchase } from '../input.ts';
import { grouped } from './grouped.ts';
import type { PlanRows } from './plan-rows.ts';

const none: readonly never[] = [];

/** Purchases of a customer, the oldest first, with the usual time between two of them. */
export function purchaseFacts(
  orderDays: PlanRows['orderDays'],
  settings: Settings,
): (customerId: string) => readonly Purchase[] {
  const byCustomer = grouped(orderDays, ({ orderedOn }) => orderedOn);
  return (customerId) => {
    const days = byCustomer.get(customerId);
    if (!days) return none;
    const repurchaseDays = usualRepurchaseDays(days, settings['repurchase.leastDays']);
    return days.map((orderedOn) => ({ orderedOn, repurchaseDays }));
  };
}
