/** The rows behind the customer list: of the whole book, or of those who changed. */
import { normalisePhone } from '#shared/domain/phone.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import type { LocalDb } from '../local-db.ts';
import { inPlace, loadFormerTags } from './tag-place.ts';

export interface ListRow extends Pick<
  Customer,
  | 'id'
  | 'name'
  | 'addressAs'
  | 'company'
  | 'city'
  | 'tier'
  | 'trustStage'
  | 'status'
  | 'source'
  | 'consent'
  | 'addedOn'
  | 'nextOn'
  | 'nextSetAt'
> {
  isDeleted: number;
  lastContactAt: string | null;
  lastCommentAt: string | null;
  unanswered: number;
  sortKey: string;
}

/** Without the cards that became part of another. @param ids absent: all */
export function listCustomerRows(db: LocalDb, ids?: readonly string[]): ListRow[] {
  return db.raw<ListRow>(
    `SELECT c.id, c.name, c.address_as AS addressAs, c.company, c.city, c.tier, c.trust_stage AS trustStage, c.status,
       c.source, c.consent, c.added_on AS addedOn, c.next_on AS nextOn, c.next_set_at AS nextSetAt, c.deleted_at IS NOT NULL AS isDeleted,
       a.last_contact_at AS lastContactAt, a.last_comment_at AS lastCommentAt, coalesce(a.unanswered, 0) AS unanswered,
       coalesce(s.sort_key, c.name) AS sortKey
     FROM customer c
     LEFT JOIN customer_activity a ON a.customer_id = c.id
     LEFT JOIN customer_search s ON s.customer_id = c.id
     WHERE c.merged_into_id IS NULL ${ids ? 'AND c.id IN (SELECT value FROM json_each(?))' : ''}`,
    ...asked(ids),
  );
}

/** Names of the tags that hold on that day, per customer, in the order they were put on. */
export function loadTagNames(db: LocalDb, on: string, ids?: readonly string[]): Map<string, string[]> {
  const rows = db.raw<{ customerId: string; names: string }>(
    `SELECT customer_id AS customerId, json_group_array(name ORDER BY created_at, id) AS names
     FROM carried_tag
     WHERE (expires_on IS NULL OR expires_on >= ?) ${ofThese(ids)}
     GROUP BY customer_id`,
    on,
    ...asked(ids),
  );
  // Two that became one are one.
  const found = new Map(
    rows.map(({ customerId, names }) => [customerId, [...new Set(JSON.parse(names) as string[])]]),
  );
  // Few have one that was put on anew and stands where it stood before.
  const former = loadFormerTags(db, ids);
  const again = db.raw<{ customerId: string; id: string; name: string; createdAt: string }>(
    `SELECT customer_id AS customerId, id, name, created_at AS createdAt FROM carried_tag
     WHERE (expires_on IS NULL OR expires_on >= ?) ${ofThese([...former.keys()])} ORDER BY created_at, id`,
    on,
    ...asked([...former.keys()]),
  );
  for (const [customerId, tags] of Map.groupBy(again, (tag) => tag.customerId))
    found.set(customerId, [...new Set(inPlace(tags, former.get(customerId)).map(({ name }) => name))]);
  return found;
}

export function loadOrderSums(
  db: LocalDb,
  ids?: readonly string[],
): Map<string, { orders: number; paidFen: number }> {
  const rows = db.raw<{ customerId: string; orders: number; paidFen: number }>(
    `SELECT customer_id AS customerId, count(*) AS orders, sum(paid_fen) AS paidFen FROM customer_order
     WHERE deleted_at IS NULL ${ofThese(ids)} GROUP BY customer_id`,
    ...asked(ids),
  );
  return new Map(rows.map(({ customerId, ...sums }) => [customerId, sums]));
}

const ofThese = (ids: readonly string[] | undefined) =>
  ids ? 'AND customer_id IN (SELECT value FROM json_each(?))' : '';

const asked = (ids: readonly string[] | undefined) => (ids ? [JSON.stringify(ids)] : []);

/** Digits of a search that may be the end of a phone number: at least four, with nothing but digits and separators. */
export function phoneTail(search: string): string | undefined {
  const folded = search.normalize('NFKC').trim();
  if (!/^\+?[\d\s().\-–]+$/.test(folded)) return undefined;
  const digits = normalisePhone(folded);
  return digits.length >= 4 ? digits : undefined;
}
