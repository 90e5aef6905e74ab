/** The lanes and caps of a day (rules.md R7, steps 1 to 5), in minutes × 10. */
import type { Tier } from '../entity/book.ts';
import type { PlanItemKind } from '../entity/user.ts';
import type { Settings } from '../setting.ts';
import type { SettledItem } from './input.ts';
import { isObligation } from './kind.ts';
import type { Scored } from './order.ts';

type Lane = 'obligation' | 'new' | 'tierA' | 'rest';

function laneOf(kind: PlanItemKind, tier: Tier): Lane {
  if (isObligation(kind)) return 'obligation';
  if (kind === 'SOP_SOFT' || tier === 'N') return 'new';
  return tier === 'A' ? 'tierA' : 'rest';
}

export interface Day {
  /** Counts what has been dealt with today. */
  settle(item: SettledItem, tier: Tier): void;
  /** False once obligations have used their share: the item is listed all the same, as overload. */
  takeObligation(candidate: Scored): boolean;
  /** Those that fit, of candidates in the order of their score: new customers, then tier A, then the rest. */
  takeDiscretionary(candidates: readonly Scored[]): Set<Scored>;
}

export function createDay(settings: Settings): Day {
  const minutes = settings['day.minutes'] * 10;
  const used: Record<Lane, number> = { obligation: 0, new: 0, tierA: 0, rest: 0 };
  const cards = new Set<string>();
  let chats = 0;
  let isOverloaded = false;

  function count(lane: Lane, item: { kind: PlanItemKind; deciMinutes: number }, customerId: string): void {
    used[lane] += item.deciMinutes;
    cards.add(customerId);
    if (item.kind === 'GAP') chats++;
  }

  function fill(lane: Lane, limit: number, candidates: readonly Scored[], taken: Set<Scored>): void {
    for (const candidate of candidates) {
      const { customer, kind, tier, deciMinutes } = candidate;
      if (laneOf(kind, tier) !== lane || used[lane] + deciMinutes > limit) continue;
      if (!cards.has(customer.id) && cards.size >= settings['day.cards']) continue;
      if (kind === 'GAP' && chats >= settings['day.chats']) continue;
      count(lane, candidate, customer.id);
      taken.add(candidate);
    }
  }

  return {
    settle(item, tier) {
      count(laneOf(item.kind, tier), item, item.customerId);
    },
    takeObligation(candidate) {
      cards.add(candidate.customer.id);
      isOverloaded ||= used.obligation + candidate.deciMinutes > minutes * settings['day.obligationShare'];
      if (!isOverloaded) used.obligation += candidate.deciMinutes;
      return !isOverloaded;
    },
    takeDiscretionary(candidates) {
      const taken = new Set<Scored>();
      fill('new', minutes * settings['day.newShare'], candidates, taken);
      const left = Math.max(0, minutes - used.obligation - used.new);
      fill('tierA', left * settings['day.tierAShare'], candidates, taken);
      fill('rest', Math.max(0, left - used.tierA), candidates, taken);
      return taken;
    },
  };
}
