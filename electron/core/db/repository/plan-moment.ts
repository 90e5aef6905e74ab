import { isSadEvent } from '#shared/domain/comment/sad-event.ts';
import type { Moment } from '#shared/domain/entity/book.ts';
import type { OpenMoment } from '#shared/domain/plan/input.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { LocalDb } from '../local-db.ts';
import { grouped } from './grouped.ts';

type MomentRow = Pick<Moment, 'customerId' | 'id' | 'postedAt' | 'kind' | 'body'>;

const hourMs = 3_600_000;

/** Posts that may still be answered, and those that just became too old, with what was done about them. */
export function loadOpenMoments(
  db: LocalDb,
  { now, settings }: { now: number; settings: Settings },
): Map<string, OpenMoment[]> {
  const mostHours = Math.max(settings['post.openHours'], settings['post.sadDays'] * 24);
  const since = new Date(now - mostHours * hourMs).toISOString();
  const reactions = loadReactions(db, since);
  // By customer, so that the index on customer and time answers it without reading every post.
  const rows = db.raw<MomentRow>(
    `SELECT m.customer_id, m.id, m.posted_at, m.kind, m.body
     FROM customer c CROSS JOIN moment m ON m.customer_id = c.id AND m.posted_at > ?
     WHERE c.deleted_at IS NULL AND m.deleted_at IS NULL ORDER BY m.customer_id, m.posted_at, m.id`,
    since,
  );
  return grouped(rows, ({ id, postedAt, kind, body }): OpenMoment => {
    const done = reactions.get(id);
    return {
      id,
      postedAt,
      isSad: isSadEvent({ kind, body }, settings),
      isLiked: done?.has('like') ?? false,
      isCommented: done?.has('comment') ?? false,
      isTalkedOf: done !== undefined && ['chat', 'call', 'visit'].some((kind) => done.has(kind)),
    };
  });
}

/** Kinds of touches per post. */
function loadReactions(db: LocalDb, since: string): Map<string, Set<string>> {
  const rows = db.raw<{ momentId: string; kind: string }>(
    `SELECT moment_id, kind FROM touch
     WHERE happened_at > ? AND moment_id IS NOT NULL AND deleted_at IS NULL`,
    since,
  );
  const reactions = new Map<string, Set<string>>();
  for (const { momentId, kind } of rows) {
    const kinds = reactions.get(momentId);
    if (kinds) kinds.add(kind);
    else reactions.set(momentId, new Set([kind]));
  }
  return reactions;
}
