/** Stored plans and their items. */
import { lastWordsOf } from '#shared/domain/capture/talk-note.ts';
import type { Tier } from '#shared/domain/entity/book.ts';
import type { ContentItem } from '#shared/domain/entity/company.ts';
import type { Plan, PlanItem } from '#shared/domain/entity/user.ts';
import type { LocalDb } from '../local-db.ts';

export function findPlan(db: LocalDb, planId: string): Plan | undefined {
  return db.raw<Plan>(`SELECT * FROM plan WHERE id = ? AND deleted_at IS NULL`, planId)[0];
}

/** In the order of the list; deleted ones too, so that a rebuild can bring them back. */
export function listPlanItems(db: LocalDb, planId: string): PlanItem[] {
  return db.raw<PlanItem>(`SELECT * FROM plan_item WHERE plan_id = ? ORDER BY ordinal, id`, planId);
}

export interface ItemCustomer {
  id: string;
  name: string;
  addressAs: string;
  tier: Tier;
  addedOn: string;
  city: string;
  quietFrom: number | null;
  quietTo: number | null;
  lastWords: string;
  /** The newest open need, and the name of a child; empty where there is none. */
  concern: string;
  child: string;
}

/** The customers of a list, deleted ones left out, with the last thing that was written about or to them. */
export function loadItemCustomers(db: LocalDb, ids: readonly string[]): Map<string, ItemCustomer> {
  const rows = db.raw<ItemCustomer>(
    `SELECT c.id, c.name, c.address_as, c.tier, c.added_on, c.city, c.quiet_from, c.quiet_to, coalesce((
       SELECT body FROM (
         SELECT * FROM (SELECT body, happened_at AS at FROM note
           WHERE customer_id = c.id AND deleted_at IS NULL AND body <> '' ORDER BY happened_at DESC LIMIT 1)
         UNION ALL
         SELECT * FROM (SELECT body, happened_at FROM touch
           WHERE customer_id = c.id AND deleted_at IS NULL AND body <> '' ORDER BY happened_at DESC LIMIT 1)
         UNION ALL
         SELECT * FROM (SELECT body, posted_at FROM moment
           WHERE customer_id = c.id AND deleted_at IS NULL AND body <> '' ORDER BY posted_at DESC LIMIT 1)
       ) ORDER BY at DESC LIMIT 1), '') AS last_words,
       coalesce((SELECT body FROM need WHERE customer_id = c.id AND status = 'open' AND deleted_at IS NULL
         ORDER BY created_at DESC, id DESC LIMIT 1), '') AS concern,
       coalesce((SELECT name FROM relation WHERE customer_id = c.id AND name <> '' AND deleted_at IS NULL
         AND (role LIKE '%女儿%' OR role LIKE '%儿子%' OR role LIKE '%孩子%' OR role LIKE '%宝%')
         ORDER BY created_at, id LIMIT 1), '') AS child
     FROM json_each(?) w JOIN customer c ON c.id = w.value AND c.deleted_at IS NULL`,
    JSON.stringify(ids),
  );
  return new Map(rows.map((row) => [row.id, { ...row, lastWords: lastWordsOf(row.lastWords) }]));
}

/** Name and tier of customers, with what they are sorted by; deleted ones left out. */
export function loadHiddenCustomers(
  db: LocalDb,
  ids: readonly string[],
): (Pick<ItemCustomer, 'id' | 'name' | 'tier' | 'addedOn'> & { sortKey: string })[] {
  return db.raw(
    `SELECT c.id, c.name, c.tier, c.added_on, coalesce(s.sort_key, c.name) AS sort_key
     FROM json_each(?) w JOIN customer c ON c.id = w.value AND c.deleted_at IS NULL
     LEFT JOIN customer_search s ON s.customer_id = c.id`,
    JSON.stringify(ids),
  );
}

export function loadPromiseTexts(db: LocalDb, ids: readonly string[]): Map<string, string> {
  return loadBodies(db, 'promise', ids);
}

export function loadMomentTexts(db: LocalDb, ids: readonly string[]): Map<string, string> {
  return loadBodies(db, 'moment', ids);
}

export function loadOfferTexts(
  db: LocalDb,
  ids: readonly string[],
): Map<string, Pick<ContentItem, 'title' | 'body'>> {
  const rows = db.raw<Pick<ContentItem, 'id' | 'title' | 'body'>>(
    `SELECT id, title, body FROM content_item WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What customers bought last, by customer. */
export function loadBoughtProducts(db: LocalDb, ids: readonly string[]): Map<string, string> {
  if (ids.length === 0) return new Map();
  const rows = db.raw<{ customerId: string; product: string }>(
    `SELECT customer_id, product FROM customer_order
     WHERE customer_id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL AND paid_fen > 0
     ORDER BY ordered_on, id`,
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ customerId, product }) => [customerId, product]));
}

function loadBodies(db: LocalDb, table: 'promise' | 'moment', ids: readonly string[]): Map<string, string> {
  const rows = db.raw<{ id: string; body: string }>(
    `SELECT id, body FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ id, body }) => [id, body]));
}
