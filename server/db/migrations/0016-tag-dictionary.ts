/** Tags that ask for a reason, retire, become another one, and what they were called before. */
export const statements: readonly string[] = [
  `alter table tag add column asks_reason boolean not null default false, add column retired_at text,
    add column merged_into_id uuid, add column former_names json not null default '[]'`,
];
