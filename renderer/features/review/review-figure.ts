/** Sums of days for the screen. Reps stand in the order of their names: this page compares nobody. */
import { skipReasons, type SkipReason } from '#shared/domain/entity/user.ts';
import type { ReviewDay } from '#shared/protocol/review.ts';

export interface DayTotals {
  planned: number;
  done: number;
  late: number;
  skipped: number;
  excused: number;
  open: number;
  notes: number;
  touches: number;
  /** Scored comments, and the sum of their scores. */
  scored: number;
  qualitySum: number;
  skipReasons: Partial<Record<SkipReason, number>>;
  /** rules.md R11 over all the days together; null when nothing counts. */
  doneRate: number | null;
  /** Mean score of the scored comments, to one decimal; null when there are none. */
  quality: number | null;
}

export interface RepFigures {
  personId: string;
  name: string;
  teamName: string | null;
  totals: DayTotals;
  /** Newest first. */
  days: ReviewDay[];
}

type Counted = Pick<ReviewDay, 'planned' | 'done' | 'late' | 'excused'>;

/** (done + 0.5·late) ÷ (planned − excused) in percent, to one decimal. */
export function doneRateOf({ planned, done, late, excused }: Counted): number | null {
  const counted = planned - excused;
  return counted > 0 ? Math.round(((done + late / 2) / counted) * 1_000) / 10 : null;
}

/** Over several days the mean of all their comments, not of their means. */
function qualityOf({ scored, qualitySum }: Pick<ReviewDay, 'scored' | 'qualitySum'>): number | null {
  return scored > 0 ? Math.round((10 * qualitySum) / scored) / 10 : null;
}

type CountName = Exclude<keyof DayTotals, 'skipReasons' | 'doneRate' | 'quality'>;

export function totalsOf(days: ReviewDay[]): DayTotals {
  const sum = (key: CountName) => days.reduce((total, day) => total + day[key], 0);
  const totals = {
    planned: sum('planned'),
    done: sum('done'),
    late: sum('late'),
    skipped: sum('skipped'),
    excused: sum('excused'),
    open: sum('open'),
    notes: sum('notes'),
    touches: sum('touches'),
    scored: sum('scored'),
    qualitySum: sum('qualitySum'),
  };
  const reasons: Partial<Record<SkipReason, number>> = {};
  for (const reason of skipReasons) {
    const count = days.reduce((total, day) => total + (day.skipReasons[reason] ?? 0), 0);
    if (count > 0) reasons[reason] = count;
  }
  return { ...totals, skipReasons: reasons, doneRate: doneRateOf(totals), quality: qualityOf(totals) };
}

const byName = new Intl.Collator('zh-CN');

export function figuresByRep(days: ReviewDay[]): RepFigures[] {
  const groups = new Map<string, ReviewDay[]>();
  for (const day of days) groups.set(day.personId, [...(groups.get(day.personId) ?? []), day]);
  return [...groups.values()]
    .flatMap((own) => {
      const sorted = own.toSorted((a, b) => b.on.localeCompare(a.on));
      const [latest] = sorted;
      if (!latest) return [];
      const { personId, name, teamName } = latest;
      return [{ personId, name, teamName, totals: totalsOf(sorted), days: sorted }];
    })
    .sort((a, b) => byName.compare(a.name, b.name) || a.personId.localeCompare(b.personId));
}

/** rules.md R11: these take the item out of the denominator. */
const excusing = new Set<SkipReason>(['contacted_us', 'asked_not_now', 'duplicate', 'wrong_data']);

export interface ParetoBar {
  reason: SkipReason;
  count: number;
  isExcused: boolean;
  /** Share of this reason and all more frequent ones, in whole percent. */
  cumulative: number;
}

/** Most frequent reason first; equal counts in the order of the rules. */
export function skipPareto(reasons: Partial<Record<SkipReason, number>>): ParetoBar[] {
  const found = skipReasons
    .map((reason) => ({ reason, count: reasons[reason] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const total = found.reduce((sum, { count }) => sum + count, 0);
  let running = 0;
  return found.map(({ reason, count }) => {
    running += count;
    return {
      reason,
      count,
      isExcused: excusing.has(reason),
      cumulative: Math.round((running / total) * 100),
    };
  });
}

/**
 * Done rate per rep and date; null where that rep had nothing to do that day. Today counts once the rep has closed it:
 * in the morning everybody stands at nought.
 */
export function ratesByDate(
  reps: RepFigures[],
  today: string,
): { dates: string[]; rates: (number | null)[][] } {
  const ratedDays = reps.map((rep) =>
    rep.days.filter((day) => doneRateOf(day) !== null && (day.on !== today || day.closed)),
  );
  const dates = [...new Set(ratedDays.flat().map(({ on }) => on))].sort();
  const rates = ratedDays.map((days) => {
    const own = new Map(days.map((day) => [day.on, doneRateOf(day)]));
    return dates.map((on) => own.get(on) ?? null);
  });
  return { dates, rates };
}

/** One line of the table: a rep's day, or all days of a rep with its days below. */
export interface ReviewLine {
  key: string;
  name: string;
  teamName: string | null;
  totals: DayTotals;
  /** The day the line stands for; undefined for the sum of several. */
  day: ReviewDay | undefined;
  isNested: boolean;
  closedDays: number;
  /** Days with a plan. */
  dayCount: number;
  children?: ReviewLine[];
}

/** The server also lists today for a rep whose device has made no plan yet. */
export function hasPlan(day: Pick<ReviewDay, 'planned' | 'started'>): boolean {
  return day.planned > 0 || day.started;
}

function dayCounts(days: ReviewDay[]): Pick<ReviewLine, 'closedDays' | 'dayCount'> {
  return { closedDays: days.filter(({ closed }) => closed).length, dayCount: days.filter(hasPlan).length };
}

function dayLine(day: ReviewDay, isNested: boolean): ReviewLine {
  const { name, teamName } = day;
  const totals = totalsOf([day]);
  return { key: `${day.personId} ${day.on}`, name, teamName, totals, day, isNested, ...dayCounts([day]) };
}

export function reviewLines(reps: RepFigures[], isOneDay: boolean): ReviewLine[] {
  if (isOneDay) return reps.flatMap((rep) => rep.days.map((day) => dayLine(day, false)));
  return reps.map(({ personId, name, teamName, totals, days }) => ({
    key: personId,
    name,
    teamName,
    totals,
    day: undefined,
    isNested: false,
    ...dayCounts(days),
    children: days.map((day) => dayLine(day, true)),
  }));
}
