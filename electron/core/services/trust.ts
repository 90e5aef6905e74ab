/** What the signs on the device say of a customer's trust stage (rules.md R16). The server sets it by them: SPEC WRITE12. */
import type { Customer } from '#shared/domain/entity/book.ts';
import { manualOf, trustOf, type TrustResult } from '#shared/domain/plan/trust-stage.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { CoreContext } from '../core-context.ts';
import { listReplies, listTwoWayTalks, loadTrustRow } from '../db/repository/card-insight.ts';
import { listChanges } from '../db/repository/profile.ts';

export interface CustomerTrust extends TrustResult {
  /** Why and when a person last set the stage by hand; null where it is what the signs say. */
  manual: { reason: string; at: string; by: string | null } | null;
}

/** Of the scores they gave the last one counts; a need that was answered counts as something useful they accepted. */
export function customerTrust(
  { db, clock, identity, pendingIds }: Pick<CoreContext, 'db' | 'clock' | 'identity' | 'pendingIds'>,
  customer: Pick<Customer, 'id' | 'addedOn' | 'trustStage'>,
  settings: Settings,
): CustomerTrust {
  const row = loadTrustRow(db, customer.id);
  // What waits here was decided here.
  const pending = pendingIds('card_change');
  const changes = listChanges(db, customer.id, 'trustStage').map((change) => ({
    ...change,
    createdBy: change.createdBy ?? (pending.has(change.id) ? identity.personId : null),
  }));
  const manual = manualOf(changes, customer.trustStage);
  const result = trustOf(
    {
      addedOn: customer.addedOn,
      repliedAts: listReplies(db, customer.id),
      hasAsked: row.hasAsked,
      hasAcceptedUseful: row.hasAnsweredNeed,
      hasKeptAppointment: row.hasKeptAppointment,
      orders: row.orders,
      npsScore: row.npsScore,
      hasPaidReferral: row.hasPaidReferral,
      talkedAts: listTwoWayTalks(db, customer.id),
      lastInteractionAt: row.lastInteractionAt,
      complaintOpenSince: row.complaintOpenSince,
      manual: manual && customer.trustStage,
    },
    clock.now(),
    settings,
  );
  return {
    ...result,
    manual: manual && { reason: manual.reason, at: manual.happenedAt, by: manual.createdBy },
  };
}
