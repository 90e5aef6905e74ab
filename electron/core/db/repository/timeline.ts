/** Everything that happened with a customer, newest first, one page at a time. */
import type { Touch } from '#shared/domain/entity/book.ts';
import type { TimelineType } from '#shared/contract/timeline.ts';
import type { LocalDb } from '../local-db.ts';

/** One row of the union; which fields are filled depends on `type`. */
export interface TimelineRow {
  type: TimelineType;
  id: string;
  at: string;
  createdBy: string | null;
  late: number | boolean;
  body: string;
  /** Of a touch, moment or signal its kind, of a promise, deal or appointment its status, of a change its field. */
  kind: string | null;
  touchClass: Touch['touchClass'] | null;
  replied: number | boolean | null;
  momentId: string | null;
  quality: number | null;
  quantity: number;
  paidFen: number;
  /** When a promise is due, what a change was from, where an appointment is. */
  fromText: string | null;
  /** When a promise was closed, what a change was to. */
  toText: string | null;
}

interface Part {
  from: string;
  /** The instant of an entry, as the column or expression its index has. */
  at: string;
  id?: string;
  /** What a search looks into. */
  texts: readonly string[];
  body: string;
  kind?: string;
  own?: string;
  fromText?: string;
  toText?: string;
  createdBy?: string;
  late?: string;
}

const noOwn = 'NULL, NULL, NULL, NULL, 0, 0';

/** An order counts as noon of its day. */
const parts: Readonly<Record<TimelineType, Part>> = {
  note: { from: 'note', at: 'happened_at', texts: ['body'], body: 'body' },
  touch: {
    from: 'touch',
    at: 'happened_at',
    texts: ['body'],
    body: 'body',
    kind: 'kind',
    own: 'touch_class, replied, moment_id, quality, 0, 0',
  },
  moment: { from: 'moment', at: 'posted_at', texts: ['body'], body: 'body', kind: 'kind' },
  order: {
    from: 'customer_order',
    at: `(ordered_on || 'T04:00:00.000Z')`,
    texts: ['product'],
    body: 'product',
    own: 'NULL, NULL, NULL, NULL, quantity, paid_fen',
  },
  deal: {
    from: 'deal',
    at: 'created_at',
    texts: ['product'],
    body: 'product',
    kind: 'status',
    own: 'NULL, NULL, NULL, NULL, 0, amount_fen',
  },
  promise: {
    from: 'promise',
    at: 'created_at',
    texts: ['body'],
    body: 'body',
    kind: 'status',
    fromText: 'due_at',
    toText: 'closed_at',
  },
  appointment: {
    from: 'appointment',
    at: 'start_at',
    texts: ['title', 'place'],
    body: 'title',
    kind: 'status',
    fromText: 'place',
  },
  signal: { from: 'signal', at: 'happened_at', texts: ['body'], body: 'body', kind: 'kind' },
  change: {
    from: 'card_change',
    at: 'happened_at',
    texts: ['reason'],
    body: 'reason',
    kind: 'field',
    fromText: 'from_value',
    toText: 'to_value',
  },
  owner: {
    from: `(SELECT c.id AS customer_id, c.id, c.received_at AS at, b.owner_id, 'moved' AS how, NULL AS deleted_at
        FROM customer c LEFT JOIN book b ON b.id = c.scope_id WHERE c.received_at IS NOT NULL
      UNION ALL SELECT c.id, b.id, b.received_at, b.owner_id, 'received', NULL
        FROM customer c JOIN book b ON b.id = c.scope_id
        WHERE b.received_at > max(c.created_at, coalesce(c.received_at, '')))`,
    at: 'at',
    texts: [],
    body: `''`,
    kind: 'how',
    createdBy: 'owner_id',
    late: '0',
  },
};

export interface TimelineView {
  types: readonly TimelineType[];
  /** Only entries with this in their text. */
  search: string;
}

/** One end of a page: an instant and an id. */
export interface TimelinePlace {
  at: string;
  id: string;
}

/** Later than every entry. */
export const theEnd: TimelinePlace = { at: '\uffff', id: '' };

/** Each part is cut to the page by its own index before the parts are sorted together. */
function pageSql(types: readonly TimelineType[], hasSearch: boolean, direction: 'older' | 'newer'): string {
  const [compare, order] = direction === 'older' ? ['<', 'DESC'] : ['>', 'ASC'];
  const selects = types.map((type) => {
    const part = parts[type];
    const { from, at, id = 'id', texts, body, kind = 'NULL', own = noOwn } = part;
    const { fromText = 'NULL', toText = 'NULL', createdBy = 'created_by', late = 'late' } = part;
    const found = texts.map((text) => `instr(lower(${text}), ?) > 0`).join(' OR ');
    return `SELECT * FROM (SELECT '${type}' AS type, ${id} AS id, ${at} AS at, ${createdBy} AS created_by, ${late} AS late,
        ${body} AS body, ${kind} AS kind, ${own}, ${fromText}, ${toText}
      FROM ${from} WHERE customer_id = ? AND deleted_at IS NULL AND ${at} ${compare}= ? AND (${at}, ${id}) ${compare} (?, ?)
        ${hasSearch ? `AND (${found || '0'})` : ''}
      ORDER BY ${at} ${order}, ${id} ${order} LIMIT ?)`;
  });
  return `WITH entry (type, id, at, created_by, late, body, kind, touch_class, replied, moment_id, quality, quantity,
      paid_fen, from_text, to_text) AS (${selects.join(' UNION ALL ')})
    SELECT * FROM entry ORDER BY at ${order}, id ${order} LIMIT ?`;
}

/** Entries before (`older`) or after a place, both without the place itself, the nearest first. */
export function listTimeline(
  db: LocalDb,
  customerId: string,
  { at, id }: TimelinePlace,
  limit: number,
  { types, search }: TimelineView,
  direction: 'older' | 'newer' = 'older',
): TimelineRow[] {
  if (types.length === 0) return [];
  const wanted = search.trim().toLowerCase();
  const params = types.flatMap((type) => [
    customerId,
    at,
    at,
    id,
    ...(wanted === '' ? [] : parts[type].texts.map(() => wanted)),
    limit,
  ]);
  return db.raw<TimelineRow>(pageSql(types, wanted !== '', direction), ...params, limit);
}

/** Where an entry is on the timeline; undefined where it is not of this customer or no entry of it. */
export function findTimelinePlace(
  db: LocalDb,
  customerId: string,
  entryId: string,
): TimelinePlace | undefined {
  const lookups = Object.values(parts).filter(({ from }) => !from.startsWith('('));
  const sql = lookups
    .map(
      ({ from, at }) =>
        `SELECT ${at} AS at, id FROM ${from} WHERE id = ? AND customer_id = ? AND deleted_at IS NULL`,
    )
    .join(' UNION ALL ');
  return db.raw<TimelinePlace>(sql, ...lookups.flatMap(() => [entryId, customerId]))[0];
}

/** What was done about posts. */
export interface MomentAnswer {
  momentId: string;
  liked: boolean;
  commentedAt: string | null;
  talkedAt: string | null;
  talkReplied: boolean;
  drafted: boolean;
}

export function loadMomentAnswers(db: LocalDb, momentIds: readonly string[]): Map<string, MomentAnswer> {
  if (momentIds.length === 0) return new Map();
  const rows = db.raw<Record<keyof MomentAnswer, unknown> & { momentId: string }>(
    `SELECT m.value AS moment_id, max(r.kind = 'like') AS liked,
       min(CASE WHEN r.kind = 'comment' THEN r.happened_at END) AS commented_at,
       min(CASE WHEN r.kind IN ('chat', 'call', 'visit') THEN r.happened_at END) AS talked_at,
       max(r.kind IN ('chat', 'call', 'visit') AND r.replied) AS talk_replied,
       EXISTS (SELECT 1 FROM comment_draft d WHERE d.moment_id = m.value) AS drafted
     FROM json_each(?) m LEFT JOIN touch r ON r.moment_id = m.value AND r.deleted_at IS NULL
     GROUP BY m.value`,
    JSON.stringify(momentIds),
  );
  return new Map(
    rows.map(({ momentId, liked, commentedAt, talkedAt, talkReplied, drafted }) => [
      momentId,
      {
        momentId,
        liked: Boolean(liked),
        commentedAt: commentedAt as string | null,
        talkedAt: talkedAt as string | null,
        talkReplied: Boolean(talkReplied),
        drafted: Boolean(drafted),
      },
    ]),
  );
}
