export const invariants = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8'] as const;
export type Invariant = (typeof invariants)[number];

/** The program broke a rule. Anything else that is thrown is a fault of the simulator or a crash of the program. */
export class Violation extends Error {
  readonly invariant: Invariant;

  constructor(invariant: Invariant, what: string) {
    super(`${invariant}: ${what}`);
    this.name = 'Violation';
    this.invariant = invariant;
  }
}

export function demand(isSo: boolean, invariant: Invariant, what: () => string): void {
  if (!isSo) throw new Violation(invariant, what());
}
