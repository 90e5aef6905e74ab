/** What the figures of a card are made from: signs of trust, past touches, value, owners. */
import type { TouchClass, TouchKind } from '#shared/domain/entity/book.ts';
import type { Endorsement } from '#shared/domain/entity/profile.ts';
import type { LocalDb } from '../local-db.ts';

export interface TrustRow {
  hasAsked: boolean;
  hasAnsweredNeed: boolean;
  hasKeptAppointment: boolean;
  /** Days on which they bought; what was paid back in full is none. */
  orders: number;
  lastInteractionAt: string | null;
  complaintOpenSince: string | null;
  /** The last score they gave. */
  npsScore: number | null;
  hasPaidReferral: boolean;
}

/** The server reads the same: server/domain/trust/trust-facts.ts. */
export function loadTrustRow(db: LocalDb, customerId: string): TrustRow {
  const [row] = db.raw<TrustRow>(
    `SELECT
       EXISTS (SELECT 1 FROM signal WHERE customer_id = c.id AND kind = 'ask' AND deleted_at IS NULL) AS has_asked,
       EXISTS (SELECT 1 FROM need WHERE customer_id = c.id AND status = 'answered' AND deleted_at IS NULL)
         AS has_answered_need,
       EXISTS (SELECT 1 FROM appointment WHERE customer_id = c.id AND status = 'kept' AND deleted_at IS NULL)
         AS has_kept_appointment,
       (SELECT count(*) FROM (SELECT 1 FROM customer_order WHERE customer_id = c.id AND deleted_at IS NULL
          GROUP BY ordered_on HAVING NOT (sum(paid_fen) <= 0 AND min(paid_fen) < 0))) AS orders,
       nullif(max(
         coalesce((SELECT max(happened_at) FROM touch WHERE customer_id = c.id AND replied AND deleted_at IS NULL), ''),
         coalesce((SELECT max(happened_at) FROM signal WHERE customer_id = c.id AND deleted_at IS NULL), ''),
         coalesce((SELECT max(start_at) FROM appointment WHERE customer_id = c.id AND status = 'kept'
           AND deleted_at IS NULL), ''),
         coalesce((SELECT max(ordered_on) || '${noon}' FROM customer_order
           WHERE customer_id = c.id AND deleted_at IS NULL), ''),
         coalesce((SELECT max(happened_on) || '${noon}' FROM endorsement
           WHERE customer_id = c.id AND deleted_at IS NULL), '')), '') AS last_interaction_at,
       (SELECT min(happened_at) FROM signal WHERE customer_id = c.id AND kind = 'complaint' AND closed_at IS NULL
          AND deleted_at IS NULL) AS complaint_open_since,
       (SELECT score FROM endorsement WHERE customer_id = c.id AND kind = 'nps' AND deleted_at IS NULL
          ORDER BY happened_on DESC, id DESC LIMIT 1) AS nps_score,
       EXISTS (SELECT 1 FROM endorsement WHERE customer_id = c.id AND kind = 'referral' AND is_paid
          AND deleted_at IS NULL) AS has_paid_referral
     FROM customer c WHERE c.id = ?`,
    customerId,
  );
  const { hasAsked, hasAnsweredNeed, hasKeptAppointment, hasPaidReferral, ...rest } = row!;
  return {
    ...rest,
    hasAsked: Boolean(hasAsked),
    hasAnsweredNeed: Boolean(hasAnsweredNeed),
    hasKeptAppointment: Boolean(hasKeptAppointment),
    hasPaidReferral: Boolean(hasPaidReferral),
  };
}

/** What only has a day counts as noon of it. */
const noon = 'T04:00:00.000Z';

/** When they answered, the oldest first: touches that were answered, and messages of theirs. */
export function listReplies(db: LocalDb, customerId: string): string[] {
  return db
    .raw<{ at: string }>(
      `SELECT happened_at AS at FROM touch WHERE customer_id = ? AND replied AND deleted_at IS NULL
       UNION ALL SELECT happened_at FROM signal WHERE customer_id = ? AND kind = 'message' AND deleted_at IS NULL
       ORDER BY at`,
      customerId,
      customerId,
    )
    .map(({ at }) => at);
}

/** When they talked with us, the oldest first: answered talks, messages of theirs, kept appointments. */
export function listTwoWayTalks(db: LocalDb, customerId: string): string[] {
  return db
    .raw<{ at: string }>(
      `SELECT happened_at AS at FROM touch WHERE customer_id = ? AND replied
         AND kind IN ('chat', 'call', 'visit') AND deleted_at IS NULL
       UNION ALL SELECT happened_at FROM signal WHERE customer_id = ?
         AND kind IN ('message', 'ask', 'service') AND deleted_at IS NULL
       UNION ALL SELECT start_at FROM appointment WHERE customer_id = ? AND status = 'kept' AND deleted_at IS NULL
       ORDER BY at`,
      ...[customerId, customerId, customerId],
    )
    .map(({ at }) => at);
}

export interface StripTouch {
  id: string;
  at: string;
  kind: TouchKind;
  touchClass: TouchClass;
}

/** Touches from an instant on, the oldest first. */
export function listStripTouches(db: LocalDb, customerId: string, from: string): StripTouch[] {
  return db.raw<StripTouch>(
    `SELECT id, happened_at AS at, kind, touch_class FROM touch
     WHERE customer_id = ? AND happened_at >= ? AND deleted_at IS NULL ORDER BY happened_at, id`,
    customerId,
    from,
  );
}

export interface OrderRow {
  id: string;
  product: string;
  quantity: number;
  paidFen: number;
  marginFen: number;
  orderedOn: string;
  orderNo: string;
}

export interface ValueRow {
  orders: number;
  paidFen: number;
  marginFen: number;
  /** Orders whose margin is known (not 0). */
  withMargin: number;
  firstOn: string | null;
  points: number | null;
}

export function loadValue(db: LocalDb, customerId: string): ValueRow {
  return db.raw<ValueRow>(
    `SELECT count(*) AS orders, coalesce(sum(paid_fen), 0) AS paid_fen, coalesce(sum(margin_fen), 0) AS margin_fen,
       count(*) FILTER (WHERE margin_fen <> 0) AS with_margin, min(ordered_on) AS first_on,
       (SELECT points FROM customer WHERE id = ?) AS points
     FROM customer_order WHERE customer_id = ? AND deleted_at IS NULL`,
    customerId,
    customerId,
  )[0]!;
}

/** The newest first. */
export function listOrders(db: LocalDb, customerId: string, limit: number): OrderRow[] {
  return db.raw<OrderRow>(
    `SELECT id, product, quantity, paid_fen, margin_fen, ordered_on, order_no FROM customer_order
     WHERE customer_id = ? AND deleted_at IS NULL ORDER BY ordered_on DESC, id DESC LIMIT ?`,
    customerId,
    limit,
  );
}

export function listEndorsements(db: LocalDb, customerId: string): Endorsement[] {
  return db.raw<Endorsement>(
    `SELECT * FROM endorsement WHERE customer_id = ? AND deleted_at IS NULL ORDER BY happened_on DESC, id DESC`,
    customerId,
  );
}

export interface Ledger {
  careSince: number;
  lastPromoAt: string | null;
}

/** Care touches since the last promo, and when that was. `customer_activity` must be up to date. */
export function loadLedger(db: LocalDb, customerId: string): Ledger {
  return db.raw<Ledger>(
    `SELECT coalesce((SELECT care_since FROM customer_activity WHERE customer_id = ?), 0) AS care_since,
       (SELECT max(happened_at) FROM touch WHERE customer_id = ? AND touch_class = 'promo' AND deleted_at IS NULL)
         AS last_promo_at`,
    customerId,
    customerId,
  )[0]!;
}

export interface OwnerRow {
  createdAt: string;
  createdBy: string | null;
  splitAt: string | null;
  bookReceivedAt: string | null;
  ownerId: string | null;
  formerOwnerId: string | null;
}

export function loadOwnerRow(db: LocalDb, customerId: string): OwnerRow {
  return db.raw<OwnerRow>(
    `SELECT c.created_at, c.created_by, c.received_at AS split_at, b.received_at AS book_received_at, b.owner_id,
       b.former_owner_id
     FROM customer c LEFT JOIN book b ON b.id = c.scope_id WHERE c.id = ?`,
    customerId,
  )[0]!;
}
