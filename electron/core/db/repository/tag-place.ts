/**
 * Where a tag stands among those of its customer: where it was put on first. One whose reason or end was said anew is a new row
 * that came in the moment the former one went (services/tag.ts, `change`), however often.
 */
import type { LocalDb } from '../local-db.ts';

interface PutOn {
  id: string;
  /** As the dictionary calls it now. */
  name: string;
  createdAt: string;
}
type FormerTag = PutOn & { deletedAt: string };

/** What has gone, by customer. @param ids absent: of all customers */
export function loadFormerTags(db: LocalDb, ids?: readonly string[]): Map<string, FormerTag[]> {
  const rows = db.raw<FormerTag & { customerId: string }>(
    `SELECT t.id, t.customer_id, t.created_at, t.deleted_at, coalesce(b.name, d.name, t.name) AS name
     FROM customer_tag t
     LEFT JOIN tag d ON d.id = t.tag_id AND d.deleted_at IS NULL
     LEFT JOIN tag b ON b.id = d.merged_into_id AND b.deleted_at IS NULL
     WHERE t.deleted_at IS NOT NULL ${ids ? 'AND t.customer_id IN (SELECT value FROM json_each(?))' : ''}`,
    ...(ids ? [JSON.stringify(ids)] : []),
  );
  return Map.groupBy(rows, (row) => row.customerId);
}

/** In the order in which they were put on first. @param former what has gone of the same customer */
export function inPlace<T extends PutOn>(
  tags: readonly T[],
  former: readonly FormerTag[] = [],
): readonly T[] {
  if (former.length === 0) return tags;
  const first = (tag: PutOn): PutOn => {
    const before = former.find(
      ({ name, deletedAt, createdAt }) =>
        name === tag.name && deletedAt === tag.createdAt && createdAt < tag.createdAt,
    );
    return before ? first(before) : tag;
  };
  const placed = tags.map((tag) => ({ tag, ...first(tag) }));
  placed.sort((a, b) => compare(a.createdAt, b.createdAt) || compare(a.id, b.id));
  return placed.map(({ tag }) => tag);
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
