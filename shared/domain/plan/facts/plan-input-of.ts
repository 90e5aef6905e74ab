import type { Steps } from '../../../lib/steps.ts';
import type { Settings } from '../../setting.ts';
import type { PlanInput } from '../input.ts';
import type { SopBank } from '../sop/bank.ts';
import { customerFacts } from './customer-facts.ts';
import { dayFacts } from './day-facts.ts';
import type { PlanRows } from './plan-rows.ts';
import type { PlanWindows } from './plan-windows.ts';

export interface PlanDay {
  planOn: string;
  /** Milliseconds since the epoch. */
  now: number;
  settings: Settings;
  windows: PlanWindows;
  bank: SopBank;
}

/** What the rules ask, from rows read within `windows`; the same rows give the same input on device and server. */
export function* planInputOf(
  rows: PlanRows,
  { planOn, now, settings, windows, bank }: PlanDay,
): Steps<PlanInput> {
  const customers = yield* customerFacts(rows, { planOn, now, settings, bank, windows });
  return { planOn, now, customers, settings, day: dayFacts(rows, { planOn, windows, now, settings }) };
}
