/** Writes what the check says: the tier where it is another one, that the rule changed it, and what it was made from. */
import { sql } from 'kysely';
import type { Tier } from '#shared/domain/entity/book.ts';
import { getEntity } from '#shared/domain/entity/registry.ts';
import { tierHeight } from '#shared/domain/plan/tier.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import type { Trx } from '../../db/database.ts';
import { findRows, insertRows, updateRows, type StoredRow } from '../../db/row-store.ts';
import type { PokeNotice } from '../../sync/poke.ts';
import { bumpScopes, lockScopes } from '../scope.ts';
import type { TierProposal } from './tier-proposal.ts';

const changeEntity = getEntity('card_change');
const checkEntity = getEntity('tier_check');

export interface TierPiece {
  companyId: string;
  bookId: string;
  /** The Monday. */
  on: string;
  at: string;
  proposals: readonly TierProposal[];
}

export interface WrittenTiers {
  notices: PokeNotice[];
  raised: number;
  lowered: number;
}

/**
 * Who left the book meanwhile, was deleted or is no longer active is passed over; a tier somebody set meanwhile stays. No
 * field is stamped, and no person is the author: a decision a device made without having seen this is no conflict, but
 * stands (SPEC CONFLICT1).
 */
export async function writeTiers(trx: Trx, piece: TierPiece): Promise<WrittenTiers> {
  const { companyId, bookId, on, at, proposals } = piece;
  const scope = (await lockScopes(trx, companyId, [bookId])).get(bookId);
  const written: WrittenTiers = { notices: [], raised: 0, lowered: 0 };
  if (!scope) return written;
  const version = scope.version + 1;
  const tiers = await listActiveTiers(
    trx,
    bookId,
    proposals.map(({ customerId }) => customerId),
  );
  const present = proposals.filter(({ customerId }) => tiers.has(customerId));
  if (present.length === 0) return written;
  const rowOf = (id: string, fields: object): StoredRow => ({
    ...fields,
    companyId,
    scopeId: bookId,
    id,
    version,
    createdAt: at,
    createdBy: null,
    deletedAt: null,
    late: false,
    fieldVersion: {},
  });
  const changeIdOf = (customerId: string) => derivedId('card_change', 'tier', customerId, on);
  // Changed once on this Monday is enough: who was moved here since brought the change of the former book along.
  const told = await findRows(
    trx,
    changeEntity,
    bookId,
    present.map(({ customerId }) => changeIdOf(customerId)),
  );
  const moved = present.filter(
    ({ customerId, from, to }) =>
      from !== to && tiers.get(customerId) === from && !told.has(changeIdOf(customerId)),
  );
  for (const { from, to } of moved) {
    if (tierHeight[to] > tierHeight[from]) written.raised += 1;
    if (tierHeight[to] < tierHeight[from]) written.lowered += 1;
  }
  await setTiers(trx, bookId, version, moved);
  await insertRows(
    trx,
    changeEntity,
    moved.map(({ customerId, from, to }) =>
      rowOf(changeIdOf(customerId), {
        customerId,
        field: 'tier',
        fromValue: from,
        toValue: to,
        reason: '',
        signs: [],
        happenedAt: at,
      }),
    ),
  );
  const checks = present.map(({ customerId, check }) =>
    rowOf(derivedId('tier_check', customerId), { ...check, customerId, checkedOn: on }),
  );
  const stored = await findRows(
    trx,
    checkEntity,
    bookId,
    checks.map(({ id }) => id),
  );
  await insertRows(
    trx,
    checkEntity,
    checks.filter(({ id }) => !stored.has(id)),
  );
  await updateRows(
    trx,
    checkEntity,
    bookId,
    checks.filter(({ id }) => stored.has(id)).map((row) => ({ ...stored.get(row.id)!, ...row })),
  );
  await bumpScopes(trx, [bookId]);
  written.notices.push({ scope: bookId, version });
  return written;
}

/** Of those who are in the book, live and active. */
async function listActiveTiers(trx: Trx, bookId: string, ids: readonly string[]): Promise<Map<string, Tier>> {
  const found = await sql<{ id: string; tier: Tier }>`
    select id, tier from customer
    where scope_id = ${bookId}::uuid and id = any(${[...ids]}::uuid[]) and deleted_at is null and status = 'active'
  `.execute(trx);
  return new Map(found.rows.map(({ id, tier }) => [id, tier]));
}

async function setTiers(
  trx: Trx,
  bookId: string,
  version: number,
  moved: readonly TierProposal[],
): Promise<void> {
  if (moved.length === 0) return;
  const rows = JSON.stringify(moved.map(({ customerId, to }) => ({ id: customerId, tier: to })));
  await sql`
    update customer as c set tier = m.tier, version = ${version}
    from json_to_recordset(${rows}::json) as m(id uuid, tier text)
    where c.scope_id = ${bookId}::uuid and c.id = m.id
  `.execute(trx);
}
