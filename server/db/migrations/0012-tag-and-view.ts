/** Saved views; groups of tags that exclude each other; why a tag was put on and until when it holds. */
import { replicated } from '../replicated.ts';

export const statements: readonly string[] = [
  ...replicated(
    'list_view',
    `name text not null, filter json not null, sorts json not null, columns json not null, ordinal bigint not null`,
  ),
  `create index list_view_tombstone on list_view (scope_id, version) where deleted_at is not null`,
  `alter table tag add column is_exclusive boolean not null default false, add column valid_days bigint`,
  `alter table customer_tag add column expires_on text, add column reason text not null default ''`,
];
