/** The report of a week: where the minutes went, who answered, what was promised, which buyers nobody talked to. */
import type { WeekReport } from '#shared/contract/plan.ts';
import { addDays, dateOf, startOfDate } from '#shared/domain/calendar.ts';
import { isSopStep } from '#shared/domain/plan/kind.ts';
import { stepOfSubject } from '#shared/domain/plan/subject.ts';
import {
  hourBandOf,
  minutesPerTier,
  mondayOf,
  promiseRecord,
  reachBy,
  shareOfA,
  type WeekTouch,
} from '#shared/domain/week-report.ts';
import type { CoreContext } from '../core-context.ts';
import { listOwnBooks, loadSettings, loadSops } from '../db/repository/company-data.ts';
import { loadOfferTexts } from '../db/repository/plan.ts';
import {
  listQuietBuyers,
  loadWeekItems,
  loadWeekPromises,
  loadWeekTouches,
  type WeekTouchRow,
} from '../db/repository/week.ts';
import { ownBookLoad } from './book-load.ts';

/** Past buyers that are named; all of them are counted. */
const namedBuyers = 50;
const namedTexts = 10;

/** @param on a day of the week asked for; a week that has not begun is that of today */
export function weekReport(context: CoreContext, on?: string): WeekReport {
  const { db, identity, userScopeId, clock } = context;
  const now = clock.now();
  const today = dateOf(now);
  const thisWeek = mondayOf(today);
  const asked = on === undefined ? thisWeek : mondayOf(on);
  const weekOn = asked > thisWeek ? thisWeek : asked;
  const lastOn = addDays(weekOn, 6);
  const instants = { from: startOfDate(weekOn), to: startOfDate(addDays(lastOn, 1)) };
  const settings = loadSettings(db);
  const tiers = minutesPerTier(loadWeekItems(db, userScopeId, { from: weekOn, to: lastOn }));
  const touches = withTexts(context, loadWeekTouches(db, identity.personId, instants));
  const books = listOwnBooks(db, identity.personId).map(({ id }) => id);
  const quietDays = settings['day.quietBuyerDays'];
  return {
    weekOn,
    isCurrent: weekOn === thisWeek,
    tiers,
    goalOfA: settings['day.tierAShare'],
    plannedShareOfA: shareOfA(tiers, 'planned'),
    spentShareOfA: shareOfA(tiers, 'spent'),
    reach: {
      kind: reachBy(touches, ({ kind }) => kind),
      touchClass: reachBy(touches, ({ touchClass }) => touchClass),
      hour: reachBy(touches, ({ happenedAt }) => String(hourBandOf(happenedAt))).toSorted(
        (a, b) => Number(a.key) - Number(b.key),
      ),
      text: reachBy(touches, ({ text }) => text).slice(0, namedTexts),
    },
    promises: promiseRecord(loadWeekPromises(db, identity.personId, instants), now),
    bookLoad: ownBookLoad(context, settings),
    quietDays,
    quietBuyers: listQuietBuyers(db, books, {
      since: startOfDate(addDays(today, -quietDays)),
      limit: namedBuyers,
    }),
  };
}

/** Touches with the title of the step or the offer they were made from. */
function withTexts({ db }: CoreContext, rows: readonly WeekTouchRow[]): WeekTouch[] {
  const steps = new Map(loadSops(db).map(({ code, steps }) => [code, steps]));
  const offers = loadOfferTexts(
    db,
    rows.flatMap(({ itemKind, subject }) => (itemKind === 'PROMO' && subject ? [subject] : [])),
  );
  return rows.map(({ itemKind, subject, ...touch }) => {
    if (!itemKind || !subject) return { ...touch, text: '' };
    if (!isSopStep(itemKind)) return { ...touch, text: offers.get(subject)?.title ?? '' };
    const { code, number } = stepOfSubject(subject);
    return { ...touch, text: steps.get(code)?.[number]?.title ?? '' };
  });
}
