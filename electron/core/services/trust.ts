/** The trust stage of a customer by the signs on the device (rules.md R16). */
import { dateOf, dayMs } from '#shared/domain/calendar.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import { manualStage, trustOf, type TrustResult } from '#shared/domain/plan/trust-stage.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { CoreContext } from '../core-context.ts';
import { listTwoWayTalks, loadTrustRow } from '../db/repository/card-insight.ts';
import { findLastChange } from '../db/repository/profile.ts';

const replyDays = 30;

export interface CustomerTrust extends TrustResult {
  /** Why and when a person last set the stage by hand; null where nobody did, or the field says another stage since. */
  manual: { reason: string; at: string; by: string | null } | null;
}

/**
 * `isManual` decisions stand until they are changed. Of the scores they gave the last one counts; a need that was answered
 * counts as something useful they accepted.
 */
export function customerTrust(
  { db, clock }: Pick<CoreContext, 'db' | 'clock'>,
  customer: Pick<Customer, 'id' | 'addedOn' | 'trustStage'>,
  settings: Settings,
): CustomerTrust {
  const now = clock.now();
  const instant = (days: number) => new Date(now - days * dayMs).toISOString();
  const row = loadTrustRow(db, customer.id, instant(replyDays));
  const change = findLastChange(db, customer.id, 'trustStage');
  const byHand =
    change && change.toValue === customer.trustStage
      ? manualStage(customer.trustStage, change.reason)
      : undefined;
  const result = trustOf(
    {
      addedOn: customer.addedOn,
      repliesInMonth: row.repliesInMonth,
      hasAsked: row.hasAsked,
      hasAcceptedUseful: row.hasAnsweredNeed,
      hasKeptAppointment: row.hasKeptAppointment,
      orders: row.orders,
      npsScore: row.npsScore,
      hasPaidReferral: row.hasPaidReferral,
      talksOn: listTwoWayTalks(db, customer.id, instant(settings['trust.knownDays'])).map((at) => dateOf(at)),
      lastInteractionAt: row.lastInteractionAt,
      complaintOpenSince: row.complaintOpenSince,
      manual: byHand ?? null,
    },
    now,
    settings,
  );
  const manual =
    change && byHand ? { reason: byHand.reason, at: change.happenedAt, by: change.createdBy } : null;
  return { ...result, manual };
}
