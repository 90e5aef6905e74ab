/** What the day plan listens to: appointments, key dates, signals, surprises, patrols, households, days off. */
import { replicated } from '../replicated.ts';

const ofCustomer = [
  'appointment',
  'key_date',
  'signal',
  'surprise',
  'patrol',
  'household_member',
  'outside_contact',
];

export const statements: readonly string[] = [
  ...replicated(
    'appointment',
    `customer_id uuid not null, title text not null, place text not null, start_at text not null,
    minutes bigint not null, status text not null, closed_at text`,
  ),
  ...replicated(
    'key_date',
    `customer_id uuid not null, kind text not null, label text not null, calendar text not null,
    month bigint not null, day bigint not null, is_leap_month boolean not null, year bigint`,
  ),
  ...replicated(
    'signal',
    `customer_id uuid not null, kind text not null, body text not null, happened_at text not null, due_at text,
    closed_at text, former_status text`,
  ),
  ...replicated(
    'surprise',
    `customer_id uuid not null, body text not null, price_fen bigint not null, status text not null, given_at text`,
  ),
  ...replicated('patrol', `customer_id uuid not null, happened_at text not null, outcome text not null`),
  ...replicated(
    'household_member',
    `customer_id uuid not null, household_id uuid not null, relation text not null`,
  ),
  `create index household_member_household on household_member (scope_id, household_id)`,
  ...replicated(
    'outside_contact',
    `customer_id uuid not null, talk_ats json not null, promo_ats json not null, household_promo_ats json not null,
    open_on text`,
  ),
  ...replicated('leave', `from_on text not null, to_on text not null, kind text not null`),
  ...replicated('meeting', `meet_on text not null, title text not null, minutes bigint not null`),
  // A split moves what hangs on a customer; pruning looks for old tombstones (see 0003-split).
  ...ofCustomer.map((table) => `create index ${table}_customer on ${table} (scope_id, customer_id)`),
  ...[...ofCustomer, 'leave', 'meeting'].map(
    (table) => `create index ${table}_tombstone on ${table} (scope_id, version) where deleted_at is not null`,
  ),
  `alter table customer add column quiet_from bigint, add column quiet_to bigint,
    add column is_legal_hold boolean not null default false, add column received_at text`,
  `alter table touch add column evidence text not null default ''`,
  `alter table book add column received_at text, add column former_owner_id uuid`,
  `alter table setting add column team_id uuid, add column person_id uuid`,
  `alter table plan add column made_by text not null default 'device', add column opened_at text`,
  `alter table plan_item add column inserted_at text, add column displaced_at text`,
];
