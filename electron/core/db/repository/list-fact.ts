/** What the customer list shows only where somebody asked for it: of the whole book, or of those who changed. */
import type { ListFacts } from '#shared/contract/customer.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { portraitOf, portraitParts, type PortraitPart } from '#shared/domain/card/completeness.ts';
import { nextOccurrence } from '#shared/domain/key-date.ts';
import { birthdayOf } from '#shared/domain/plan/facts/key-date.ts';
import { memo } from '#shared/lib/memo.ts';
import type { AnnualDate } from '#shared/domain/annual-date.ts';
import type { keyDateKinds } from '#shared/domain/entity/care.ts';
import type { LocalDb } from '../local-db.ts';

type Row = { id: string; birthdayOn: string | null; lastOrderOn: string | null } & Record<
  'openPromises' | 'household' | PortraitPart,
  number
>;
type TierRow = { customerId: string; at: string; byRule: number; byName: string | null; reason: string };
type DateRow = AnnualDate & { customerId: string; kind: (typeof keyDateKinds)[number]; label: string };

const has = (table: string, more = '') =>
  `EXISTS (SELECT 1 FROM ${table} x WHERE x.customer_id = c.id AND x.deleted_at IS NULL ${more})`;

/** Each part of the portrait as the card sees it; see renderer/features/customers/card/portrait.ts. */
const known: Record<PortraitPart, string> = {
  addressAs: `c.address_as <> ''`,
  gender: 'c.gender IS NOT NULL',
  birthday: `(c.birthday_on IS NOT NULL OR ${has('key_date', `AND x.kind = 'birthday'`)})`,
  city: `c.city <> ''`,
  job: `(c.company <> '' OR c.job_title <> '')`,
  phone: has('contact_point', `AND x.kind = 'phone'`),
  wechat: `(c.presence LIKE '%"wechat"%' OR c.presence LIKE '%"wecom"%' OR ${has('contact_point', `AND x.kind = 'wechat'`)})`,
  source: `c.source <> 'unknown'`,
  intent: '(c.intent > 0 OR c.triaged_at IS NOT NULL)',
  personaKind: 'c.persona_kind IS NOT NULL',
  need: has('need'),
  interest: has('interest'),
  people: `(${has('relation')} OR c.id IN (SELECT customer_id FROM home))`,
  tag: has('customer_tag', 'AND (x.expires_on IS NULL OR x.expires_on >= ?)'),
};

/** @param ids absent: all. Days are counted from `on`. */
export function loadListFacts(db: LocalDb, on: string, ids?: readonly string[]): Map<string, ListFacts> {
  const asked = ids ? [JSON.stringify(ids)] : [];
  const ofThese = (column: string) => (ids ? `AND ${column} IN (SELECT value FROM json_each(?))` : '');
  const rows = db.raw<Row>(
    `WITH home AS (
       SELECT m.customer_id, count(DISTINCT o.customer_id) AS others FROM household_member m
       JOIN household_member o ON o.household_id = m.household_id AND o.customer_id <> m.customer_id
         AND o.deleted_at IS NULL
       JOIN customer c ON c.id = o.customer_id AND c.deleted_at IS NULL
       WHERE m.deleted_at IS NULL ${ofThese('m.customer_id')} GROUP BY m.customer_id)
     SELECT c.id, c.birthday_on,
       (SELECT max(o.ordered_on) FROM customer_order o WHERE o.customer_id = c.id AND o.deleted_at IS NULL)
         AS last_order_on,
       (SELECT count(*) FROM promise p WHERE p.customer_id = c.id AND p.deleted_at IS NULL AND p.status = 'open')
         AS open_promises,
       coalesce((SELECT others FROM home WHERE home.customer_id = c.id), 0) AS household,
       ${portraitParts.map((part) => `${known[part]} AS "${part}"`).join(', ')}
     FROM customer c WHERE c.merged_into_id IS NULL ${ofThese('c.id')}`,
    ...asked,
    on,
    ...asked,
  );
  const dates = Map.groupBy(
    db.raw<DateRow>(
      `SELECT customer_id, kind, label, calendar, month, day, is_leap_month FROM key_date
       WHERE deleted_at IS NULL ${ofThese('customer_id')}`,
      ...asked,
    ),
    (row) => row.customerId,
  );
  const tierOf = loadTierChanges(db, ofThese('c.id'), asked);
  const nextOf = memo(2_000, (date: string) => nextOccurrence(JSON.parse(date) as AnnualDate, on));
  return new Map(
    rows.map((row) => [
      row.id,
      {
        lastOrderOn: row.lastOrderOn,
        openPromises: row.openPromises,
        household: row.household,
        keyDate: nextKeyDate(row.birthdayOn, dates.get(row.id) ?? [], nextOf),
        portrait: portraitOf(
          Object.fromEntries(portraitParts.map((part) => [part, row[part] === 1])) as Record<
            PortraitPart,
            boolean
          >,
        ).percent,
        tierWhy: tierOf.get(row.id) ?? null,
      },
    ]),
  );
}

/** By customer, the change that brought the tier they have now. Changes of a rule have neither an author nor a reason. */
function loadTierChanges(
  db: LocalDb,
  ofThese: string,
  asked: readonly string[],
): Map<string, NonNullable<ListFacts['tierWhy']>> {
  const rows = db.raw<TierRow>(
    `SELECT c.id AS customer_id, k.happened_at AS at, k.created_by IS NULL AND k.reason = '' AS by_rule,
       p.name AS by_name, k.reason
     FROM card_change k JOIN customer c ON c.id = k.customer_id AND c.tier = k.to_value
     LEFT JOIN person p ON p.id = k.created_by
     WHERE k.field = 'tier' AND k.deleted_at IS NULL AND NOT EXISTS (
       SELECT 1 FROM card_change n WHERE n.customer_id = k.customer_id AND n.field = 'tier' AND n.deleted_at IS NULL
         AND (n.happened_at, n.id) > (k.happened_at, k.id)) ${ofThese}`,
    ...asked,
  );
  return new Map(
    rows.map(({ customerId, at, byRule, byName, reason }) => [
      customerId,
      { on: dateOf(at), byRule: byRule === 1, byName, reason },
    ]),
  );
}

/** The next of the birthday in the profile and the days of the card. */
function nextKeyDate(
  birthdayOn: string | null,
  rows: readonly DateRow[],
  nextOf: (date: string) => string,
): ListFacts['keyDate'] {
  const birthday = birthdayOf(birthdayOn, rows);
  const all = [...rows, ...(birthday ? [{ ...birthday, kind: 'birthday' as const, label: '' }] : [])].map(
    ({ kind, label, calendar, month, day, isLeapMonth }) => ({
      kind,
      label,
      on: nextOf(JSON.stringify({ calendar, month, day, isLeapMonth })),
    }),
  );
  return all.reduce<ListFacts['keyDate']>(
    (first, each) => (first === null || each.on < first.on ? each : first),
    null,
  );
}
