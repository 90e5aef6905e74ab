import type { EntityName } from '#shared/domain/entity/registry.ts';

/** One write of a mutation as a service asks for it. */
export type LocalWrite =
  | { op: 'insert'; entity: EntityName; id: string; scope: string; fields: Record<string, unknown> }
  /** Scope and seen version are looked up. Throws NOT_FOUND where the row is not on the device. */
  | { op: 'patch'; entity: EntityName; id: string; fields: Record<string, unknown> };
