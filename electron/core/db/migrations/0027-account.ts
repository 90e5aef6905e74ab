/** The WeChat account a person works with: its age, friends added, groups and what was posted in them. */
import type { Migration } from '../migration.ts';

const columns: Readonly<Record<string, string>> = {
  wechat_account: 'opened_on TEXT',
  friend_add: 'direction TEXT, who TEXT, done_at TEXT',
  group_chat: 'name TEXT, started_on TEXT',
  group_post: 'group_id TEXT, touch_class TEXT, body TEXT, happened_at TEXT',
};

export const account: Migration = {
  number: 27,
  up(db) {
    for (const [table, own] of Object.entries(columns)) {
      db.exec(`
        CREATE TABLE ${table} (
          id TEXT PRIMARY KEY, scope_id TEXT NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL, created_by TEXT,
          deleted_at TEXT, late BOOLEAN NOT NULL, ${own});
        CREATE INDEX ${table}_scope ON ${table} (scope_id);`);
    }
    db.exec(`CREATE INDEX friend_add_done ON friend_add (done_at) WHERE deleted_at IS NULL;
      CREATE INDEX group_post_group ON group_post (group_id, happened_at) WHERE deleted_at IS NULL;`);
  },
};
