import type { Steps } from '../../../lib/steps.ts';
import type { Sop } from '../../entity/company.ts';
import type { Settings } from '../../setting.ts';
import type { PlanInput } from '../input.ts';
import { sopBankOf } from '../sop/starter.ts';
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
  /** The newest edition of every SOP. */
  sops: readonly Pick<Sop, 'code' | 'steps'>[];
}

/** What the rules ask, from rows read within `windows`; the same rows give the same input on device and server. */
export function* planInputOf(
  rows: PlanRows,
  { planOn, now, settings, windows, sops }: PlanDay,
): Steps<PlanInput> {
  const bank = sopBankOf(sops, settings);
  const customers = yield* customerFacts(rows, { planOn, now, settings, bank, windows });
  return { planOn, now, customers, settings, day: dayFacts(rows, { planOn, windows, now, settings }) };
}
