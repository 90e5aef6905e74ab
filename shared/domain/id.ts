/** Ids carry the kind of thing they name, so that a book id never slips in where a customer id belongs. */
export type Id<Kind extends string> = string & { readonly __kind?: Kind };

export type PersonId = Id<'person'>;
export type TeamId = Id<'team'>;
export type BookId = Id<'book'>;
export type ScopeId = Id<'scope'>;
export type HouseholdId = Id<'household'>;
export type CustomerId = Id<'customer'>;
export type TagId = Id<'tag'>;
export type PlanId = Id<'plan'>;
export type PlanItemId = Id<'plan_item'>;
