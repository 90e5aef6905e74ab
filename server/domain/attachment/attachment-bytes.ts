/** Bytes by content: written once a company, read where a scope has its entry, gone when no scope has one. */
import { sql } from 'kysely';
import type { Db, Trx } from '../../db/database.ts';

/** So small that a backup, which reads a thousand rows at a time as text, stays in bounds. */
const pieceBytes = 16 * 1024;

/** Clearing away must not take bytes between the look whether they are there and the entry that needs them. */
export async function shareBytes(trx: Trx, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${lockClass}, hashtext(${companyId}))`.execute(trx);
}

async function holdBytes(trx: Trx, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockClass}, hashtext(${companyId}))`.execute(trx);
}

const lockClass = sql.lit(7_420_002);

/** The caller has checked that the bytes have the hash. */
export async function putBytes(
  db: Db,
  companyId: string,
  scopeIds: readonly string[],
  hash: string,
  bytes: Uint8Array,
): Promise<void> {
  const pieces = Math.ceil(bytes.length / pieceBytes);
  await db.transaction().execute(async (trx) => {
    await shareBytes(trx, companyId);
    const there = await sql`
      select 1 from attachment_piece where company_id = ${companyId}::uuid and hash = ${hash} limit 1
    `.execute(trx);
    if (there.rows.length === 0) {
      await sql`
        insert into attachment_piece (company_id, hash, ordinal, bytes)
        select ${companyId}::uuid, ${hash}, i,
          substring(given.bytes from i * ${sql.lit(pieceBytes)} + 1 for ${sql.lit(pieceBytes)})
        from (select ${Buffer.from(bytes)}::bytea as bytes) as given, generate_series(0, ${pieces - 1}::int) as i
        on conflict do nothing
      `.execute(trx);
    }
    await sql`
      insert into attachment_place (company_id, scope_id, hash)
      select ${companyId}::uuid, scope_id, ${hash} from unnest(${[...scopeIds]}::uuid[]) as scope_id
      on conflict (scope_id, hash) do update set unused_since = null
    `.execute(trx);
  });
}

/** Undefined where they were never handed in there. */
export async function findBytes(db: Db, scopeId: string, hash: string): Promise<Buffer | undefined> {
  const found = await sql<{ bytes: Buffer }>`
    select piece.bytes from attachment_place place
    join attachment_piece piece on piece.company_id = place.company_id and piece.hash = place.hash
    where place.scope_id = ${scopeId}::uuid and place.hash = ${hash} order by piece.ordinal
  `.execute(db);
  return found.rows.length === 0 ? undefined : Buffer.concat(found.rows.map(({ bytes }) => bytes));
}

/** Which of the rows have their bytes in their scope, by `scope hash`. */
export async function placesOf(
  db: Db,
  rows: ReadonlyArray<{ scopeId: string; hash: string }>,
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const found = await sql<{ scopeId: string; hash: string }>`
    select place.scope_id, place.hash from attachment_place place
    join json_to_recordset(${JSON.stringify(rows.map(({ scopeId, hash }) => ({ scope: scopeId, hash })))}::json)
      as wanted(scope uuid, hash text) on place.scope_id = wanted.scope and place.hash = wanted.hash
    where exists (select 1 from attachment_piece piece
      where piece.company_id = place.company_id and piece.hash = place.hash)
  `.execute(db);
  return new Set(found.rows.map(placeKey));
}

export function placeKey({ scopeId, hash }: { scopeId: string; hash: string }): string {
  return `${scopeId} ${hash}`;
}

/** Customers moved from one book to another: their bytes can be had there too. */
export async function movePlaces(
  trx: Trx,
  from: string,
  to: string,
  customerIds: readonly string[],
): Promise<void> {
  await sql`
    insert into attachment_place (company_id, scope_id, hash)
    select distinct place.company_id, ${to}::uuid, place.hash from attachment a
    join attachment_place place on place.scope_id = ${from}::uuid and place.hash = a.hash
    where a.scope_id = ${to}::uuid and a.customer_id = any(${[...customerIds]}::uuid[])
    on conflict (scope_id, hash) do update set unused_since = null
  `.execute(trx);
}

/** Removes bytes that no scope has an entry for; returns how many files. */
export async function dropUnplaced(db: Db, companyId: string): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await holdBytes(trx, companyId);
    const dropped = await sql<{ n: number }>`
      with gone as (
        delete from attachment_piece piece where piece.company_id = ${companyId}::uuid and not exists (
          select 1 from attachment_place place
          where place.company_id = piece.company_id and place.hash = piece.hash)
        returning hash)
      select count(distinct hash)::int8 as n from gone
    `.execute(trx);
    return dropped.rows[0]!.n;
  });
}
