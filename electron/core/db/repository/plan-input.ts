/** Loads what the day plan is made from with a few set-based queries. */
import { planInputOf } from '#shared/domain/plan/facts/plan-input-of.ts';
import { planWindows } from '#shared/domain/plan/facts/plan-windows.ts';
import type { PlanInput } from '#shared/domain/plan/input.ts';
import { segmentsOf, sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import { finish, type Steps } from '#shared/lib/steps.ts';
import type { LocalDb } from '../local-db.ts';
import { loadSettings, loadSops } from './company-data.ts';
import { loadPlanRows } from './plan-rows.ts';

interface Asked {
  bookIds: readonly string[];
  planOn: string;
  now: number;
}

/** Of the customers of the given books; `customer_activity` must be up to date (customer-index.ts). */
export function loadPlanInput(db: LocalDb, asked: Asked): PlanInput {
  return finish(planInputSteps(db, asked));
}

/** The same with pauses; what is written meanwhile may be in it or not. */
export function* planInputSteps(db: LocalDb, { bookIds, planOn, now }: Asked): Steps<PlanInput> {
  const settings = loadSettings(db);
  const bank = sopBankOf(loadSops(db), settings);
  const windows = planWindows({ planOn, now }, settings, bank.longestDays);
  const rows = yield* loadPlanRows(db, {
    bookIds,
    planOn,
    now,
    windows,
    settings,
    segments: segmentsOf(bank),
  });
  return yield* planInputOf(rows, { planOn, now, settings, windows, bank });
}
