/** Loads what the day plan is made from with a few set-based queries. */
import { planInputOf } from '#shared/domain/plan/facts/plan-input-of.ts';
import { planWindows } from '#shared/domain/plan/facts/plan-windows.ts';
import type { PlanInput } from '#shared/domain/plan/input.ts';
import type { LocalDb } from '../local-db.ts';
import { loadSettings, loadSops } from './company-data.ts';
import { loadPlanRows } from './plan-rows.ts';

/** Of the customers of the given books; `customer_activity` must be up to date (customer-index.ts). */
export function loadPlanInput(
  db: LocalDb,
  { bookIds, planOn, now }: { bookIds: readonly string[]; planOn: string; now: number },
): PlanInput {
  const settings = loadSettings(db);
  const windows = planWindows({ planOn, now }, settings);
  const rows = loadPlanRows(db, { bookIds, planOn, now, windows, settings });
  return planInputOf(rows, { planOn, now, settings, windows, sops: loadSops(db) });
}
