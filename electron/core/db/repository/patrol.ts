/** What a patrol card is made from, with one query over the customers of the given books. */
import type { Customer, Moment } from '#shared/domain/entity/book.ts';
import type { Patrol } from '#shared/domain/entity/care.ts';
import type { LikeCounts } from '#shared/domain/patrol/like-guard.ts';
import type { PatrolCustomer } from '#shared/domain/patrol/patrol-card.ts';
import type { LocalDb } from '../local-db.ts';

export type PatrolRow = PatrolCustomer &
  Pick<Customer, 'name' | 'addressAs' | 'addedOn'> & { likesAtOnce: number };

/** Those that may be contacted at all. `week` and `atOnce` are the instants from which likes and comments count. */
export function listPatrolCustomers(
  db: LocalDb,
  bookIds: readonly string[],
  { week, atOnce }: { week: string; atOnce: string },
): PatrolRow[] {
  return db.raw<PatrolRow>(
    `WITH look AS (SELECT customer_id, max(happened_at) AS at FROM patrol WHERE deleted_at IS NULL GROUP BY customer_id),
     social AS (SELECT customer_id,
         count(*) FILTER (WHERE kind = 'comment') AS comments, count(*) FILTER (WHERE kind = 'like') AS likes,
         count(*) FILTER (WHERE kind = 'like' AND happened_at > ?) AS at_once
       FROM touch WHERE kind IN ('like', 'comment') AND happened_at > ? AND deleted_at IS NULL GROUP BY customer_id),
     commented AS (${outsideCounts('comment_ats')}), liked AS (${outsideCounts('like_ats')}),
     paced AS (${outsideCounts('like_ats')})
     SELECT c.id, c.name, c.address_as, c.tier, c.added_on, c.quiet_from, c.quiet_to, l.at AS patrolled_at, a.last_contact_at,
       coalesce(a.unanswered, 0) AS unanswered, coalesce(s.comments, 0) + coalesce(oc.n, 0) AS comments_in_week,
       coalesce(s.likes, 0) + coalesce(ol.n, 0) AS likes_in_week, coalesce(s.at_once, 0) + coalesce(op.n, 0) AS likes_at_once
     FROM customer c LEFT JOIN look l ON l.customer_id = c.id LEFT JOIN social s ON s.customer_id = c.id
     LEFT JOIN commented oc ON oc.customer_id = c.id LEFT JOIN liked ol ON ol.customer_id = c.id
     LEFT JOIN paced op ON op.customer_id = c.id
     LEFT JOIN customer_activity a ON a.customer_id = c.id
     WHERE c.deleted_at IS NULL AND c.status = 'active' AND c.consent <> 'none' AND NOT c.is_legal_hold
       AND c.scope_id IN (SELECT value FROM json_each(?))`,
    atOnce,
    week,
    week,
    week,
    atOnce,
    JSON.stringify(bookIds),
  );
}

/** By customer, what other books did since an instant (outside_contact); the same told twice counts once. */
function outsideCounts(column: 'comment_ats' | 'like_ats'): string {
  return `SELECT o.customer_id, count(DISTINCT e.value) AS n FROM outside_contact o, json_each(o.${column}) e
    WHERE o.deleted_at IS NULL AND e.value > ? GROUP BY o.customer_id`;
}

export function countLikes(
  db: LocalDb,
  customerId: string,
  { week, atOnce }: { week: string; atOnce: string },
): Pick<LikeCounts, 'inWeek' | 'atOnce'> {
  const [row] = db.raw<Pick<LikeCounts, 'inWeek' | 'atOnce'>>(
    `WITH liked AS (${outsideCounts('like_ats')}), paced AS (${outsideCounts('like_ats')})
     SELECT count(*) + coalesce((SELECT n FROM liked WHERE customer_id = ?), 0) AS in_week,
       count(*) FILTER (WHERE happened_at > ?) + coalesce((SELECT n FROM paced WHERE customer_id = ?), 0) AS at_once
     FROM touch
     WHERE customer_id = ? AND kind = 'like' AND happened_at > ? AND deleted_at IS NULL`,
    week,
    atOnce,
    customerId,
    atOnce,
    customerId,
    customerId,
    week,
  );
  return row!;
}

export function findLastMoment(
  db: LocalDb,
  customerId: string,
): Pick<Moment, 'id' | 'body' | 'kind' | 'postedAt'> | undefined {
  return db.raw<Pick<Moment, 'id' | 'body' | 'kind' | 'postedAt'>>(
    `SELECT id, body, kind, posted_at FROM moment WHERE customer_id = ? AND deleted_at IS NULL
     ORDER BY posted_at DESC, id DESC LIMIT 1`,
    customerId,
  )[0];
}

/** The newest look of each customer since an instant. */
export function loadLooks(db: LocalDb, since: string): Map<string, Pick<Patrol, 'id' | 'outcome'>> {
  const rows = db.raw<Pick<Patrol, 'id' | 'outcome' | 'customerId'>>(
    `SELECT id, customer_id, outcome FROM patrol WHERE happened_at >= ? AND deleted_at IS NULL ORDER BY happened_at, id`,
    since,
  );
  return new Map(rows.map(({ customerId, id, outcome }) => [customerId, { id, outcome }]));
}
