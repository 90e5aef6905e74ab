/** The rows a plan is made from, read from the device's file; see shared/domain/plan/facts/plan-rows.ts. */
import type { CustomerRow, MomentRow, PlanRows, TouchRow } from '#shared/domain/plan/facts/plan-rows.ts';
import type { PlanWindows } from '#shared/domain/plan/facts/plan-windows.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { Steps } from '#shared/lib/steps.ts';
import type { Audience } from '#shared/domain/segment/audience.ts';
import { withTags, type Segment } from '#shared/domain/segment/segment.ts';
import type { LocalDb } from '../local-db.ts';
import { loadBlockRows } from './block-week.ts';
import { loadDictionaryNames } from './company-data.ts';
import { loadSegmentRows } from './segment-rows.ts';

interface Asked {
  bookIds: readonly string[];
  planOn: string;
  now: number;
  windows: PlanWindows;
  settings: Settings;
  /** Of the SOPs. */
  segments: readonly Segment[];
}

/**
 * `customer_activity` must be up to date (customer-index.ts). Columns are named as the fields are: such rows cost half
 * (sqlite-db.ts).
 */
export function* loadPlanRows(
  db: LocalDb,
  { bookIds, planOn, now, windows, settings, segments: ofSops }: Asked,
): Steps<PlanRows> {
  const { meantBy } = loadDictionaryNames(db);
  const offers = db
    .raw<PlanRows['offers'][number] & { offerFor: Audience | null }>(
      `SELECT id, offer_to_on AS toOn, ${offerTag} AS tag, offer_tiers AS tiers, offer_product AS product,
         offer_for AS offerFor FROM content_item WHERE ${isRunning}`,
      planOn,
      planOn,
    )
    .map(({ offerFor, ...offer }) => ({
      ...offer,
      segment: offerFor && withTags(offerFor.segment, meantBy),
    }));
  const segments = [...ofSops, ...offers.flatMap(({ segment }) => segment ?? [])];
  return {
    customers: yield* customerRows(db, bookIds),
    // By time and place in the file, as the index has them: an order by id would have to be made first.
    touches: yield* inParts<TouchRow & { place: number }>(
      db,
      `SELECT t.rowid AS place, t.customer_id AS customerId, t.kind, t.touch_class AS touchClass, t.happened_at AS at,
         t.moment_id AS momentId, t.plan_item_id AS planItemId, i.kind AS itemKind
       FROM touch t LEFT JOIN plan_item i ON i.id = t.plan_item_id
       WHERE (t.happened_at, t.rowid) > (?, ?) AND t.deleted_at IS NULL ORDER BY t.happened_at, t.rowid`,
      [windows.touchesAfter, Number.MAX_SAFE_INTEGER],
      ({ at, place }) => [at, place],
    ),
    promises: yield* read(
      db,
      `SELECT customer_id AS customerId, id, due_at AS dueAt FROM promise
       WHERE status = 'open' AND deleted_at IS NULL ORDER BY due_at, id`,
    ),
    signals: yield* read(
      db,
      `SELECT id, customer_id AS customerId, kind, happened_at AS happenedAt, due_at AS dueAt, closed_at AS closedAt
       FROM signal
       WHERE deleted_at IS NULL AND (closed_at IS NULL OR happened_at > ?) ORDER BY due_at, id`,
      windows.signalsAfter,
    ),
    keyDates: yield* read(
      db,
      `SELECT id, customer_id AS customerId, kind, label, calendar, month, day, is_leap_month AS isLeapMonth
       FROM key_date
       WHERE deleted_at IS NULL ORDER BY customer_id, id`,
    ),
    appointments: yield* read(
      db,
      `SELECT id, customer_id AS customerId, start_at AS startAt, status, closed_at AS closedAt FROM appointment
       WHERE deleted_at IS NULL
         AND (status = 'planned' AND start_at < ? OR status = 'no_show' AND closed_at >= ?) ORDER BY start_at, id`,
      windows.appointmentsBefore,
      windows.noShowsAfter,
    ),
    householdMembers: yield* read(
      db,
      `SELECT m.customer_id AS customerId, m.household_id AS householdId FROM household_member m
       JOIN customer c ON c.id = m.customer_id AND c.deleted_at IS NULL
       WHERE m.deleted_at IS NULL ORDER BY m.household_id, m.customer_id, m.id`,
    ),
    outsideContacts: yield* read(
      db,
      `SELECT customer_id AS customerId, talk_ats AS talkAts, promo_ats AS promoAts,
         household_promo_ats AS householdPromoAts, comment_ats AS commentAts, like_ats AS likeAts, open_on AS openOn,
         stop_asked_at AS stopAskedAt, complaint_at AS complaintAt, served_at AS servedAt,
         household_frozen_at AS householdFrozenAt, nps_asked_at AS npsAskedAt, referral_asked_at AS referralAskedAt,
         surprised_at AS surprisedAt FROM outside_contact
       WHERE deleted_at IS NULL`,
    ),
    leaves: db.raw(
      `SELECT from_on AS fromOn, to_on AS toOn, kind FROM leave
       WHERE deleted_at IS NULL AND to_on > ? ORDER BY from_on, id`,
      windows.leavesAfterOn,
    ),
    meetings: db.raw(`SELECT minutes FROM meeting WHERE deleted_at IS NULL AND meet_on = ?`, planOn),
    orderDays: yield* inParts<PlanRows['orderDays'][number]>(
      db,
      `SELECT customer_id AS customerId, ordered_on AS orderedOn FROM customer_order
       WHERE deleted_at IS NULL AND (customer_id, ordered_on) > (?, ?)
       GROUP BY customer_id, ordered_on HAVING NOT (sum(paid_fen) <= 0 AND min(paid_fen) < 0)
       ORDER BY customer_id, ordered_on`,
      ['', ''],
      ({ customerId, orderedOn }) => [customerId, orderedOn],
    ),
    moments: yield* inParts<MomentRow>(
      db,
      `SELECT customer_id AS customerId, id, posted_at AS postedAt, kind, body FROM moment
       WHERE (posted_at, id) > (?, ?) AND deleted_at IS NULL ORDER BY posted_at, id`,
      [windows.momentsAfter, behindAll],
      ({ postedAt, id }) => [postedAt, id],
    ),
    closedItems: yield* read(
      db,
      `SELECT customer_id AS customerId, kind, subject, status, skip_reason AS skipReason, status_at AS statusAt
       FROM plan_item
       WHERE plan_on >= ? AND plan_on < ? AND kind NOT IN ('PROMISE', 'GAP')
         AND status IN ('done', 'skipped') AND deleted_at IS NULL ORDER BY plan_on, id`,
      windows.closedFromOn,
      planOn,
    ),
    asksDone: db.raw(
      `SELECT customer_id AS customerId, kind, subject FROM plan_item
       WHERE plan_on = ? AND kind IN ('NPS', 'SURPRISE') AND status = 'done' AND deleted_at IS NULL`,
      planOn,
    ),
    looks: db.raw(
      `SELECT customer_id AS customerId, max(happened_at) AS at FROM patrol
       WHERE deleted_at IS NULL GROUP BY customer_id`,
    ),
    offers,
    ...loadSegmentRows(db, segments, planOn),
    offerBuyers: yield* read(
      db,
      `SELECT customer_id AS customerId, product FROM customer_order
       WHERE deleted_at IS NULL AND product IN (
         SELECT offer_product FROM content_item WHERE offer_product <> '' AND ${isRunning})
       GROUP BY customer_id, product HAVING NOT (sum(paid_fen) <= 0 AND min(paid_fen) < 0)`,
      planOn,
      planOn,
    ),
    offerTags: yield* read(
      db,
      `WITH sought AS (SELECT ${offerTag} AS name FROM content_item WHERE offer_tag <> '' AND ${isRunning})
       SELECT DISTINCT customer_id AS customerId, name FROM carried_tag WHERE name IN sought AND id IN (
         SELECT id FROM customer_tag WHERE deleted_at IS NULL AND name IN sought
         UNION SELECT t.id FROM tag d LEFT JOIN tag b ON b.id = d.merged_into_id AND b.deleted_at IS NULL
           JOIN customer_tag t ON t.tag_id = d.id WHERE coalesce(b.name, d.name) IN sought)
         AND (expires_on IS NULL OR expires_on >= ?)`,
      planOn,
      planOn,
      planOn,
    ),
    campaignOffers: yield* read(
      db,
      `SELECT r.customer_id AS customerId, o.id, o.offer_to_on AS toOn FROM campaign_recipient r
       JOIN content_item o ON o.id = r.content_id AND o.kind = 'promo' AND o.deleted_at IS NULL
         AND coalesce(o.offer_from_on, '') <= ? AND coalesce(o.offer_to_on, '9999') >= ?
       WHERE r.deleted_at IS NULL AND r.closed_at IS NULL AND r.created_at >= ?
         AND (r.is_asked = 0 OR r.approved_by IS NOT NULL)`,
      planOn,
      planOn,
      windows.campaignsFrom,
    ),
    surprises: db.raw(
      `SELECT id, customer_id AS customerId, price_fen AS priceFen, status, given_at AS givenAt FROM surprise
       WHERE deleted_at IS NULL AND (status = 'idea' OR status = 'given' AND given_at >= ?) ORDER BY id`,
      windows.surprisesAfter,
    ),
    npsScores: yield* read(
      db,
      `SELECT customer_id AS customerId, score, happened_on AS givenOn FROM endorsement
       WHERE kind = 'nps' AND score IS NOT NULL AND deleted_at IS NULL ORDER BY happened_on, id`,
    ),
    sopEnrolments: yield* read(
      db,
      `SELECT customer_id AS customerId, code, started_on AS startedOn, by_hand AS byHand, left_at AS leftAt
       FROM sop_enrolment
       WHERE deleted_at IS NULL ORDER BY started_on, id`,
    ),
    openCards: yield* read(
      db,
      `SELECT id AS customerId, tier, created_at AS createdAt, triaged_at AS triagedAt, intent, intent_at AS intentAt,
         address_as AS addressAs, birthday_on AS birthdayOn, city, company, job_title AS jobTitle, source
       FROM customer WHERE deleted_at IS NULL AND status = 'active' AND (tier = 'N' AND triaged_at IS NULL
         OR tier = 'A' AND (address_as = '' OR birthday_on IS NULL OR city = '' OR company = '' AND job_title = ''
           OR source = 'unknown'))`,
    ),
    ...loadBlockRows(db, { bookIds, now, settings }),
  };
}

/** An offer on a day, which is asked for twice. */
const isRunning = `deleted_at IS NULL AND kind = 'promo' AND (offer_from_on IS NOT NULL OR offer_to_on IS NOT NULL)
  AND coalesce(offer_from_on, '') <= ? AND coalesce(offer_to_on, '9999') >= ?`;

/** The tag of an offer as the dictionary calls it now: it may have become another one. */
const offerTag = `coalesce((SELECT coalesce(b.name, d.name) FROM tag d
  LEFT JOIN tag b ON b.id = d.merged_into_id AND b.deleted_at IS NULL
  WHERE d.name = offer_tag AND d.deleted_at IS NULL LIMIT 1), offer_tag)`;

/** How many rows of a big table are read at a stretch. */
const perStep = 1_000;

/** In the order of the file; in parts, because all of a big book take longer than others should wait. */
function* customerRows(db: LocalDb, bookIds: readonly string[]): Steps<CustomerRow[]> {
  const customers: CustomerRow[] = [];
  for (let after: number | undefined = 0; after !== undefined;) {
    const part: (CustomerRow & { place: number })[] = db.raw(
      `SELECT c.rowid AS place, c.id, c.scope_id AS bookId, c.tier, c.trust_stage AS trustStage, c.source, c.intent,
         c.intent_at AS intentAt, c.status, c.consent, c.added_on AS addedOn, c.birthday_on AS birthdayOn, c.city,
         c.quiet_from AS quietFrom, c.quiet_to AS quietTo, c.is_legal_hold AS isLegalHold,
         c.next_on AS nextOn, c.next_set_at AS nextSetAt,
         a.last_contact_at AS lastContactAt, a.last_comment_at AS lastCommentAt, a.last_reply_at AS lastReplyAt,
         coalesce(a.unanswered, 0) AS unanswered, coalesce(a.care_since, 0) AS careSince, i.kind AS lastItemKind,
         nullif(max(coalesce(c.received_at, ''), CASE WHEN c.created_at < b.received_at THEN b.received_at ELSE '' END),
           '') AS receivedAt
       FROM customer c
       LEFT JOIN customer_activity a ON a.customer_id = c.id
       LEFT JOIN plan_item i ON i.id = a.last_item_id
       LEFT JOIN book b ON b.id = c.scope_id
       WHERE c.rowid > ? AND c.deleted_at IS NULL AND +c.scope_id IN (SELECT value FROM json_each(?))
       ORDER BY c.rowid LIMIT ?`,
      after,
      JSON.stringify(bookIds),
      perStep,
    );
    for (const row of part) customers.push(row);
    after = part.length < perStep ? undefined : part.at(-1)!.place;
    yield;
  }
  return customers;
}

/** Behind every id: a part begins after an instant, whatever happened at that instant. */
const behindAll = '~';

type Key = [string, string | number];

/** Pauses after every part. `sql` reads on after the key of a row, in its order; `after` comes before the first. */
function* inParts<T>(db: LocalDb, sql: string, after: Key, keyOf: (row: T) => Key): Steps<T[]> {
  const rows: T[] = [];
  for (let key: Key | undefined = after; key;) {
    const part: T[] = db.raw(`${sql} LIMIT ${perStep}`, ...key);
    for (const row of part) rows.push(row);
    key = part.length < perStep ? undefined : keyOf(part.at(-1)!);
    yield;
  }
  return rows;
}

/** Pauses after the query. */
function* read<T>(db: LocalDb, sql: string, ...params: unknown[]): Steps<T[]> {
  const rows = db.raw<T>(sql, ...params);
  yield;
  return rows;
}
