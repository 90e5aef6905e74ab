/** Whose bytes a person may read and hand in: told by the replicated row, never by knowing a hash (SPEC ATTACH3, ATTACH4). */
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../db/database.ts';
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
