/** An offer may be for a saved segment. */
export const statements: readonly string[] = [`alter table content_item add column offer_for json`];
