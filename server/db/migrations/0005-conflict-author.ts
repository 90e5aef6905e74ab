/** A conflict also tells who wrote the kept value and when; field stamps lead there through the processed mutations. */
export const statements: readonly string[] = [
  `alter table conflict add column kept_by uuid, add column kept_at text`,
  `create index if not exists processed_mutation_seq on processed_mutation (company_id, device_epoch, seq)`,
];
