/**
 * By what people are told to be the same over several books, and up to which version of each scope that was looked
 * through. Both are made from the replicated rows and could be thrown away.
 */
export const statements: readonly string[] = [
  `create table person_key (
    company_id uuid not null,
    key text not null,
    scope_id uuid not null,
    customer_id uuid not null,
    primary key (company_id, key, scope_id, customer_id))`,
  `create index person_key_customer on person_key (company_id, customer_id)`,
  `create table outside_mark (scope_id uuid primary key, version bigint not null)`,
];
