/**
 * The audit log: append-only, one hash chain per company. Each entry's hash covers its content and the hash before it,
 * and the head is kept apart, so that a changed, removed or cut-off entry is found.
 */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Db, Trx } from '../db/database.ts';
import { sha256Hex } from './secret.ts';

/** Names, ids and counts that explain an entry; never customer text. */
export type AuditDetail = Record<string, string | number | boolean | null>;

export interface AuditEvent {
  companyId: string;
  actorId: string | null;
  action: string;
  detail: AuditDetail;
}

const firstHash = '0'.repeat(64);

export async function createAuditTrail(trx: Trx, companyId: string): Promise<void> {
  await trx.insertInto('auditHead').values({ companyId, id: 0, hash: firstHash }).execute();
}

/** Writes in the caller's transaction; the head row is locked, so entries of a company come one after another. */
export async function appendAudit(trx: Trx, clock: Clock, event: AuditEvent): Promise<void> {
  const head = await trx
    .selectFrom('auditHead')
    .select(['id', 'hash'])
    .where('companyId', '=', event.companyId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const entry = {
    companyId: event.companyId,
    id: head.id + 1,
    at: instantOf(clock),
    actorId: event.actorId,
    action: event.action,
    detail: JSON.stringify(event.detail, Object.keys(event.detail).sort()),
    prevHash: head.hash,
  };
  const hash = hashOf(entry);
  await trx
    .insertInto('audit')
    .values({ ...entry, hash })
    .execute();
  await trx
    .updateTable('auditHead')
    .set({ id: entry.id, hash })
    .where('companyId', '=', event.companyId)
    .execute();
}

export interface AuditVerdict {
  entries: number;
  /** The first entry that does not fit; one past the last when the end was cut off. */
  brokenAt: number | null;
}

export async function verifyAudit(db: Db, companyId: string): Promise<AuditVerdict> {
  const entries = await db
    .selectFrom('audit')
    .selectAll()
    .where('companyId', '=', companyId)
    .orderBy('id')
    .execute();
  let hash = firstHash;
  for (const [index, entry] of entries.entries()) {
    const fits = entry.id === index + 1 && entry.prevHash === hash && entry.hash === hashOf(entry);
    if (!fits) return { entries: entries.length, brokenAt: index + 1 };
    hash = entry.hash;
  }
  const head = await db
    .selectFrom('auditHead')
    .select(['id', 'hash'])
    .where('companyId', '=', companyId)
    .executeTakeFirst();
  const isWhole = head?.id === entries.length && head.hash === hash;
  return { entries: entries.length, brokenAt: isWhole ? null : entries.length + 1 };
}

interface Hashed {
  companyId: string;
  id: number;
  at: string;
  actorId: string | null;
  action: string;
  detail: string;
  prevHash: string;
}

function hashOf(entry: Hashed): string {
  const { companyId, id, at, actorId, action, detail, prevHash } = entry;
  return sha256Hex(JSON.stringify([prevHash, companyId, id, at, actorId, action, detail]));
}
