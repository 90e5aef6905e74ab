/**
 * The weekly check of the tiers: what it said of each customer (replicated), how far it has come in each book, and what
 * of it is still to be written.
 */
import { replicated } from '../replicated.ts';

export const statements: readonly string[] = [
  ...replicated(
    'tier_check',
    `customer_id uuid not null, checked_on text not null, ranks json not null, apart text, place bigint,
    place_of bigint, score bigint, parts json`,
  ),
  `create index tier_check_customer on tier_check (scope_id, customer_id)`,
  `create index tier_check_tombstone on tier_check (scope_id, version) where deleted_at is not null`,
  `create table tier_round (
    book_id uuid primary key,
    company_id uuid not null,
    seen_at text not null,
    checked_on text,
    raised bigint not null default 0,
    lowered bigint not null default 0)`,
  `create index tier_round_company on tier_round (company_id, checked_on)`,
  `create table tier_proposal (
    book_id uuid not null,
    place bigint not null,
    body json not null,
    primary key (book_id, place))`,
];
