/** Why an item was taken off a started list. */
export const statements: readonly string[] = [`alter table plan_item add column off_code text`];
