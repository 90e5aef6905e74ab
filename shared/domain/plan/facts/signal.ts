import { freezeKinds } from '../../block-rate.ts';
import { dayMs } from '../../calendar.ts';
import type { Settings } from '../../setting.ts';
import type { PlanCustomer } from '../input.ts';
import type { PlanRows } from './plan-rows.ts';

export interface SignalFacts {
  replies: PlanCustomer['replies'][number][];
  services: PlanCustomer['services'][number][];
  complaintAt: string | null;
  stopAskedAt: string | null;
  /** The last of what freezes offers to the household: these two, and a block. */
  frozenAt: string | null;
  /** The tick “客户主动问” (rules.md R4): asked about a product in the first days. */
  isAsked: boolean;
}

/** Per customer, what they wait for and what freezes offers. A complaint stays one when it has been answered. */
export function signalFacts(
  rows: PlanRows['signals'],
  { now, settings }: { now: number; settings: Settings },
): Map<string, SignalFacts> {
  const facts = new Map<string, SignalFacts>();
  const askedAfter = now - settings['promo.newFriendDays'] * dayMs;
  for (const { customerId, id, kind, happenedAt, dueAt, closedAt } of rows) {
    let own = facts.get(customerId);
    if (!own) {
      own = {
        replies: [],
        services: [],
        complaintAt: null,
        stopAskedAt: null,
        frozenAt: null,
        isAsked: false,
      };
      facts.set(customerId, own);
    }
    const waiting = closedAt === null ? { id, dueAt: dueAt ?? happenedAt } : null;
    if (kind === 'message' && waiting) own.replies.push(waiting);
    if (kind === 'service' && waiting) own.services.push({ ...waiting, isComplaint: false });
    if (kind === 'complaint' && waiting) own.services.push({ ...waiting, isComplaint: true });
    if (kind === 'complaint') own.complaintAt = newer(own.complaintAt, happenedAt);
    if (kind === 'stop') own.stopAskedAt = newer(own.stopAskedAt, happenedAt);
    if (freezing.has(kind)) own.frozenAt = newer(own.frozenAt, happenedAt);
    if (kind === 'ask') own.isAsked ||= Date.parse(happenedAt) > askedAfter;
  }
  return facts;
}

const freezing: ReadonlySet<string> = new Set(freezeKinds);

function newer(a: string | null, b: string): string {
  return a !== null && a > b ? a : b;
}
