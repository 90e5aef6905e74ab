/** An offer may be for some tiers or for the buyers of a product; comments and likes count over several books. */
export const statements: readonly string[] = [
  `alter table content_item add column offer_tiers json not null default '[]',
    add column offer_product text not null default ''`,
  `alter table outside_contact add column comment_ats json not null default '[]',
    add column like_ats json not null default '[]'`,
];
