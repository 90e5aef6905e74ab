/**
 * Attachments. Bytes lie by content, in pieces, so that a backup reads and writes them a few at a time. A scope's entry says
 * that the bytes were handed in there: whoever only knows a hash cannot get them (SPEC ATTACH4).
 */
import { replicated } from '../replicated.ts';

export const statements: readonly string[] = [
  ...replicated(
    'attachment',
    `customer_id uuid not null, owner_kind text not null, owner_id uuid not null, hash text not null,
    size bigint not null, mime text not null, name text not null, width bigint, height bigint`,
  ),
  `create index attachment_tombstone on attachment (scope_id, version) where deleted_at is not null`,
  `create index attachment_hash on attachment (scope_id, hash)`,
  `create index attachment_customer on attachment (scope_id, customer_id)`,
  `create table attachment_piece (
    company_id uuid not null,
    hash text not null,
    ordinal int not null,
    bytes bytea not null,
    primary key (company_id, hash, ordinal))`,
  `create table attachment_place (
    company_id uuid not null,
    scope_id uuid not null,
    hash text not null,
    unused_since text,
    primary key (scope_id, hash))`,
  `create index attachment_place_hash on attachment_place (company_id, hash)`,
  `create table attachment_seen (
    company_id uuid not null,
    attachment_id uuid not null,
    at text not null,
    primary key (company_id, attachment_id))`,
];
