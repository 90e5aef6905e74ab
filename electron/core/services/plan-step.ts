/** The step of a SOP behind an item of the list, as its edition has it. */
import type { SopStep } from '#shared/domain/entity/company.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import { isSopStep } from '#shared/domain/plan/kind.ts';
import type { PlanStep } from '#shared/domain/plan/sop/step.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import type { CoreContext } from '../core-context.ts';
import { loadSettings, loadSops } from '../db/repository/company-data.ts';
import { getCustomer } from '../db/repository/customer.ts';

export function stepOfItem(
  { db }: Pick<CoreContext, 'db'>,
  { kind, subject, customerId }: Pick<PlanItem, 'kind' | 'subject' | 'customerId'>,
): SopStep | undefined {
  if (!isSopStep(kind)) return undefined;
  return sopBankOf(loadSops(db), loadSettings(db)).wordsOf(subject, getCustomer(db, customerId).addedOn);
}

/** The same with what the edition fills in: channel, window, evidence. */
export function planStepOf(
  { db }: Pick<CoreContext, 'db'>,
  { kind, subject, customerId }: Pick<PlanItem, 'kind' | 'subject' | 'customerId'>,
): PlanStep | undefined {
  if (!isSopStep(kind)) return undefined;
  return sopBankOf(loadSops(db), loadSettings(db)).stepOf(subject, getCustomer(db, customerId).addedOn);
}
