/** The day a person set for the next touch; scores and friends brought. */
import { replicated } from '../replicated.ts';

export const statements: readonly string[] = [
  ...replicated(
    'endorsement',
    `customer_id uuid not null, kind text not null, score bigint, is_paid boolean not null, body text not null,
    happened_on text not null`,
  ),
  // A split moves what hangs on a customer; pruning looks for old tombstones (see 0003-split).
  `create index endorsement_customer on endorsement (scope_id, customer_id)`,
  `create index endorsement_tombstone on endorsement (scope_id, version) where deleted_at is not null`,
  `alter table customer add column next_on text, add column next_reason text not null default '',
    add column next_set_at text`,
];
