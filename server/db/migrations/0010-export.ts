/** What somebody exported today is counted from the audit log; it is asked for at every export. */
export const statements: readonly string[] = [
  `create index audit_export on audit (company_id, actor_id, at) where action = 'customer.export'`,
];
