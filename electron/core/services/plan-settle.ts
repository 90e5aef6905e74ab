/**
 * A started list follows what happened beside it: what was done elsewhere is done, what is forbidden or moot now is taken
 * off with its reason, and comes back where the reason is taken back.
 */
import type { PlanItem } from '#shared/domain/entity/user.ts';
import type { HiddenCode } from '#shared/domain/plan/hidden.ts';
import type { PlanCustomer, PlanInput } from '#shared/domain/plan/input.ts';
import { standingOf } from '#shared/domain/plan/standing.ts';
import type { LocalDb } from '../db/local-db.ts';
import { loadActTimes } from '../db/repository/act-record.ts';
import type { ItemChange } from './plan-store.ts';

export interface SettledChange {
  id: string;
  fields: ItemChange;
}

export const isOpenItem = ({ status }: Pick<PlanItem, 'status'>): boolean =>
  status === 'open' || status === 'later';

/** What was taken off is asked again; what gave way to something else has left its place to that. */
const isAsked = (item: PlanItem): boolean =>
  isOpenItem(item) && item.deletedAt === null && (!item.displacedAt || Boolean(item.offCode));

/** @param at when it was found out */
export function settledChanges(
  db: LocalDb,
  items: readonly PlanItem[],
  input: PlanInput,
  at: string,
): SettledChange[] {
  const asked = items.filter(isAsked);
  if (asked.length === 0) return [];
  const standing = standingOf(asked, input);
  const times = loadActTimes(db, asked);
  const customers = new Map(input.customers.map((one) => [one.id, one]));
  return asked.flatMap((item): SettledChange[] => {
    const code = standing.get(item.id) ?? null;
    const customer = customers.get(item.customerId);
    const doneAt = code === null && item.kind !== 'CARD_FIX' ? null : doneAtOf(item, customer, times, at);
    const fields = doneAt === null ? offFields(item, code, at) : doneFields(item, doneAt);
    return fields ? [{ id: item.id, fields }] : [];
  });
}

/** When its own work was done; null where it was not. */
function doneAtOf(
  item: PlanItem,
  customer: PlanCustomer | undefined,
  times: ReadonlyMap<string, string>,
  at: string,
): string | null {
  const time = times.get(item.id);
  if (time !== undefined) return time;
  if (customer?.status !== 'active') return null;
  // A talk since the customer came over is the hello, whether it came from the list or not.
  if (item.kind === 'HANDOVER' && customer.handover?.isGreeted) return customer.lastContactAt;
  // What was missing on a card and is there now has been done, wherever it was filled in.
  return item.kind === 'CARD_FIX' && !customer.cardGaps.includes(item.subject) ? at : null;
}

export function doneFields({ displacedAt }: PlanItem, at: string): ItemChange {
  const done = { status: 'done', statusAt: at, skipReason: null } as const;
  return displacedAt ? { ...done, displacedAt: null, offCode: null } : done;
}

function offFields(item: PlanItem, code: HiddenCode | null, at: string): ItemChange | undefined {
  const present = item.offCode ?? null;
  if (code === present) return undefined;
  if (code === null) return { displacedAt: null, offCode: null };
  return present === null ? { displacedAt: at, offCode: code } : { offCode: code };
}
