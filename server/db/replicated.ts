/** What every replicated table has, in every migration that makes one. Never changed: databases exist that were made so. */

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
export function replicated(name: string, columns: string): string[] {
  return [
    `create table ${name} (${common}, ${columns}, primary key (scope_id, id))`,
    `create index ${name}_pull on ${name} (scope_id, version, id)`,
  ];
}
