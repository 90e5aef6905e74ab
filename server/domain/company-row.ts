/** Writes of company-scope rows by commands: the scope is locked and bumped once per transaction. */
import type { Clock } from '#shared/lib/clock.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { getEntity, type EntityName } from '#shared/domain/entity/registry.ts';
import type { Trx } from '../db/database.ts';
import { findRows, insertRows, updateRows, type StoredRow } from '../db/row-store.ts';
import { bumpScopes, lockScopes } from './scope.ts';
import { Refusal } from './refusal.ts';

export interface CompanyWriter {
  /** The version every row of this transaction is stamped with. */
  version: number;
  insert(entity: EntityName, row: { id: string } & Record<string, unknown>): Promise<void>;
  /** Throws NOT_FOUND. */
  get(entity: EntityName, id: string): Promise<StoredRow>;
  change(entity: EntityName, row: StoredRow, fields: Record<string, unknown>): Promise<void>;
}

export async function openCompanyWriter(
  trx: Trx,
  clock: Clock,
  companyId: string,
  actorId: string | null,
): Promise<CompanyWriter> {
  const locked = (await lockScopes(trx, companyId, [companyId])).get(companyId);
  if (!locked) throw new Error('the company has no scope');
  await bumpScopes(trx, [companyId]);
  const version = locked.version + 1;
  return {
    version,
    async insert(entity, row) {
      const stored: StoredRow = {
        ...row,
        companyId,
        scopeId: companyId,
        version,
        createdAt: instantOf(clock),
        createdBy: actorId,
        deletedAt: null,
        late: false,
        fieldVersion: {},
      };
      await insertRows(trx, getEntity(entity), [stored]);
    },
    async get(entity, id) {
      const row = (await findRows(trx, getEntity(entity), companyId, [id])).get(id);
      if (!row || row.deletedAt) throw new Refusal('NOT_FOUND', `no such ${entity}`);
      return row;
    },
    async change(entity, row, fields) {
      await updateRows(trx, getEntity(entity), companyId, [{ ...row, ...fields, version }]);
    },
  };
}
