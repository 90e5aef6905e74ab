/** Whose bytes a person may read and hand in: told by the replicated row, never by knowing a hash (SPEC ATTACH3, ATTACH4). */
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../db/database.ts';
import { cardsOf, loadRoots } from '../merged.ts';
import type { Principal } from '../principal.ts';

export interface AttachmentRow {
  id: string;
  scopeId: string;
  hash: string;
  size: number;
  mime: string;
}

const columns = sql`a.id, a.scope_id, a.hash, a.size, a.mime`;

/** The row in a book the person holds now. */
export async function findReadable(
  db: Db,
  principal: Principal,
  id: string,
): Promise<AttachmentRow | undefined> {
  return (await listRows(db, principal, [id], sql`b.owner_id = ${principal.personId}::uuid`))[0];
}

/** Rows in books the person holds now, and own ones wherever they lie: a former owner still hands in (SPEC LATE1). */
export function listWritable(db: Db, principal: Principal, ids: readonly string[]): Promise<AttachmentRow[]> {
  const { personId } = principal;
  return listRows(
    db,
    principal,
    ids,
    sql`(b.owner_id = ${personId}::uuid or a.created_by = ${personId}::uuid)`,
  );
}

/** What was kept with a touch that one of these people did: what was posted or written of the customer is not theirs to show. */
export async function findEvidence(
  db: Db,
  { companyId }: Principal,
  id: string,
  personIds: readonly string[],
): Promise<AttachmentRow | undefined> {
  const found = await sql<AttachmentRow>`
    select ${columns} from book b
    join attachment a on a.scope_id = b.id and a.id = ${id}::uuid and a.owner_kind = 'touch' and a.deleted_at is null
    join touch t on t.scope_id = a.scope_id and t.id = a.owner_id and t.deleted_at is null
      and t.created_by = any(${[...personIds]}::uuid[])
    where b.scope_id = ${companyId}::uuid and b.deleted_at is null
  `.execute(db);
  return found.rows[0];
}

/** Other files of the customer, on whichever of the cards that are one person, that count and whose bytes are there. */
export async function countBytesOfCard(db: Db, { scopeId, id }: AttachmentRow): Promise<number> {
  const roots = await loadRoots(db, [scopeId]);
  const owner = await sql<{ customerId: string }>`
    select customer_id from attachment where scope_id = ${scopeId}::uuid and id = ${id}::uuid
  `.execute(db);
  const customerId = owner.rows[0]?.customerId;
  if (customerId === undefined) return 0;
  const isLive = (kind: 'note' | 'moment' | 'touch') => sql`a.owner_kind = ${sql.lit(kind)} and exists (
    select 1 from ${sql.table(kind)} o where o.scope_id = a.scope_id and o.id = a.owner_id and o.deleted_at is null)`;
  const counted = await sql<{ n: number }>`
    select count(*)::int8 as n from attachment a
    join attachment_place place on place.scope_id = a.scope_id and place.hash = a.hash
    where a.scope_id = ${scopeId}::uuid and a.customer_id = any(${cardsOf(customerId, roots)}::uuid[])
      and a.id <> ${id}::uuid and a.deleted_at is null
      and (${sql.join((['note', 'moment', 'touch'] as const).map(isLive), sql` or `)})
  `.execute(db);
  return counted.rows[0]!.n;
}

async function listRows(
  db: Db,
  { companyId }: Principal,
  ids: readonly string[],
  isAllowed: RawBuilder<unknown>,
): Promise<AttachmentRow[]> {
  const found = await sql<AttachmentRow>`
    select ${columns} from book b join attachment a on a.scope_id = b.id
    where b.scope_id = ${companyId}::uuid and b.deleted_at is null and a.id = any(${[...ids]}::uuid[])
      and ${isAllowed}
    order by a.scope_id, a.id
  `.execute(db);
  return found.rows;
}
