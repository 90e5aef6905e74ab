/** Restores from a backup: when, what the replaced history had and the backup lacks, and how far histories agree. */
export const statements: readonly string[] = [
  `create table restore (
    id uuid primary key,
    restored_at text not null,
    taken_at text not null,
    epoch text not null,
    is_former_known boolean not null)`,
  `create table restore_missing (
    company_id uuid not null,
    mutation_id text not null,
    person_id uuid not null,
    device_id uuid not null,
    processed_at text not null,
    restore_id uuid not null references restore (id),
    primary key (company_id, mutation_id))`,
  `create index restore_missing_restore on restore_missing (restore_id, company_id, person_id)`,
  // Up to which version of a scope an earlier server epoch and the present one are the same (SPEC EPOCH).
  `create table epoch_floor (
    epoch text not null,
    scope_id uuid not null,
    version bigint not null,
    primary key (epoch, scope_id))`,
];
