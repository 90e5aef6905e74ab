/**
 * The rows a plan is made from, as a device that holds all of the person's scopes would read them
 * (electron/core/db/repository/plan-rows.ts); see shared/domain/plan/facts/plan-rows.ts.
 */
import { sql, type RawBuilder } from 'kysely';
import type { PlanRows } from '#shared/domain/plan/facts/plan-rows.ts';
import type { PlanWindows } from '#shared/domain/plan/facts/plan-windows.ts';
import type { Audience } from '#shared/domain/segment/audience.ts';
import { withTags, type Segment } from '#shared/domain/segment/segment.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { Db } from '../../db/database.ts';
import { loadBlockRows } from '../block-week.ts';
import { isKept, loadRoots, onRoots, rootsJson } from '../merged.ts';
import { loadCustomerRows } from './customer-rows.ts';
import { loadSegmentRows } from './segment-rows.ts';
import { tagCarriers } from './tag-carrier.ts';
import { loadTagNames } from './tag-names.ts';

export interface Asked {
  companyId: string;
  personId: string;
  /** Of the books the person owns. */
  bookIds: readonly string[];
  planOn: string;
  now: number;
  windows: PlanWindows;
  settings: Settings;
  /** Of the SOPs. */
  segments: readonly Segment[];
  /** Awaited before each question to the database. */
  pause?: (() => Promise<void>) | undefined;
}

export async function loadPlanRows(db: Db, asked: Asked): Promise<PlanRows> {
  const { companyId, personId, planOn, now, windows, settings } = asked;
  const books = sql`${[...asked.bookIds]}::uuid[]`;
  const roots = await loadRoots(db, asked.bookIds);
  const read = async <T>(query: RawBuilder<T>): Promise<T[]> => {
    await asked.pause?.();
    return (await query.execute(db)).rows;
  };
  /** Of customers: what hangs on a card that became part of another counts there, as on a device. */
  const readOf = async <T extends { customerId: string }>(query: RawBuilder<T>): Promise<T[]> =>
    onRoots(await read(query), roots);
  const root = sql`json_to_recordset(${rootsJson(roots)}::json) as root(id uuid, root uuid)`;
  const isRunning = sql`scope_id = ${companyId}::uuid and deleted_at is null and kind = 'promo'
    and (offer_from_on is not null or offer_to_on is not null)
    and coalesce(offer_from_on, '') <= ${planOn} and coalesce(offer_to_on, '9999') >= ${planOn}`;
  /** As the dictionary calls it now: a tag may have become another one. */
  const offerTag = sql`coalesce((select coalesce(b.name, d.name) from tag d
    left join tag b on b.scope_id = d.scope_id and b.id = d.merged_into_id and b.deleted_at is null
    where d.scope_id = ${companyId}::uuid and d.name = offer_tag and d.deleted_at is null limit 1), offer_tag)`;
  const offers = await loadOffers();
  const segments = [...asked.segments, ...offers.flatMap(({ segment }) => segment ?? [])];
  const blocks = await loadBlockRows(db, {
    companyId,
    personIds: [personId],
    now,
    settings: new Map([[personId, settings]]),
  });
  return {
    customers: await loadCustomerRows(db, asked, roots),
    touches: await readOf(sql<PlanRows['touches'][number]>`
      select t.customer_id, t.kind, t.touch_class, t.happened_at as at, t.moment_id, t.plan_item_id,
        i.kind as item_kind
      from touch t left join plan_item i on i.scope_id = ${personId}::uuid and i.id = t.plan_item_id
      where t.scope_id = any(${books}) and t.happened_at > ${windows.touchesAfter} and t.deleted_at is null`),
    promises: await readOf(sql<PlanRows['promises'][number]>`
      select customer_id, id, due_at from promise
      where scope_id = any(${books}) and status = 'open' and deleted_at is null order by due_at, id`),
    signals: await readOf(sql<PlanRows['signals'][number]>`
      select id, customer_id, kind, happened_at, due_at, closed_at from signal
      where scope_id = any(${books}) and deleted_at is null
        and (closed_at is null or happened_at > ${windows.signalsAfter}) order by due_at nulls first, id`),
    keyDates: await readOf(sql<PlanRows['keyDates'][number]>`
      select id, customer_id, kind, label, calendar, month, day, is_leap_month from key_date
      where scope_id = any(${books}) and deleted_at is null order by customer_id, id`),
    appointments: await readOf(sql<PlanRows['appointments'][number]>`
      select id, customer_id, start_at, status, closed_at from appointment
      where scope_id = any(${books}) and deleted_at is null
        and (status = 'planned' and start_at < ${windows.appointmentsBefore}
          or status = 'no_show' and closed_at >= ${windows.noShowsAfter}) order by start_at, id`),
    householdMembers: await readOf(sql<PlanRows['householdMembers'][number]>`
      select m.customer_id, m.household_id from household_member m
      join customer c on c.scope_id = m.scope_id and c.id = m.customer_id and ${isKept('c')}
      where m.scope_id = any(${books}) and m.deleted_at is null order by m.household_id, m.customer_id, m.id`),
    outsideContacts: await readOf(sql<PlanRows['outsideContacts'][number]>`
      select customer_id, talk_ats, promo_ats, household_promo_ats, comment_ats, like_ats, open_on, stop_asked_at,
        complaint_at, served_at, household_frozen_at, nps_asked_at, referral_asked_at, surprised_at from outside_contact
      where scope_id = any(${books}) and deleted_at is null`),
    leaves: await read(sql<PlanRows['leaves'][number]>`
      select from_on, to_on, kind from leave
      where scope_id = ${personId}::uuid and deleted_at is null and to_on > ${windows.leavesAfterOn}
      order by from_on, id`),
    meetings: await read(sql<PlanRows['meetings'][number]>`
      select minutes from meeting where scope_id = ${personId}::uuid and deleted_at is null and meet_on = ${planOn}`),
    orderDays: await read(sql<PlanRows['orderDays'][number]>`
      select coalesce(root.root, o.customer_id) as customer_id, o.ordered_on
      from customer_order o left join ${root} on root.id = o.customer_id
      where o.scope_id = any(${books}) and o.deleted_at is null
      group by 1, 2 having not (sum(paid_fen) <= 0 and min(paid_fen) < 0)
      order by 1, 2`),
    moments: await readOf(sql<PlanRows['moments'][number]>`
      select customer_id, id, posted_at, kind, body from moment
      where scope_id = any(${books}) and posted_at > ${windows.momentsAfter} and deleted_at is null
      order by customer_id, posted_at, id`),
    closedItems: await readOf(sql<PlanRows['closedItems'][number]>`
      select customer_id, kind, subject, status, skip_reason, status_at from plan_item
      where scope_id = ${personId}::uuid and plan_on >= ${windows.closedFromOn} and plan_on < ${planOn}
        and kind not in ('PROMISE', 'GAP') and status in ('done', 'skipped') and deleted_at is null
      order by plan_on, id`),
    asksDone: await read(sql<PlanRows['asksDone'][number]>`
      select customer_id, kind, subject from plan_item
      where scope_id = ${personId}::uuid and plan_on = ${planOn} and kind in ('NPS', 'SURPRISE') and status = 'done'
        and deleted_at is null`),
    looks: await read(sql<PlanRows['looks'][number]>`
      select coalesce(root.root, p.customer_id) as customer_id, max(p.happened_at) as at
      from patrol p left join ${root} on root.id = p.customer_id
      where p.scope_id = any(${books}) and p.deleted_at is null group by 1`),
    offers,
    ...(await loadSegmentRows(read, segments, { books, planOn, companyId, root })),
    offerBuyers: await read(sql<PlanRows['offerBuyers'][number]>`
      select coalesce(root.root, o.customer_id) as customer_id, o.product
      from customer_order o left join ${root} on root.id = o.customer_id
      where o.scope_id = any(${books}) and o.deleted_at is null
        and o.product in (select offer_product from content_item where offer_product <> '' and ${isRunning})
      group by 1, 2 having not (sum(paid_fen) <= 0 and min(paid_fen) < 0)`),
    offerTags: await read(
      tagCarriers(
        { companyId, planOn, books, root },
        sql`in (select ${offerTag} from content_item where offer_tag <> '' and ${isRunning})`,
      ),
    ),
    campaignOffers: await readOf(sql<PlanRows['campaignOffers'][number]>`
      select r.customer_id, o.id, o.offer_to_on as to_on from campaign_recipient r
      join content_item o on o.scope_id = ${companyId}::uuid and o.id = r.content_id and o.kind = 'promo'
        and o.deleted_at is null and coalesce(o.offer_from_on, '') <= ${planOn}
        and coalesce(o.offer_to_on, '9999') >= ${planOn}
      where r.scope_id = any(${books}) and r.deleted_at is null and r.closed_at is null
        and r.created_at >= ${windows.campaignsFrom} and (not r.is_asked or r.approved_by is not null)`),
    surprises: await readOf(sql<PlanRows['surprises'][number]>`
      select id, customer_id, price_fen, status, given_at from surprise
      where scope_id = any(${books}) and deleted_at is null
        and (status = 'idea' or status = 'given' and given_at >= ${windows.surprisesAfter}) order by id`),
    npsScores: await readOf(sql<PlanRows['npsScores'][number]>`
      select customer_id, score, happened_on as given_on from endorsement
      where scope_id = any(${books}) and kind = 'nps' and score is not null and deleted_at is null
      order by happened_on, id`),
    sopEnrolments: await readOf(sql<PlanRows['sopEnrolments'][number]>`
      select customer_id, code, started_on, by_hand, left_at from sop_enrolment
      where scope_id = any(${books}) and deleted_at is null order by started_on, id`),
    openCards: await read(sql<PlanRows['openCards'][number]>`
      select id as customer_id, tier, created_at, triaged_at, intent, intent_at, address_as, birthday_on, city, company,
        job_title, source
      from customer where scope_id = any(${books}) and deleted_at is null and status = 'active'
        and (tier = 'N' and triaged_at is null or tier = 'A' and (address_as = '' or birthday_on is null or city = ''
          or company = '' and job_title = '' or source = 'unknown'))`),
    ...blocks.get(personId)!,
  };

  async function loadOffers(): Promise<PlanRows['offers']> {
    const running = await read(sql<
      Omit<PlanRows['offers'][number], 'segment'> & { offerFor: Audience | null }
    >`
      select id, offer_to_on as to_on, ${offerTag} as tag, offer_tiers as tiers, offer_product as product, offer_for
      from content_item where ${isRunning}`);
    if (!running.some(({ offerFor }) => offerFor))
      return running.map(({ offerFor: _none, ...offer }) => ({ ...offer, segment: null }));
    const { meantBy } = await loadTagNames(db, companyId);
    return running.map(({ offerFor, ...offer }) => ({
      ...offer,
      segment: offerFor && withTags(offerFor.segment, meantBy),
    }));
  }
}
