/** Whether all that the rhythm asks for fits into the working days (rules.md R2). */
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import { bookLoadOf, isBookTooFull, type BookLoad } from '#shared/domain/plan/book-load.ts';
import type { Settings } from '#shared/domain/setting.ts';
import { mondayOf } from '#shared/domain/week-report.ts';
import type { CoreContext } from '../core-context.ts';
import { listOwnBooks, loadSettings } from '../db/repository/company-data.ts';
import { countTiers } from '../db/repository/week.ts';

type Context = Pick<CoreContext, 'db' | 'identity' | 'clock'>;

export function ownBookLoad({ db, identity, clock }: Context, settings: Settings): BookLoad {
  const books = listOwnBooks(db, identity.personId).map(({ id }) => id);
  const newSince = addDays(dateOf(clock.now()), -settings['rhythm.newDays']);
  return bookLoadOf(countTiers(db, books, newSince), settings);
}

/** Said once a week, on its first day, where it does not fit. */
export function fullBook(context: Context, planOn: string): BookLoad | null {
  if (mondayOf(planOn) !== planOn) return null;
  const load = ownBookLoad(context, loadSettings(context.db));
  return isBookTooFull(load) ? load : null;
}
