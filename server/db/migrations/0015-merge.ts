/** Cards that became part of another one (SPEC MERGE rules). */
export const statements: readonly string[] = [
  `alter table customer add column merged_into_id uuid, add column merge_undo json, add column absorbed_at text`,
  `create index customer_merged on customer (scope_id, merged_into_id) where merged_into_id is not null`,
];
