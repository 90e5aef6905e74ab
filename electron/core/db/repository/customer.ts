/** One customer and the rows that hang on the card. */
import type { ContactPoint, Customer, CustomerTag, Promised } from '#shared/domain/entity/book.ts';
import { CoreError } from '../../core-error.ts';
import type { LocalDb } from '../local-db.ts';
import type { LocalSchema } from '../schema.ts';
import { rootOf } from './card-root.ts';
import { inPlace, loadFormerTags } from './tag-place.ts';

type BookTable =
  | 'customer'
  | 'contact_point'
  | 'customer_tag'
  | 'note'
  | 'touch'
  | 'moment'
  | 'promise'
  | 'signal'
  | 'conflict'
  | 'patrol'
  | 'surprise'
  | 'appointment'
  | 'key_date'
  | 'household_member'
  | 'sop_enrolment'
  | 'need'
  | 'interest'
  | 'relation'
  | 'card_change'
  | 'customer_order'
  | 'deal'
  | 'endorsement';

type UserTable =
  'plan' | 'plan_item' | 'leave' | 'meeting' | 'wechat_account' | 'friend_add' | 'group_chat' | 'group_post';

/** Throws NOT_FOUND where the row is not on the device (it may have moved to another book). */
export function getRow<T extends BookTable | UserTable>(db: LocalDb, table: T, id: string): LocalSchema[T] {
  const [row] = db.raw<LocalSchema[T]>(`SELECT * FROM ${table} WHERE id = ?`, id);
  if (!row) throw new CoreError('NOT_FOUND', table);
  return row;
}

export function findRow<T extends BookTable>(db: LocalDb, table: T, id: string): LocalSchema[T] | undefined {
  return db.raw<LocalSchema[T]>(`SELECT * FROM ${table} WHERE id = ?`, id)[0];
}

/** The card that stands for this one, where it became part of another: links and open panels follow it. */
export function getCustomer(db: LocalDb, id: string): Customer {
  return getRow(db, 'customer', rootOf(db, id));
}

export function listContactPoints(db: LocalDb, customerId: string): ContactPoint[] {
  return db.raw(
    `SELECT * FROM contact_point WHERE customer_id = ? AND deleted_at IS NULL ORDER BY created_at, id`,
    customerId,
  );
}

/** Whether a tag was given or taken away from an instant on. */
export function hasRecentTag(db: LocalDb, customerId: string, from: string): boolean {
  const rows = db.raw(
    `SELECT 1 FROM customer_tag WHERE customer_id = ? AND (created_at >= ? OR deleted_at >= ?) LIMIT 1`,
    customerId,
    from,
    from,
  );
  return rows.length > 0;
}

/** Those that hold on that day, as they were put on, under the names they have now; of two that became one tag the first. */
export function listTags(db: LocalDb, customerId: string, on: string): CustomerTag[] {
  const rows = db.raw<CustomerTag & { shown: string }>(
    `SELECT t.*, c.name AS shown FROM carried_tag c JOIN customer_tag t ON t.id = c.id
     WHERE c.customer_id = ? AND (c.expires_on IS NULL OR c.expires_on >= ?) ORDER BY c.created_at, c.id`,
    customerId,
    on,
  );
  const byName = new Map<string, CustomerTag>();
  for (const { shown, ...row } of rows) if (!byName.has(shown)) byName.set(shown, { ...row, name: shown });
  return [...inPlace([...byName.values()], loadFormerTags(db, [customerId]).get(customerId))];
}

/** Every row of the customer that shows as the tag of this one does, whether it holds or has run out. */
export function listTagRows(db: LocalDb, id: string): string[] {
  return db
    .raw<{ id: string }>(
      `SELECT o.id FROM carried_tag t JOIN carried_tag o ON o.customer_id = t.customer_id AND o.name = t.name
       WHERE t.id = ?`,
      id,
    )
    .map((row) => row.id);
}

/** Open ones first, by due time; then the closed ones, newest first. */
export function listPromises(db: LocalDb, customerId: string): Promised[] {
  return db.raw(
    `SELECT * FROM promise WHERE customer_id = ? AND deleted_at IS NULL
     ORDER BY status <> 'open', CASE status WHEN 'open' THEN due_at END, closed_at DESC, id`,
    customerId,
  );
}

export interface Activity {
  lastContactAt: string | null;
  lastCommentAt: string | null;
  unanswered: number;
}

export function findActivity(db: LocalDb, customerId: string): Activity {
  const [row] = db.raw<Activity>(
    `SELECT last_contact_at, last_comment_at, unanswered FROM customer_activity WHERE customer_id = ?`,
    customerId,
  );
  return row ?? { lastContactAt: null, lastCommentAt: null, unanswered: 0 };
}

export function loadPurchases(
  db: LocalDb,
  customerId: string,
): { count: number; paidFen: number; lastOn: string | null } {
  const [row] = db.raw<{ count: number; paidFen: number; lastOn: string | null }>(
    `SELECT count(*) AS count, coalesce(sum(paid_fen), 0) AS paid_fen, max(ordered_on) AS last_on
     FROM customer_order WHERE customer_id = ? AND deleted_at IS NULL`,
    customerId,
  );
  return row!;
}

/** Touches since an instant by class. */
export function loadTouchMix(
  db: LocalDb,
  customerId: string,
  since: string,
): { care: number; service: number; promo: number } {
  const [row] = db.raw<{ care: number; service: number; promo: number }>(
    `SELECT count(*) FILTER (WHERE touch_class = 'care') AS care,
       count(*) FILTER (WHERE touch_class = 'service') AS service,
       count(*) FILTER (WHERE touch_class = 'promo') AS promo
     FROM touch WHERE customer_id = ? AND happened_at >= ? AND deleted_at IS NULL`,
    customerId,
    since,
  );
  return row!;
}
