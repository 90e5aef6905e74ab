/** The score of a comment (rules.md R9) stands beside it; what came before has none. */
export const statements: readonly string[] = [`alter table touch add column quality bigint`];
