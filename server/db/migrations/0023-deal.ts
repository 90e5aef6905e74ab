/** Open deals. */
import { replicated } from '../replicated.ts';

export const statements: readonly string[] = [
  ...replicated(
    'deal',
    `customer_id uuid not null, product text not null, amount_fen bigint not null, margin_fen bigint, stage text not null,
    expected_on text, status text not null, closed_at text, loss_reason text`,
  ),
  // A split moves what hangs on a customer; pruning looks for old tombstones (see 0003-split).
  `create index deal_customer on deal (scope_id, customer_id)`,
  `create index deal_tombstone on deal (scope_id, version) where deleted_at is not null`,
];
