/** Everything that happened with a customer, newest first, one page at a time. */
import type { Moment, Touch } from '#shared/domain/entity/book.ts';
import type { LocalDb } from '../local-db.ts';

/** One row of the union; which fields are filled depends on `type`. */
export interface TimelineRow {
  type: 'note' | 'touch' | 'moment' | 'order';
  id: string;
  at: string;
  createdBy: string | null;
  late: number | boolean;
  body: string;
  touchKind: Touch['kind'] | null;
  momentKind: Moment['kind'] | null;
  touchClass: Touch['touchClass'] | null;
  replied: number | boolean | null;
  momentId: string | null;
  liked: number;
  commented: number;
  drafted: number;
  commentedAt: string | null;
  talkedAt: string | null;
  talkReplied: number;
  quality: number | null;
  quantity: number;
  paidFen: number;
}

const responded = (kind: 'like' | 'comment') =>
  `EXISTS (SELECT 1 FROM touch r WHERE r.customer_id = m.customer_id AND r.moment_id = m.id
    AND r.kind = '${kind}' AND r.deleted_at IS NULL)`;

const firstAt = (kinds: string) =>
  `(SELECT min(r.happened_at) FROM touch r WHERE r.customer_id = m.customer_id AND r.moment_id = m.id
    AND r.kind IN (${kinds}) AND r.deleted_at IS NULL)`;
const talks = `'chat', 'call', 'visit'`;

/** Each part is cut to the page by its own index before the union is sorted. An order counts as noon of its day. */
const parts = [
  {
    from: 'note',
    at: 'happened_at',
    columns: `'note', id, happened_at, created_by, late, body, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, NULL, NULL, 0, NULL, 0, 0`,
  },
  {
    from: 'touch',
    at: 'happened_at',
    columns: `'touch', id, happened_at, created_by, late, body, kind, NULL, touch_class, replied, moment_id, 0, 0, 0, NULL, NULL, 0, quality, 0, 0`,
  },
  {
    from: 'moment m',
    at: 'posted_at',
    columns: `'moment', id, posted_at, created_by, late, body, NULL, kind, NULL, NULL, NULL,
      ${responded('like')}, ${responded('comment')},
      EXISTS (SELECT 1 FROM comment_draft d WHERE d.moment_id = m.id),
      ${firstAt(`'comment'`)}, ${firstAt(talks)},
      EXISTS (SELECT 1 FROM touch r WHERE r.customer_id = m.customer_id AND r.moment_id = m.id
        AND r.kind IN (${talks}) AND r.replied AND r.deleted_at IS NULL), NULL, 0, 0`,
  },
  {
    from: 'customer_order',
    at: `(ordered_on || 'T04:00:00.000Z')`,
    columns: `'order', id, ordered_on || 'T04:00:00.000Z', created_by, late, product, NULL, NULL, NULL, NULL, NULL,
      0, 0, 0, NULL, NULL, 0, NULL, quantity, paid_fen`,
  },
];

const page = `
  WITH given (customer, at, id, page) AS (SELECT ?, ?, ?, ?),
  entry (type, id, at, created_by, late, body, touch_kind, moment_kind, touch_class, replied, moment_id, liked, commented, drafted,
    commented_at, talked_at, talk_replied, quality,
    quantity, paid_fen)
  AS (${parts
    .map(
      ({ from, at, columns }) => `
    SELECT * FROM (SELECT ${columns} FROM ${from} WHERE customer_id = (SELECT customer FROM given)
      AND deleted_at IS NULL AND (${at}, id) < (SELECT at, id FROM given)
      ORDER BY ${at} DESC, id DESC LIMIT (SELECT page FROM given))`,
    )
    .join(' UNION ALL ')})
  SELECT * FROM entry ORDER BY at DESC, id DESC LIMIT (SELECT page FROM given)`;

/** Entries before `before` (exclusive) by instant and id. */
export function listTimeline(
  db: LocalDb,
  customerId: string,
  before: { at: string; id: string } | undefined,
  limit: number,
): TimelineRow[] {
  return db.raw<TimelineRow>(page, customerId, before?.at ?? '\uffff', before?.id ?? '', limit);
}
