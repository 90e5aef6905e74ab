/** Campaigns of one offer, and whom they are for. */
import { replicated } from '../replicated.ts';

export const statements: readonly string[] = [
  ...replicated(
    'campaign',
    `content_id uuid not null, kept_out bigint not null, is_asked boolean not null, decision text, decided_at text,
    decided_by uuid, decision_reason text not null, stopped_at text`,
  ),
  ...replicated(
    'campaign_recipient',
    `customer_id uuid not null, campaign_id uuid not null, content_id uuid not null, is_asked boolean not null,
    approved_by uuid, closed_at text, outcome text`,
  ),
  // What a lead is asked for, and for how many customers of a book an offer was planned without.
  `create index campaign_asked on campaign (scope_id, created_at) where is_asked and deleted_at is null`,
  `create index campaign_recipient_campaign on campaign_recipient (scope_id, campaign_id)`,
  `create index campaign_recipient_unasked on campaign_recipient (scope_id, content_id)
    where not is_asked and deleted_at is null`,
  // A split moves what hangs on a customer; pruning looks for old tombstones (see 0003-split).
  `create index campaign_recipient_customer on campaign_recipient (scope_id, customer_id)`,
  `create index campaign_tombstone on campaign (scope_id, version) where deleted_at is not null`,
  `create index campaign_recipient_tombstone on campaign_recipient (scope_id, version) where deleted_at is not null`,
];
