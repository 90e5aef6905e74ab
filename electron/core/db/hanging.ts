import type { Entity } from '#shared/domain/entity/entity.ts';
import { entities } from '#shared/domain/entity/registry.ts';

/** Entities whose rows name a customer. */
export const hangingEntities: readonly string[] = (entities as readonly Entity[])
  .filter(({ columns }) => 'customerId' in columns)
  .map(({ name }) => name);
