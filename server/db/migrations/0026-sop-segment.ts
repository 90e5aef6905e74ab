/** A SOP may begin for a saved segment alone. */
export const statements: readonly string[] = [`alter table sop add column starts_for json`];
