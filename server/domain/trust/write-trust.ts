/** Writes another trust stage, and that the rule changed it; see write-tiers.ts. */
import { sql } from 'kysely';
import type { TrustStage } from '#shared/domain/entity/book.ts';
import { getEntity } from '#shared/domain/entity/registry.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import type { Trx } from '../../db/database.ts';
import { insertRows } from '../../db/row-store.ts';
import type { PokeNotice } from '../../sync/poke.ts';
import { bumpScopes, lockScopes } from '../scope.ts';

const changeEntity = getEntity('card_change');

export interface TrustMove {
  customerId: string;
  from: TrustStage;
  to: TrustStage;
  /** What it stands on: the signs that hold, and what took a step off. */
  signs: readonly string[];
}

/**
 * Who left the book or was deleted meanwhile is passed over; a stage somebody set meanwhile stays. No field is stamped, and
 * no person is the author (SPEC WRITE12).
 */
export async function writeTrust(
  trx: Trx,
  { companyId, bookId, at }: { companyId: string; bookId: string; at: string },
  moves: readonly TrustMove[],
): Promise<Extract<PokeNotice, { scope: string }> | undefined> {
  if (moves.length === 0) return undefined;
  const scope = (await lockScopes(trx, companyId, [bookId])).get(bookId);
  if (!scope) return undefined;
  const version = scope.version + 1;
  const wanted = JSON.stringify(moves.map(({ customerId: id, from, to }) => ({ id, from, to })));
  const set = await sql<{ id: string }>`
    update customer as c set trust_stage = m.to, version = ${version}
    from json_to_recordset(${wanted}::json) as m(id uuid, "from" text, "to" text)
    where c.scope_id = ${bookId}::uuid and c.id = m.id and c.trust_stage = m.from and c.deleted_at is null
    returning c.id
  `.execute(trx);
  if (set.rows.length === 0) return undefined;
  const isSet = new Set(set.rows.map(({ id }) => id));
  await insertRows(
    trx,
    changeEntity,
    moves
      .filter(({ customerId }) => isSet.has(customerId))
      .map(({ customerId, from, to, signs }) => ({
        companyId,
        scopeId: bookId,
        id: derivedId('card_change', 'trust', customerId, bookId, String(version)),
        version,
        createdAt: at,
        createdBy: null,
        deletedAt: null,
        late: false,
        fieldVersion: {},
        ...{ customerId, field: 'trustStage', fromValue: from, toValue: to, reason: '', signs: [...signs] },
        happenedAt: at,
      })),
  );
  await bumpScopes(trx, [bookId]);
  return { scope: bookId, version };
}
