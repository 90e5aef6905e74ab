/** Orders carry the number the shop gave them; customers the balance of their points. */
export const statements: readonly string[] = [
  `alter table customer add column points bigint`,
  `alter table customer_order add column order_no text not null default ''`,
];
