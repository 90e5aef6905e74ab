/** The company's SOPs with all editions, and how many customers are on each now. */
import { sql } from 'kysely';
import type { z } from 'zod';
import { addDays, dateOf, daysBetween } from '#shared/domain/calendar.ts';
import type { Sop } from '#shared/domain/entity/company.ts';
import {
  isStarter,
  sopBankOf,
  takesIn,
  triggerOf,
  type SopBank,
  type SopEdition,
} from '#shared/domain/plan/sop/bank.ts';
import { renamed } from '#shared/domain/segment/audience.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { sopListResponse } from '#shared/protocol/sop.ts';
import type { Db } from '../db/database.ts';
import { listBooks, requireList } from './admin-list.ts';
import { loadTagNames } from './plan/tag-names.ts';
import type { Principal } from './principal.ts';
import { startersLeft } from './starter-sop.ts';

interface Parts {
  db: Db;
  clock: Clock;
}

export async function listSops(
  { db, clock }: Parts,
  principal: Principal,
): Promise<z.infer<typeof sopListResponse>> {
  requireList(principal, 'sop');
  const { companyId } = principal;
  const rows = await sql<Sop & { createdAt: string; by: string | null }>`
    select s.code, s.name, s.purpose, s.edition, s.steps, s.starts_by, s.starts_for, s.from_on, s.lead_days, s.retired_at,
      s.created_at, p.name as by
    from sop s left join person p on p.scope_id = s.scope_id and p.id = s.created_by
    where s.scope_id = ${companyId}::uuid and s.deleted_at is null order by s.code, s.edition
  `.execute(db);
  const bank = sopBankOf(rows.rows, defaultSettings);
  const { editions } = bank;
  const today = dateOf(clock.now());
  const starts = await loadStarts(db, companyId, today, Math.max(0, ...editions.map(lastDay)));
  const running = (edition: SopEdition) =>
    starts.reduce((sum, start) => (isOn(bank, edition, start, today) ? sum + start.customers : sum), 0);
  const { meantBy } = await loadTagNames(db, companyId);
  const byCode = Map.groupBy(rows.rows, ({ code }) => code);
  const places = [...byCode.keys()].toSorted(
    (a, b) => Number(isStarter(b)) - Number(isStarter(a)) || a.localeCompare(b, 'en', { numeric: true }),
  );
  return {
    startersLeft: startersLeft(rows.rows).map(({ code, name }) => ({ code, name })),
    sops: places.map((code) => {
      const own = byCode.get(code)!;
      return {
        code,
        isStarter: isStarter(code),
        retiredAt: own.at(-1)!.retiredAt,
        editions: own.toReversed().map((row) => ({
          edition: row.edition,
          name: row.name,
          purpose: row.purpose,
          startsBy: triggerOf(row),
          leadDays: row.leadDays,
          startsFor: row.startsFor && renamed(row.startsFor, meantBy),
          fromOn: row.fromOn,
          publishedAt: row.createdAt,
          publishedBy: row.by,
          steps: row.steps,
          running: running(editions.find((one) => one.code === code && one.edition === row.edition)!),
        })),
      };
    }),
  };
}

/** Customers who began something on a day. */
interface Start {
  /** Begun by being new or by an order; written down; or seen on a list. */
  by: 'newCustomer' | 'order' | 'record' | 'list';
  /** Null: whatever begins so on that day. */
  code: string | null;
  startedOn: string;
  /** Below 0: who left it. */
  customers: number;
}

/** The days after its begin on which somebody may be on it. */
function lastDay({ steps, lengthDays }: SopEdition): number {
  return lengthDays + Math.ceil((steps.at(-1)?.windowHours[1] ?? 0) / 24);
}

function isOn(
  { find }: SopBank,
  edition: SopEdition,
  { by, code, startedOn, customers }: Start,
  today: string,
): boolean {
  if (startedOn > today || daysBetween(startedOn, today) > lastDay(edition)) return false;
  // Whom it is for is asked where the lists are made; the steps of NEW-14 do not name it there.
  const isForAll = edition.segment === null || edition.code === 'NEW-14';
  const isCounted = isForAll && (edition.trigger === 'newCustomer' || edition.trigger === 'order');
  switch (by) {
    case 'newCustomer':
    case 'order':
      return isCounted && edition.trigger === by && takesIn(edition, startedOn);
    case 'record':
      // By hand also onto one that begins otherwise; who left one of the lists is not taken from there.
      return find(code!, startedOn) === edition && (customers > 0 || isCounted);
    case 'list':
      return code === edition.code && !isCounted && takesIn(edition, startedOn);
  }
}

/**
 * New customers and orders are read from their rows, the other beginnings from the lists of the last days: they depend on what the
 * rules say of a customer on a day, and the lists are where that was asked.
 */
async function loadStarts(db: Db, companyId: string, today: string, days: number): Promise<Start[]> {
  const since = addDays(today, -days);
  const books = sql`${(await listBooks(db, companyId)).map(({ id }) => id)}::uuid[]`;
  const isKept = sql`c.scope_id = any(${books}) and c.deleted_at is null and c.status = 'active'`;
  const own = await sql<{
    code: string;
    startedOn: string;
    byHand: boolean;
    left: boolean;
    customers: number;
  }>`
    select e.code, e.started_on, e.by_hand, e.left_at is not null as left,
      count(distinct e.customer_id)::int8 as customers
    from sop_enrolment e join customer c on c.scope_id = e.scope_id and c.id = e.customer_id and ${isKept}
    where e.deleted_at is null and e.started_on >= ${since} group by 1, 2, 3, 4`.execute(db);
  const fresh = await sql<{ startedOn: string; customers: number }>`
    select c.added_on as started_on, count(*)::int8 as customers from customer c
    where ${isKept} and c.tier = 'N' and c.added_on >= ${since} group by 1`.execute(db);
  const bought = await sql<{ startedOn: string; customers: number }>`
    select started_on, count(*)::int8 as customers from (
      select max(o.ordered_on) as started_on from customer_order o
      join customer c on c.scope_id = o.scope_id and c.id = o.customer_id and ${isKept}
      where o.deleted_at is null and o.paid_fen > 0 group by o.customer_id) last
    where started_on >= ${since} group by 1`.execute(db);
  const listed = await sql<{ code: string; startedOn: string; customers: number }>`
    select split_part(i.subject, ' ', 1) as code, split_part(i.subject, ' ', 2) as started_on,
      count(distinct i.customer_id)::int8 as customers
    from plan_item i join customer c on c.id = i.customer_id and ${isKept}
    where i.scope_id in (select id from person where scope_id = ${companyId}::uuid) and i.deleted_at is null
      and i.plan_on >= ${since} and i.kind in ('SOP_HARD', 'SOP_SOFT') and i.subject like '% %'
      and not exists (select from sop_enrolment e where e.scope_id = c.scope_id and e.customer_id = c.id
        and e.deleted_at is null and (e.by_hand or e.left_at is not null) and e.code = split_part(i.subject, ' ', 1)
        and e.started_on = split_part(i.subject, ' ', 2))
    group by 1, 2`.execute(db);
  return [
    ...fresh.rows.map((row): Start => ({ ...row, by: 'newCustomer', code: null })),
    ...bought.rows.map((row): Start => ({ ...row, by: 'order', code: null })),
    ...listed.rows.map((row): Start => ({ ...row, by: 'list' })),
    ...own.rows.flatMap(({ byHand, left, customers, ...row }): Start[] =>
      byHand === left ? [] : [{ ...row, by: 'record', customers: byHand ? customers : -customers }],
    ),
  ];
}
