/** What the figures of a day are made from (rules.md R11). */
import type { Tier, TouchClass } from '#shared/domain/entity/book.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import { proactiveServiceKinds } from '#shared/domain/plan/kind.ts';
import type { LocalDb } from '../local-db.ts';
import { hasLiveAttachment } from './attachment.ts';

/** The posts entered after an instant, each with its customer. */
export function loadMomentsSince(db: LocalDb, at: string): Map<string, string> {
  const rows = db.raw<{ id: string; customerId: string }>(
    `SELECT id, customer_id FROM moment WHERE created_at > ? AND deleted_at IS NULL`,
    at,
  );
  return new Map(rows.map(({ id, customerId }) => [id, customerId]));
}

/** Mean and number of the scored actions of one person since an instant. */
export function loadQuality(
  db: LocalDb,
  personId: string,
  since: string,
): { quality: number | null; scored: number } {
  const [row] = db.raw<{ quality: number | null; scored: number }>(
    `SELECT avg(quality) AS quality, count(*) AS scored FROM touch
     WHERE happened_at >= ? AND created_by = ? AND quality IS NOT NULL AND deleted_at IS NULL`,
    since,
    personId,
  );
  return row!;
}

export type RatedItem = Pick<
  PlanItem,
  'planOn' | 'kind' | 'status' | 'statusAt' | 'skipReason' | 'lateAfterAt' | 'displacedAt'
> & { tier: Tier };

/** Items of the person's lists that were started, from a day on; with the tier of today. */
export function loadRatedItems(db: LocalDb, scope: string, from: string, to: string): RatedItem[] {
  return db.raw<RatedItem>(
    `SELECT i.plan_on, i.kind, i.status, i.status_at, i.skip_reason, i.late_after_at, i.displaced_at,
       coalesce(c.tier, 'C') AS tier
     FROM plan p JOIN plan_item i ON i.plan_id = p.id AND i.deleted_at IS NULL
     LEFT JOIN customer c ON c.id = i.customer_id
     WHERE p.scope_id = ? AND p.plan_on >= ? AND p.plan_on <= ? AND p.started_at IS NOT NULL
       AND p.deleted_at IS NULL ORDER BY i.plan_on`,
    scope,
    from,
    to,
  );
}

/** The touch by which an item was done. */
export function loadItemTouches(
  db: LocalDb,
  itemIds: readonly string[],
): Map<string, { touchClass: TouchClass; hasEvidence: boolean }> {
  const rows = db.raw<{ id: string; touchId: string; touchClass: TouchClass; evidence: string }>(
    `SELECT plan_item_id AS id, id AS touch_id, touch_class, evidence FROM touch
     WHERE plan_item_id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL ORDER BY happened_at`,
    JSON.stringify(itemIds),
  );
  return new Map(
    rows.map(({ id, touchId, touchClass, evidence }) => [
      id,
      { touchClass, hasEvidence: evidence.trim() !== '' || hasLiveAttachment(db, touchId) },
    ]),
  );
}

export interface LostCustomer {
  customerId: string;
  name: string;
  kind: 'blocked_us' | 'deleted_us';
  happenedAt: string;
}

/** Who was found out to have left us since an instant and is not settled yet, the newest first. */
export function listLostCustomers(db: LocalDb, since: string): LostCustomer[] {
  return db.raw<LostCustomer>(
    `SELECT s.customer_id, c.name, s.kind, s.happened_at FROM signal s
     JOIN customer c ON c.id = s.customer_id AND c.deleted_at IS NULL
     WHERE s.kind IN ('blocked_us', 'deleted_us') AND s.happened_at >= ? AND s.closed_at IS NULL
       AND s.deleted_at IS NULL ORDER BY s.happened_at DESC LIMIT 20`,
    since,
  );
}

/** The posts of the conversations of our own making (rules.md R4) with a customer since an instant; null: about none. */
export function listTalkMoments(db: LocalDb, customerId: string, from: string): (string | null)[] {
  return db
    .raw<{ momentId: string | null }>(
      `SELECT t.moment_id FROM touch t LEFT JOIN plan_item i ON i.id = t.plan_item_id
       WHERE t.customer_id = ? AND t.happened_at >= ? AND t.kind <> 'like' AND t.deleted_at IS NULL
         AND (t.touch_class <> 'service' OR i.kind IN (SELECT value FROM json_each(?)))`,
      customerId,
      from,
      JSON.stringify(proactiveServiceKinds),
    )
    .map(({ momentId }) => momentId);
}

/** When a post was liked, by whom ever; undefined where it was not. */
export function findLikeTime(db: LocalDb, customerId: string, momentId: string): string | undefined {
  return db.raw<{ at: string }>(
    `SELECT happened_at AS at FROM touch
     WHERE customer_id = ? AND moment_id = ? AND kind = 'like' AND deleted_at IS NULL ORDER BY happened_at LIMIT 1`,
    customerId,
    momentId,
  )[0]?.at;
}
