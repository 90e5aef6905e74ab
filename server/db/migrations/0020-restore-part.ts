/** How many writes a mutation was handed in with: after a restore a device may offer it back without some of them. */
export const statements: readonly string[] = [
  `alter table processed_mutation add column writes int`,
  `alter table restore_missing add column writes int`,
];
