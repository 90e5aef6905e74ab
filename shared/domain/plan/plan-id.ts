/** Ids of plans and their items: device and server derive the same ones, so that both making a day makes one plan. */
import { derivedId } from '../../lib/derived-id.ts';
import type { PlanItemKind } from '../entity/user.ts';

export function planIdOf(personId: string, planOn: string): string {
  return derivedId('plan', personId, planOn);
}

/** @param subject promise id for PROMISE, step number for SOP steps, else empty. */
export function planItemIdOf(
  planId: string,
  kind: PlanItemKind,
  customerId: string,
  subject: string,
): string {
  return derivedId('plan_item', planId, kind, customerId, subject);
}
