/** The rows behind the customer list: one query for the lines, one for their tags, whatever the size of the book. */
import { normalisePhone } from '#shared/domain/phone.ts';
import type { CustomerFilter } from '#shared/domain/list-view.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import type { LocalDb } from '../local-db.ts';
import { fold } from './search-text.ts';

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
> {
  lastContactAt: string | null;
  lastCommentAt: string | null;
  unanswered: number;
  sortKey: string;
}

const select = `
  SELECT c.id, c.name, c.address_as, c.company, c.city, c.tier, c.trust_stage, c.status, c.source, c.consent, c.added_on,
    a.last_contact_at, a.last_comment_at, coalesce(a.unanswered, 0) AS unanswered, coalesce(s.sort_key, c.name) AS sort_key
  FROM customer c
  LEFT JOIN customer_activity a ON a.customer_id = c.id
  LEFT JOIN customer_search s ON s.customer_id = c.id`;

/** Unsorted. The due date is worked out by the rules, so `filter.due` is left to the caller. */
export function listCustomerRows(db: LocalDb, filter: CustomerFilter, on: string): ListRow[] {
  const conditions = [filter.deleted ? 'c.deleted_at IS NOT NULL' : 'c.deleted_at IS NULL'];
  const params: unknown[] = [];
  const addOneOf = (column: string, values: readonly string[] | undefined) => {
    if (!values?.length) return;
    conditions.push(`${column} IN (SELECT value FROM json_each(?))`);
    params.push(JSON.stringify(values));
  };
  addOneOf('c.tier', filter.tiers);
  addOneOf('c.status', filter.statuses);
  for (const tag of new Set(filter.tags)) {
    conditions.push(`c.id IN (SELECT customer_id FROM customer_tag WHERE name = ? AND deleted_at IS NULL
      AND (expires_on IS NULL OR expires_on >= ?))`);
    params.push(tag, on);
  }
  const text = fold(filter.search ?? '');
  if (text !== '') {
    const tail = phoneTail(filter.search!);
    conditions.push(tail ? `(instr(s.haystack, ?) OR instr(s.phones, ?))` : `instr(s.haystack, ?)`);
    params.push(text, ...(tail ? [`${tail};`] : []));
  }
  return db.raw<ListRow>(`${select} WHERE ${conditions.join(' AND ')}`, ...params);
}

/** All there are, without any search and filter; deleted ones do not count. */
export function countCustomers(db: LocalDb): number {
  return db.raw<{ n: number }>(`SELECT count(*) AS n FROM customer WHERE deleted_at IS NULL`)[0]!.n;
}

/** Digits of a search that may be the end of a phone number: at least four, with nothing but digits and separators. */
export function phoneTail(search: string): string | undefined {
  const folded = search.normalize('NFKC').trim();
  if (!/^\+?[\d\s().\-–]+$/.test(folded)) return undefined;
  const digits = normalisePhone(folded);
  return digits.length >= 4 ? digits : undefined;
}

/** Above this many customers reading every tag is cheaper than asking for theirs. */
const askedAtMost = 2_000;

/** Names of the tags that hold on that day, per customer, in the order they were put on. */
export function loadTagNames(
  db: LocalDb,
  customers: readonly { id: string }[],
  on: string,
): Map<string, string[]> {
  const isFew = customers.length <= askedAtMost;
  const rows = db.raw<{ customerId: string; names: string }>(
    `SELECT customer_id, json_group_array(name ORDER BY created_at, id) AS names
     FROM customer_tag
     WHERE deleted_at IS NULL AND (expires_on IS NULL OR expires_on >= ?)
       ${isFew ? 'AND customer_id IN (SELECT value FROM json_each(?))' : ''}
     GROUP BY customer_id`,
    on,
    ...(isFew ? [JSON.stringify(customers.map(({ id }) => id))] : []),
  );
  return new Map(rows.map(({ customerId, names }) => [customerId, JSON.parse(names) as string[]]));
}

export function loadOrderSums(db: LocalDb): Map<string, { orders: number; paidFen: number }> {
  const rows = db.raw<{ customerId: string; orders: number; paidFen: number }>(
    `SELECT customer_id, count(*) AS orders, sum(paid_fen) AS paid_fen FROM customer_order
     WHERE deleted_at IS NULL GROUP BY customer_id`,
  );
  return new Map(rows.map(({ customerId, ...sums }) => [customerId, sums]));
}
