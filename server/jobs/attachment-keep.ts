/**
 * What becomes of attachments with time: pictures of Moments go after their days (rules.md R17), bytes that nothing refers
 * to a week later. Days count from when the server first saw the row, by its own clock; run twice it does nothing more.
 */
import { sql } from 'kysely';
import { dayMs } from '#shared/domain/calendar.ts';
import { getEntity } from '#shared/domain/entity/registry.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Db, Trx } from '../db/database.ts';
import { findRows, updateRows } from '../db/row-store.ts';
import { dropUnplaced } from '../domain/attachment/attachment-bytes.ts';
import { loadCompanySettings } from '../domain/company-settings.ts';
import { bumpScopes, lockScopes } from '../domain/scope.ts';

const entity = getEntity('attachment');
/** A deletion can be taken back for so long, also by a device that was away. */
export const unusedDays = 7;

export interface KeptAttachments {
  /** Rows that were deleted because their days are over. */
  expired: number;
  /** Files whose bytes were removed. */
  removed: number;
}

export async function keepAttachments({ db, clock }: { db: Db; clock: Clock }): Promise<KeptAttachments> {
  const kept: KeptAttachments = { expired: 0, removed: 0 };
  for (const { id } of await db.selectFrom('company').select('id').execute()) {
    kept.expired += await expire(db, clock, id);
    await markUnused(db, clock, id);
    kept.removed += await dropUnplaced(db, id);
  }
  return kept;
}

const isMomentPicture = sql`a.owner_kind = 'moment' and a.mime like 'image/%' and a.deleted_at is null`;

async function expire(db: Db, clock: Clock, companyId: string): Promise<number> {
  await sql`
    insert into attachment_seen (company_id, attachment_id, at)
    select distinct a.company_id, a.id, ${instantOf(clock)} from attachment a
    where a.company_id = ${companyId}::uuid and ${isMomentPicture} on conflict do nothing
  `.execute(db);
  const days = (await loadCompanySettings(db, companyId))['attachment.momentImageDays'];
  const due = await sql<{ scopeId: string; id: string }>`
    select a.scope_id, a.id from attachment a
    join attachment_seen seen on seen.company_id = a.company_id and seen.attachment_id = a.id
    where a.company_id = ${companyId}::uuid and ${isMomentPicture} and seen.at <= ${ago(clock, days)}
    order by a.scope_id, a.id
  `.execute(db);
  let expired = 0;
  for (const [scopeId, rows] of Map.groupBy(due.rows, (row) => row.scopeId)) {
    const ids = rows.map(({ id }) => id);
    expired += await db.transaction().execute((trx) => deleteRows(trx, clock, companyId, scopeId, ids));
  }
  await sql`
    delete from attachment_seen seen where seen.company_id = ${companyId}::uuid and not exists (
      select 1 from attachment a where a.company_id = seen.company_id and a.id = seen.attachment_id
        and ${isMomentPicture})
  `.execute(db);
  return expired;
}

/** Looked at again under the lock: a split may have moved them, a person deleted them. */
async function deleteRows(
  trx: Trx,
  clock: Clock,
  companyId: string,
  scopeId: string,
  ids: readonly string[],
): Promise<number> {
  const scope = (await lockScopes(trx, companyId, [scopeId])).get(scopeId);
  if (!scope) return 0;
  const rows = [...(await findRows(trx, entity, scopeId, ids)).values()].filter((row) => !row.deletedAt);
  if (rows.length === 0) return 0;
  const version = scope.version + 1;
  await updateRows(
    trx,
    entity,
    scopeId,
    rows.map((row) => ({
      ...row,
      version,
      deletedAt: instantOf(clock),
      fieldVersion: { ...row.fieldVersion, deletedAt: { v: version, d: 'server', s: 0 } },
    })),
  );
  await bumpScopes(trx, [scopeId]);
  // Gone means gone: these do not wait for the week.
  await sql`
    delete from attachment_place place where place.scope_id = ${scopeId}::uuid
      and place.hash = any(${rows.map(({ hash }) => hash)}::text[]) and not ${isUsed}
  `.execute(trx);
  return rows.length;
}

/** A row that is there, with an owner that is there. */
const isUsed = sql`exists (
  select 1 from attachment a where a.scope_id = place.scope_id and a.hash = place.hash and a.deleted_at is null
    and (
      exists (select 1 from note o where a.owner_kind = 'note' and o.scope_id = a.scope_id and o.id = a.owner_id
        and o.deleted_at is null)
      or exists (select 1 from moment o where a.owner_kind = 'moment' and o.scope_id = a.scope_id
        and o.id = a.owner_id and o.deleted_at is null)
      or exists (select 1 from touch o where a.owner_kind = 'touch' and o.scope_id = a.scope_id and o.id = a.owner_id
        and o.deleted_at is null)))`;

async function markUnused(db: Db, clock: Clock, companyId: string): Promise<void> {
  await sql`
    update attachment_place place set unused_since = case when ${isUsed} then null else ${instantOf(clock)} end
    where place.company_id = ${companyId}::uuid and (place.unused_since is null) = (not ${isUsed})
  `.execute(db);
  await sql`
    delete from attachment_place place where place.company_id = ${companyId}::uuid
      and place.unused_since <= ${ago(clock, unusedDays)}
  `.execute(db);
}

function ago(clock: Clock, days: number): string {
  return new Date(clock.now() - days * dayMs).toISOString();
}
