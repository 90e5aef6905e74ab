/** What becomes of the recipients of a campaign when the item of the list that tells them of the offer is settled. */
import type { recipientOutcomes } from '#shared/domain/entity/campaign.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import type { CoreContext } from '../core-context.ts';
import { listClosedFor, listOpenFor } from '../db/repository/campaign.ts';
import type { LocalWrite } from '../local-write.ts';

type Item = Pick<PlanItem, 'kind' | 'customerId' | 'subject' | 'statusAt'>;

/** In the mutation of the item and at its instant, which is how undo knows them. */
export function recipientsClosed(
  { db }: Pick<CoreContext, 'db'>,
  { kind, customerId, subject: contentId }: Item,
  at: string,
  outcome: (typeof recipientOutcomes)[number],
): LocalWrite[] {
  if (kind !== 'PROMO') return [];
  return listOpenFor(db, { customerId, contentId }).map(({ id }) =>
    recipientPatch(id, { closedAt: at, outcome }),
  );
}

export function recipientsReopened(
  { db }: Pick<CoreContext, 'db'>,
  { kind, customerId, subject: contentId, statusAt: at }: Item,
): LocalWrite[] {
  if (kind !== 'PROMO' || at === null) return [];
  return listClosedFor(db, { customerId, contentId, at }).map(({ id }) =>
    recipientPatch(id, { closedAt: null, outcome: null }),
  );
}

function recipientPatch(id: string, fields: Record<string, unknown>): LocalWrite {
  return { op: 'patch', entity: 'campaign_recipient', id, fields };
}
