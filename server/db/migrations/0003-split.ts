/** Splitting books in chunks, rows that left for another scope, and the marks by which old tombstones are cleared. */

/** What hangs on a customer is moved with it; without these a chunk would read the whole book. */
const ofCustomer = [
  'contact_point',
  'customer_tag',
  'promise',
  'conflict',
  'customer_order',
  'moment',
  'touch',
  'note',
];

const replicated = [
  ...ofCustomer,
  'team',
  'person',
  'book',
  'setting',
  'tag',
  'sop',
  'content_item',
  'customer',
  'plan',
  'plan_item',
];

export const statements: readonly string[] = [
  `alter table gone add column to_scope_id uuid`,
  ...ofCustomer.map((table) => `create index ${table}_customer on ${table} (scope_id, customer_id)`),
  `create table book_split (
    company_id uuid not null,
    id uuid not null,
    from_book_id uuid not null,
    to_book_id uuid not null,
    actor_id uuid not null,
    status text not null check (status in ('running', 'done')),
    total bigint not null,
    moved bigint not null default 0,
    skipped bigint not null default 0,
    started_at text not null,
    done_at text,
    primary key (company_id, id))`,
  `create index book_split_running on book_split (started_at, id) where status = 'running'`,
  `create index book_split_from on book_split (company_id, from_book_id, to_book_id)`,
  `create table book_split_customer (
    company_id uuid not null,
    split_id uuid not null,
    customer_id uuid not null,
    place bigint not null,
    outcome text check (outcome in ('moved', 'skipped')),
    primary key (company_id, split_id, customer_id))`,
  `create index book_split_waiting on book_split_customer (company_id, split_id, place) where outcome is null`,
  `create table scope_mark (
    scope_id uuid not null,
    version bigint not null,
    at text not null,
    primary key (scope_id, version))`,
  ...replicated.map(
    (table) => `create index ${table}_tombstone on ${table} (scope_id, version) where deleted_at is not null`,
  ),
  `create index processed_mutation_age on processed_mutation (company_id, processed_at)`,
];
