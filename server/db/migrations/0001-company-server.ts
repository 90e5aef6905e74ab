/** The first schema: companies, people's secrets, devices, scopes, sync bookkeeping, audit, and one table per entity. */

const common = `
  company_id uuid not null,
  scope_id uuid not null,
  id uuid not null,
  version bigint not null,
  created_at text not null,
  created_by uuid,
  deleted_at text,
  late boolean not null default false,
  field_version jsonb not null default '{}'`;

/** A replicated table: keyed by scope, and indexed in the order a pull reads it. */
function replicated(name: string, columns: string): string[] {
  return [
    `create table ${name} (${common}, ${columns}, primary key (scope_id, id))`,
    `create index ${name}_pull on ${name} (scope_id, version, id)`,
  ];
}

export const statements: readonly string[] = [
  `create table server_meta (key text primary key, value text not null)`,
  `create table company (
    id uuid primary key,
    slug text not null unique,
    name text not null,
    code_required boolean not null default true,
    created_at text not null)`,
  `create table scope (
    id uuid primary key,
    company_id uuid not null references company (id),
    kind text not null check (kind in ('company', 'book', 'user')),
    version bigint not null default 0,
    pruned_to bigint not null default 0)`,
  `create index scope_company on scope (company_id, kind)`,
  `create table person_secret (
    company_id uuid not null,
    person_id uuid not null,
    password_hash text not null,
    primary key (company_id, person_id))`,
  `create table device (
    company_id uuid not null,
    id uuid not null,
    name text not null,
    platform text not null,
    app_version text not null,
    status text not null check (status in ('active', 'revoked')),
    primary key (company_id, id))`,
  `create table enrolment (
    company_id uuid not null,
    id uuid not null,
    device_id uuid not null,
    person_id uuid not null,
    device_epoch text not null,
    token_hash text unique,
    status text not null check (status in ('active', 'signed_out', 'revoked', 'ended')),
    enrolled_at text not null,
    last_seen_at text,
    last_push_at text,
    primary key (company_id, id))`,
  `create unique index enrolment_current on enrolment (company_id, device_id, person_id)
    where status in ('active', 'signed_out')`,
  `create index enrolment_person on enrolment (company_id, person_id)`,
  `create table enrolment_code (
    company_id uuid not null,
    person_id uuid not null,
    code_hash text not null,
    expires_at text not null,
    used_at text,
    primary key (company_id, person_id, code_hash))`,
  `create table book_holder (
    company_id uuid not null,
    book_id uuid not null,
    person_id uuid not null,
    from_at text not null,
    to_at text)`,
  `create index book_holder_book on book_holder (company_id, book_id, person_id)`,
  `create index book_holder_person on book_holder (company_id, person_id)`,
  `create table processed_mutation (
    company_id uuid not null,
    mutation_id text not null,
    person_id uuid not null,
    device_id uuid not null,
    device_epoch text not null,
    seq bigint not null,
    name text not null,
    happened_at text not null,
    processed_at text not null,
    status text not null,
    conflicts integer not null,
    code text,
    message text,
    primary key (company_id, mutation_id))`,
  `create table gone (
    scope_id uuid not null,
    entity text not null,
    row_id uuid not null,
    version bigint not null,
    primary key (scope_id, entity, row_id))`,
  `create index gone_pull on gone (scope_id, version)`,
  `create table audit (
    company_id uuid not null,
    id bigint not null,
    at text not null,
    actor_id uuid,
    action text not null,
    detail text not null,
    prev_hash text not null,
    hash text not null,
    primary key (company_id, id))`,
  `create table audit_head (company_id uuid primary key, id bigint not null, hash text not null)`,

  ...replicated('team', `name text not null`),
  ...replicated(
    'person',
    `name text not null, account text not null, role text not null, team_id uuid, status text not null`,
  ),
  `create unique index person_account on person (scope_id, account)`,
  ...replicated('book', `name text not null, owner_id uuid`),
  `create index book_owner on book (scope_id, owner_id)`,
  ...replicated('setting', `key text not null, value json`),
  ...replicated('tag', `name text not null, group_name text not null, ordinal bigint not null`),
  ...replicated(
    'sop',
    `code text not null, name text not null, purpose text not null, edition bigint not null, steps json not null`,
  ),
  ...replicated(
    'content_item',
    `kind text not null, title text not null, body text not null, concern text not null, ordinal bigint not null`,
  ),
  ...replicated(
    'customer',
    `name text not null, address_as text not null, nickname text not null, gender text, birthday_on text,
    company text not null, job_title text not null, city text not null, tier text not null,
    trust_stage text not null, source text not null, intent bigint not null, intent_at text,
    status text not null, consent text not null, added_on text not null, remark text not null`,
  ),
  ...replicated(
    'contact_point',
    `customer_id uuid not null, kind text not null, value text not null, label text not null`,
  ),
  ...replicated('customer_tag', `customer_id uuid not null, tag_id uuid, name text not null`),
  ...replicated(
    'promise',
    `customer_id uuid not null, body text not null, due_at text not null, status text not null, closed_at text`,
  ),
  ...replicated(
    'conflict',
    `entity text not null, row_id uuid not null, customer_id uuid, field text not null, kept_value json,
    late_value json, late_by uuid, late_at text not null, status text not null`,
  ),
  ...replicated(
    'customer_order',
    `customer_id uuid not null, product text not null, quantity bigint not null, paid_fen bigint not null,
    margin_fen bigint not null, ordered_on text not null`,
  ),
  ...replicated(
    'plan',
    `plan_on text not null, built_at text not null, started_at text, closed_at text, reflection text not null,
    available_minutes bigint not null, list_hash text not null`,
  ),
  `create index plan_day on plan (scope_id, plan_on)`,
  ...replicated(
    'plan_item',
    `plan_id uuid not null, plan_on text not null, book_id uuid not null, customer_id uuid not null,
    kind text not null, subject text not null, score bigint not null, ordinal bigint not null,
    deci_minutes bigint not null, reasons json not null, due_at text, late_after_at text not null,
    status text not null, status_at text, skip_reason text`,
  ),
  `create index plan_item_day on plan_item (scope_id, plan_on)`,
  ...replicated(
    'moment',
    `customer_id uuid not null, kind text not null, body text not null, posted_at text not null`,
  ),
  ...replicated(
    'touch',
    `customer_id uuid not null, kind text not null, touch_class text not null, body text not null,
    happened_at text not null, minutes bigint, replied boolean, moment_id uuid, plan_item_id uuid`,
  ),
  `create index touch_day on touch (scope_id, happened_at)`,
  ...replicated(
    'note',
    `customer_id uuid not null, body text not null, happened_at text not null, origin text not null`,
  ),
  `create index note_day on note (scope_id, happened_at)`,
];
