/** SOPs with what starts them, from when and until when, and what was written down about customers and SOPs. */
import { replicated } from '../replicated.ts';

export const statements: readonly string[] = [
  `alter table sop add column starts_by text, add column from_on text, add column lead_days bigint,
    add column retired_at text`,
  ...replicated(
    'sop_enrolment',
    `customer_id uuid not null, code text not null, started_on text not null, by_hand boolean not null, left_at text,
    left_reason text, left_note text not null`,
  ),
  // A split moves what hangs on a customer; pruning looks for old tombstones (see 0003-split).
  `create index sop_enrolment_customer on sop_enrolment (scope_id, customer_id)`,
  `create index sop_enrolment_tombstone on sop_enrolment (scope_id, version) where deleted_at is not null`,
];
