import { isExcused } from '../../execution.ts';
import type { AskRecord } from '../input.ts';
import { closedKey } from '../subject.ts';
import type { PlanRows } from './plan-rows.ts';

export interface ClosedFacts {
  /** See `PlanCustomer.closed`. */
  keys: Set<string>;
  /** When the asks of the list were made. */
  asked: Partial<Pick<AskRecord, 'npsAt' | 'referralAt'>> & { greetedAt?: string | null };
}

const askFields = { NPS: 'npsAt', REFERRAL: 'referralAt', HANDOVER: 'greetedAt' } as const;

/** Per customer, what was done on earlier lists, or skipped for a reason that settles it. */
export function closedFacts(rows: PlanRows['closedItems']): Map<string, ClosedFacts> {
  const closed = new Map<string, ClosedFacts>();
  for (const { customerId, kind, subject, status, skipReason, statusAt } of rows) {
    if (status !== 'done' && !isExcused(skipReason)) continue;
    let facts = closed.get(customerId);
    if (!facts) closed.set(customerId, (facts = { keys: new Set(), asked: {} }));
    facts.keys.add(closedKey(kind, subject));
    if (status === 'done' && kind in askFields) {
      facts.asked[askFields[kind as keyof typeof askFields]] = statusAt;
    }
  }
  return closed;
}
