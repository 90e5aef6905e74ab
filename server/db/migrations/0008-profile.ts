/** What the card knows: needs, interests, people around the customer, changes with a reason, looks at masked numbers. */
import { replicated } from '../replicated.ts';

const ofCustomer = ['need', 'interest', 'relation', 'card_change'];

export const statements: readonly string[] = [
  ...replicated(
    'need',
    `customer_id uuid not null, body text not null, status text not null, answered_at text, origin text not null,
    origin_id uuid`,
  ),
  ...replicated(
    'interest',
    `customer_id uuid not null, topic text not null, kind text not null, seen_at text not null, origin text not null,
    origin_id uuid`,
  ),
  ...replicated(
    'relation',
    `customer_id uuid not null, role text not null, name text not null, remark text not null, other_id uuid`,
  ),
  ...replicated(
    'card_change',
    `customer_id uuid not null, field text not null, from_value text not null, to_value text not null,
    reason text not null, signs json not null, happened_at text not null`,
  ),
  ...replicated(
    'contact_reveal',
    `book_id uuid not null, customer_id uuid not null, contact_point_id uuid not null, kind text not null,
    revealed_at text not null`,
  ),
  // A split moves what hangs on a customer; pruning looks for old tombstones (see 0003-split).
  ...ofCustomer.map((table) => `create index ${table}_customer on ${table} (scope_id, customer_id)`),
  ...[...ofCustomer, 'contact_reveal'].map(
    (table) => `create index ${table}_tombstone on ${table} (scope_id, version) where deleted_at is not null`,
  ),
  `alter table customer add column persona_kind text, add column taboo text not null default '',
    add column presence json not null default '[]', add column source_platform text not null default '',
    add column source_campaign text not null default '', add column source_placement text not null default '',
    add column intent_product text not null default '', add column intent_basis text,
    add column intent_note text not null default '', add column cue text, add column grade text,
    add column triaged_at text`,
];
