/** What the block rate of R4 is made from, for the owner of the given books: the own touches and blocks in them. */
import {
  blockKinds,
  blocksAfter,
  blockWindows,
  promoLiftKey,
  type BlockWeek,
} from '#shared/domain/block-rate.ts';
import { proactiveServiceKinds } from '#shared/domain/plan/kind.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { LocalDb } from '../local-db.ts';

export interface BlockRows {
  /** See `blockWindows`. */
  blockWeeks: BlockWeek[];
  promoLiftedAt: string | null;
}

export function loadBlockRows(
  db: LocalDb,
  { bookIds, now, settings }: { bookIds: readonly string[]; now: number; settings: Settings },
): BlockRows {
  const books = JSON.stringify(bookIds);
  const kinds = JSON.stringify(blockKinds);
  const owners = `(SELECT owner_id FROM book WHERE id IN (SELECT value FROM json_each(?)))`;
  const blocks = db.raw<{ at: string }>(
    `SELECT happened_at AS at FROM signal
     WHERE deleted_at IS NULL AND happened_at > ? AND kind IN (SELECT value FROM json_each(?))
       AND +scope_id IN (SELECT value FROM json_each(?)) AND created_by IN ${owners}`,
    blocksAfter(now, settings),
    kinds,
    books,
    books,
  );
  const liftedAt = findLiftedAt(db, books, owners);
  const windows = blockWindows(
    blocks.map(({ at }) => at),
    { now, liftedAt },
    settings,
  );
  // The plus keeps to the index by time: a book is nearly all there is in the file, the days of a window are few.
  const blockWeeks = db.raw<BlockWeek>(
    `SELECT w.value ->> 'at' AS at,
       (SELECT count(DISTINCT s.customer_id) FROM signal s
        WHERE s.happened_at > w.value ->> 'from' AND s.happened_at <= w.value ->> 'at' AND s.deleted_at IS NULL
          AND s.kind IN (SELECT value FROM json_each(?)) AND +s.scope_id IN (SELECT value FROM json_each(?))
          AND s.created_by IN ${owners}) AS customers,
       (SELECT count(*) FROM touch t
        WHERE t.happened_at > w.value ->> 'from' AND t.happened_at <= w.value ->> 'at' AND t.deleted_at IS NULL
          AND t.kind <> 'like' AND +t.scope_id IN (SELECT value FROM json_each(?)) AND t.created_by IN ${owners}
          AND (t.touch_class <> 'service' OR t.plan_item_id IN (
            SELECT id FROM plan_item WHERE kind IN (SELECT value FROM json_each(?))))) AS touches
     FROM json_each(?) w ORDER BY w.key`,
    kinds,
    books,
    books,
    books,
    books,
    JSON.stringify(proactiveServiceKinds),
    JSON.stringify(windows),
  );
  return { blockWeeks, promoLiftedAt: liftedAt };
}

function findLiftedAt(db: LocalDb, books: string, owners: string): string | null {
  const [row] = db.raw<{ value: string }>(
    `SELECT value ->> '$' AS value FROM setting WHERE key = ? AND deleted_at IS NULL AND person_id IN ${owners} ORDER BY value DESC LIMIT 1`,
    promoLiftKey,
    books,
  );
  return row ? liftedAtOf(row.value) : null;
}

function liftedAtOf(value: unknown): string | null {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : null;
}
