/** Since when and why a customer has the tier it has (rules.md R1): the last change, what the last check said, what comes next. */
import type { CardInsight } from '#shared/contract/card.ts';
import type { PlanView } from '#shared/contract/plan.ts';
import { addDays, dateOf, daysBetween } from '#shared/domain/calendar.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import {
  fallsNextTo,
  lastTierCheck,
  overrideEndsOn,
  tierOverrideOf,
} from '#shared/domain/plan/tier-check.ts';
import { tierHeight } from '#shared/domain/plan/tier.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { CoreContext } from '../core-context.ts';
import { findTierCheck, type TierMove } from '../db/repository/tier.ts';
import { findLastChange } from '../db/repository/profile.ts';

const daysOfWeek = 7;

export function tierInsight(
  { db, clock, identity, pendingIds }: Pick<CoreContext, 'db' | 'clock' | 'identity' | 'pendingIds'>,
  customer: Customer,
  settings: Settings,
  names: ReadonlyMap<string, string>,
): CardInsight['tier'] {
  const today = dateOf(clock.now());
  const { on: lastOn } = lastTierCheck(clock.now(), settings);
  const nextOn = addDays(lastOn, daysOfWeek);
  const found = findLastChange(db, customer.id, 'tier');
  // What waits here was decided here.
  const change = found && {
    ...found,
    createdBy: found.createdBy ?? (pendingIds('card_change').has(found.id) ? identity.personId : null),
  };
  const decided = tierOverrideOf(change ?? null, customer.tier);
  const endsOn = decided && overrideEndsOn(decided, settings);
  const check = findTierCheck(db, customer.id);
  const isOverNextTime = endsOn === null || endsOn <= nextOn;
  const isCurrent = check?.checkedOn === lastOn && customer.status === 'active';
  const newUntil = addDays(customer.addedOn, settings['rhythm.newDays']);
  return {
    change:
      change && change.toValue === customer.tier
        ? {
            at: change.happenedAt,
            from: change.fromValue,
            reason: change.reason,
            byRule: change.createdBy === null,
            byName: change.createdBy === null ? null : (names.get(change.createdBy) ?? null),
          }
        : null,
    override: endsOn === null ? null : { endsOn, isOver: endsOn <= today },
    newUntil: customer.tier === 'N' && daysBetween(today, newUntil) > 0 ? newUntil : null,
    check: check
      ? {
          checkedOn: check.checkedOn,
          rank: check.ranks[0] ?? null,
          apart: check.apart,
          place: check.place,
          placeOf: check.placeOf,
          score: check.score,
          parts: check.parts,
        }
      : null,
    weights: {
      margin: settings['value.margin'],
      deal: settings['value.deal'],
      source: settings['value.source'],
      engagement: settings['value.engagement'],
      referrals: settings['value.referrals'],
    },
    nextOn,
    fallsTo: isCurrent && isOverNextTime ? fallsNextTo(check.ranks, customer.tier, settings) : null,
  };
}

export function tierMoveCounts(moves: readonly TierMove[]): PlanView['tierMoves'] {
  const counts = { up: 0, down: 0, placed: 0 };
  for (const { from, to } of moves) {
    if (from === 'N') counts.placed += 1;
    else if (tierHeight[to] < tierHeight[from]) counts.down += 1;
    else counts.up += 1;
  }
  return counts;
}
