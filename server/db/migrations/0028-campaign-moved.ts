/** Whom a request of a campaign was for who is in somebody else's book by now, in whichever. */
export const statements: readonly string[] = [
  `create index campaign_recipient_open on campaign_recipient (scope_id, campaign_id)
    where is_asked and closed_at is null and deleted_at is null`,
];
