/**
 * What a person told other books, was asked and was given there counts in each. Everything is looked through once more,
 * for what was there before.
 */
export const statements: readonly string[] = [
  `alter table outside_contact add column stop_asked_at text, add column complaint_at text, add column served_at text,
    add column household_frozen_at text, add column nps_asked_at text, add column referral_asked_at text,
    add column surprised_at text`,
  `create index plan_item_customer on plan_item (customer_id, plan_on)`,
  `delete from outside_mark`,
];
