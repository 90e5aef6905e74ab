/** The WeChat account a person works with: its age, friends added, groups and what was posted in them. */
import { replicated } from '../replicated.ts';

const columns: Readonly<Record<string, string>> = {
  wechat_account: 'opened_on text not null',
  friend_add: 'direction text not null, who text not null, done_at text',
  group_chat: 'name text not null, started_on text not null',
  group_post:
    'group_id uuid not null, touch_class text not null, body text not null, happened_at text not null',
};

export const statements: readonly string[] = Object.entries(columns).flatMap(([table, own]) => [
  ...replicated(table, own),
  // Pruning looks for old tombstones (see 0003-split).
  `create index ${table}_tombstone on ${table} (scope_id, version) where deleted_at is not null`,
]);
