/** A part of the local file that is derived from replicated rows, kept current in the transaction that changes them. */
import type { EntityName } from '#shared/domain/entity/registry.ts';

export interface RowListener {
  /** Rows were inserted, changed or removed, locally or by a pull. An id may name a row that exists no more. */
  rowsApplied(entity: EntityName, ids: readonly string[]): void;
  /** Every replicated row of the scope is about to be deleted. */
  scopeErasing?(scopeId: string): void;
  /** Every replicated row of the scope is gone; whatever else was kept about it has to go too. */
  scopeErased(scopeId: string): void;
  /** Single rows left the device and did not come back in another scope. */
  rowsLeft(): void;
}
