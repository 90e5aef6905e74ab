/** A text of the library may be an offer: from one day to another, for the customers with a tag. */
export const statements: readonly string[] = [
  `alter table content_item add column offer_from_on text, add column offer_to_on text,
    add column offer_tag text not null default ''`,
];
