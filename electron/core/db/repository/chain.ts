/** Post → comment → chat → answer, joined by the post's id on the touches. */
import type { LibraryText } from '#shared/domain/opener/concern-match.ts';
import type { LocalDb } from '../local-db.ts';

export interface ChainCounts {
  seen: number;
  commented: number;
  talked: number;
  replied: number;
}

export interface MomentChain {
  commentedAt: string | null;
  talkedAt: string | null;
  replied: boolean;
}

const talk = `t.kind IN ('chat', 'call', 'visit')`;

/** A talk is answered where the rep noted it, or where a message of the customer came within 48 hours of it. */
const isReplied = `(coalesce(t.replied, 0) OR EXISTS (SELECT 1 FROM signal s
  WHERE s.customer_id = t.customer_id AND s.kind IN ('message', 'ask') AND s.deleted_at IS NULL
    AND s.happened_at >= t.happened_at
    AND julianday(s.happened_at) - julianday(t.happened_at) <= 2))`;

/** Of the posts of these books since an instant. */
export function countChain(db: LocalDb, bookIds: readonly string[], since: string): ChainCounts {
  const [row] = db.raw<ChainCounts>(
    `SELECT count(*) AS seen, coalesce(sum(commented), 0) AS commented, coalesce(sum(talked), 0) AS talked,
       coalesce(sum(replied), 0) AS replied
     FROM (SELECT m.id, coalesce(max(t.kind = 'comment'), 0) AS commented, coalesce(max(${talk}), 0) AS talked,
         coalesce(max(${talk} AND ${isReplied}), 0) AS replied
       FROM moment m LEFT JOIN touch t ON t.customer_id = m.customer_id AND t.moment_id = m.id AND t.deleted_at IS NULL
       WHERE m.deleted_at IS NULL AND m.posted_at > ? AND m.scope_id IN (SELECT value FROM json_each(?))
       GROUP BY m.id)`,
    since,
    JSON.stringify(bookIds),
  );
  return row!;
}

/** What followed one post. */
export function loadChain(db: LocalDb, moment: { id: string; customerId: string }): MomentChain {
  const [row] = db.raw<Omit<MomentChain, 'replied'> & { replied: number }>(
    `SELECT min(t.happened_at) FILTER (WHERE t.kind = 'comment') AS commented_at,
       min(t.happened_at) FILTER (WHERE ${talk}) AS talked_at,
       coalesce(max(${talk} AND ${isReplied}), 0) AS replied
     FROM touch t WHERE t.customer_id = ? AND t.moment_id = ? AND t.deleted_at IS NULL`,
    moment.customerId,
    moment.id,
  );
  return { ...row!, replied: Boolean(row!.replied) };
}

/** What the last talk was about, where somebody wrote it down. */
export function findLastTalk(db: LocalDb, customerId: string): string | undefined {
  return db.raw<{ body: string }>(
    `SELECT body FROM touch t WHERE customer_id = ? AND ${talk} AND touch_class <> 'promo' AND body <> ''
       AND deleted_at IS NULL ORDER BY happened_at DESC, id DESC LIMIT 1`,
    customerId,
  )[0]?.body;
}

/** Texts of the library that are no promo and no comment, in its order. */
export function listUsefulTexts(db: LocalDb): LibraryText[] {
  return db.raw(
    `SELECT title, body, concern FROM content_item WHERE kind NOT IN ('promo', 'comment') AND deleted_at IS NULL
     ORDER BY ordinal, title, id`,
  );
}
