/** How far the trust stages of each book have been worked out (rules.md R16). */
export const statements: readonly string[] = [
  `create table trust_round (
    book_id uuid primary key,
    company_id uuid not null,
    version bigint not null default 0,
    swept_at text,
    sweep_after uuid)`,
  `create index trust_round_company on trust_round (company_id)`,
];
