/** `POST /v1/review/days`: each rep's days in figures (rules.md R11), with one query for all. */
import { sql } from 'kysely';
import { addDays, dateOf, daysBetween, startOfDate } from '#shared/domain/calendar.ts';
import { planItemKinds, type SkipReason } from '#shared/domain/entity/user.ts';
import { isObligation } from '#shared/domain/plan/kind.ts';
import type { Settings } from '#shared/domain/setting.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type {
  ReviewBook,
  ReviewDay,
  ReviewDaysRequest,
  ReviewPromises,
  ReviewSkip,
} from '#shared/protocol/review.ts';
import type { Db } from '../db/database.ts';
import { isKept } from '../domain/merged.ts';
import type { Principal } from '../domain/principal.ts';
import { Refusal } from '../domain/refusal.ts';
import { loadPersonSettings } from '../domain/person-settings.ts';
import { loadBookLoads } from './book-loads.ts';
import { excusingReasons } from './excuse.ts';
import { loadPromiseRecords } from './promises.ts';
import { reachedBooks } from './reached-book.ts';
import { listReviewedPeople, type ReviewedPerson } from './reviewed-people.ts';
import { listSkips } from './skips.ts';

const maxDays = 92;

const obligations = planItemKinds.filter(isObligation);

interface DayRow {
  personId: string;
  on: string;
  hasPlan: boolean;
  planned: number;
  done: number;
  late: number;
  skipped: number;
  excused: number;
  open: number;
  displaced: number;
  deciMinutes: number;
  askedDeciMinutes: number;
  availableMinutes: number;
  skipReasons: Partial<Record<SkipReason, number>>;
  started: boolean;
  closed: boolean;
  notOpened: boolean;
  notes: number;
  touches: number;
  scored: number;
  qualitySum: number;
}

export async function reviewDays(
  { db, clock }: { db: Db; clock: Clock },
  principal: Principal,
  request: ReviewDaysRequest,
): Promise<{
  days: ReviewDay[];
  skips: ReviewSkip[];
  books: ReviewBook[];
  promises: ReviewPromises[];
  asOf: string;
}> {
  const { from, to, teamId } = request;
  const length = daysBetween(from, to);
  if (length < 0 || length > maxDays)
    throw new Refusal('INVALID', `at most ${maxDays} days, first before last`);
  const people = await listReviewedPeople(db, principal, { teamId });
  const asOf = instantOf(clock);
  const rows = await listDayRows(db, principal.companyId, people, from, to);
  const byId = new Map(people.map((person) => [person.id, person]));
  const settings = await loadPersonSettings(db, principal.companyId, people);
  const today = dateOf(asOf);
  const days = rows
    .filter((row) => row.hasPlan || (row.on === today && byId.get(row.personId)!.isActive))
    .map((row) => reviewDay(row, byId.get(row.personId)!, settings.get(row.personId)!));
  const books = await loadBookLoads(db, {
    companyId: principal.companyId,
    people,
    now: Date.parse(asOf),
    settings,
  });
  const promises = await loadPromiseRecords(db, {
    companyId: principal.companyId,
    people,
    from: startOfDate(from),
    to: startOfDate(addDays(to, 1)),
    now: Date.parse(asOf),
  });
  const skips = await listSkips(db, principal.companyId, people, request);
  return { days, skips, books, promises, asOf };
}

function reviewDay(row: DayRow, { name, teamName }: ReviewedPerson, settings: Settings): ReviewDay {
  const { hasPlan: _, deciMinutes, askedDeciMinutes, ...figures } = row;
  const due = row.planned - row.excused;
  const doneRate = due > 0 ? ((row.done + 0.5 * row.late) / due) * 100 : null;
  const share = settings['day.obligationShare'] * row.availableMinutes;
  return {
    ...figures,
    name,
    teamName,
    doneRate,
    plannedMinutes: deciMinutes / 10,
    // Who is away has no day that could be too full.
    overloadMinutes: row.availableMinutes === 0 ? 0 : Math.max(0, askedDeciMinutes / 10 - share),
  };
}

/** A row for every person and date, planned or not. */
async function listDayRows(
  db: Db,
  companyId: string,
  people: readonly ReviewedPerson[],
  from: string,
  to: string,
): Promise<DayRow[]> {
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => {
    const on = addDays(from, index);
    return { on, starts: startOfDate(on), ends: startOfDate(addDays(on, 1)) };
  });
  const ids = people.map((person) => person.id);
  const start = days[0]!.starts;
  const end = days.at(-1)!.ends;
  const written = (table: 'note' | 'touch', more = sql``, figures = sql``) => sql`
    select h.person_id, day.on_date, count(*)::int8 as entries${figures}
    from (${reachedBooks(companyId, ids)}) as h
    join ${sql.table(table)} as w on w.scope_id = h.book_id and w.created_by = h.person_id
      and w.deleted_at is null and w.happened_at >= ${start} and w.happened_at < ${end}${more}
    join customer as c on c.scope_id = w.scope_id and c.id = w.customer_id and ${isKept('c')}
    join day on w.happened_at >= day.starts and w.happened_at < day.ends
    group by 1, 2`;
  const rows = await sql<DayRow>`
    with day as materialized (
      select "on" as on_date, starts, ends
      from json_to_recordset(${JSON.stringify(days)}::json) as given("on" text, starts text, ends text)),
    listed as (
      select scope_id as person_id, plan_on as on_date, status, skip_reason, deci_minutes,
        kind = any(${obligations}::text[]) as is_asked, displaced_at is not null and status <> 'done' as gave_way,
        status = 'done' and status_at > late_after_at as is_late,
        status = 'skipped' and skip_reason = any(${[...excusingReasons]}::text[]) as is_excused
      from plan_item where scope_id = any(${ids}::uuid[]) and plan_on >= ${from} and plan_on <= ${to}
        and deleted_at is null),
    item as (select * from listed where not gave_way),
    gone as (select person_id, on_date, count(*)::int8 as displaced from listed where gave_way group by 1, 2),
    figure as (
      select person_id, on_date, count(*)::int8 as planned, sum(deci_minutes)::int8 as deci_minutes,
        coalesce(sum(deci_minutes) filter (where is_asked), 0)::int8 as asked_deci_minutes,
        count(*) filter (where status = 'done' and is_late is not true)::int8 as done,
        count(*) filter (where is_late)::int8 as late,
        count(*) filter (where status = 'skipped')::int8 as skipped,
        count(*) filter (where is_excused)::int8 as excused,
        count(*) filter (where status in ('open', 'later'))::int8 as open
      from item group by 1, 2),
    reason as (
      select person_id, on_date, json_object_agg(skip_reason, times) as skip_reasons
      from (select person_id, on_date, skip_reason, count(*) as times from item
        where status = 'skipped' and skip_reason is not null group by 1, 2, 3) as counted group by 1, 2),
    opened as (
      select scope_id as person_id, plan_on as on_date, bool_or(started_at is not null) as started,
        bool_or(closed_at is not null) as closed, max(available_minutes)::int8 as available_minutes,
        bool_and(made_by = 'server' and opened_at is null and started_at is null) as not_opened
      from plan where scope_id = any(${ids}::uuid[]) and plan_on >= ${from} and plan_on <= ${to}
        and deleted_at is null group by 1, 2),
    noted as (${written('note', sql` and w.origin = 'rep'`)}),
    touched as (${written(
      'touch',
      sql``,
      sql`, count(w.quality)::int8 as scored, coalesce(sum(w.quality), 0)::int8 as quality_sum`,
    )})
    select rep.id as person_id, day.on_date as "on", opened.person_id is not null as has_plan,
      coalesce(planned, 0)::int8 as planned, coalesce(done, 0)::int8 as done, coalesce(late, 0)::int8 as late,
      coalesce(skipped, 0)::int8 as skipped, coalesce(excused, 0)::int8 as excused,
      coalesce(figure.open, 0)::int8 as open, coalesce(displaced, 0)::int8 as displaced,
      coalesce(deci_minutes, 0)::int8 as deci_minutes, coalesce(asked_deci_minutes, 0)::int8 as asked_deci_minutes,
      coalesce(available_minutes, 0)::int8 as available_minutes, coalesce(skip_reasons, '{}'::json) as skip_reasons,
      coalesce(started, false) as started, coalesce(closed, false) as closed,
      coalesce(not_opened, false) as not_opened,
      coalesce(noted.entries, 0)::int8 as notes, coalesce(touched.entries, 0)::int8 as touches,
      coalesce(touched.scored, 0)::int8 as scored, coalesce(touched.quality_sum, 0)::int8 as quality_sum
    from day cross join unnest(${ids}::uuid[]) with ordinality as rep(id, place)
    left join figure on figure.person_id = rep.id and figure.on_date = day.on_date
    left join gone on gone.person_id = rep.id and gone.on_date = day.on_date
    left join reason on reason.person_id = rep.id and reason.on_date = day.on_date
    left join opened on opened.person_id = rep.id and opened.on_date = day.on_date
    left join noted on noted.person_id = rep.id and noted.on_date = day.on_date
    left join touched on touched.person_id = rep.id and touched.on_date = day.on_date
    order by day.on_date desc, rep.place
  `.execute(db);
  return rows.rows;
}
