/** Collects the rows of one scope by entity, each checked against its entity's type at compile time. */
import type { NewFields } from '#shared/domain/entity/entity.ts';
import type { entities, EntityName } from '#shared/domain/entity/registry.ts';
import type { SeedCompany, SeedRow } from '../seed.ts';

type EntityOf<N extends EntityName> = Extract<(typeof entities)[number], { name: N }>;
export type Common = { id: string; createdAt: string; createdBy: string | null };
export type DemoRow<N extends EntityName> = NewFields<EntityOf<N>> & Common;

export interface RowSink {
  add<N extends EntityName>(entity: N, row: DemoRow<N>): void;
  /** One group per entity, in the order of first use. */
  groups(): SeedCompany['rows'];
}

export function createRowSink(scopeId: string): RowSink {
  const byEntity = new Map<EntityName, SeedRow[]>();
  return {
    add(entity, row) {
      const rows = byEntity.get(entity);
      if (rows) rows.push(row as SeedRow);
      else byEntity.set(entity, [row as SeedRow]);
    },
    groups: () => [...byEntity].map(([entity, rows]) => ({ entity, scopeId, rows })),
  };
}

/** The rows of one entity. */
export function rowsOf<N extends EntityName>(groups: SeedCompany['rows'], entity: N): DemoRow<N>[] {
  return groups.flatMap((group) => (group.entity === entity ? (group.rows as DemoRow<N>[]) : []));
}
