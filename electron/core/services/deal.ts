/** Open deals (rules.md R1): how far each has come, what it became. */
import type { z } from 'zod';
import type { DealFields, dealInsight, DealView } from '#shared/contract/deal.ts';
import type { OrderFields } from '#shared/contract/order.ts';
import type { Deal, DealStage, LossReason } from '#shared/domain/entity/deal.ts';
import { chanceOf, expectedDealFen } from '#shared/domain/plan/deal-value.ts';
import type { Settings } from '#shared/domain/setting.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { listDeals } from '../db/repository/deal.ts';
import { findLastDealChange } from '../db/repository/profile.ts';
import type { LocalWrite } from '../local-write.ts';
import { orderInsert } from './order.ts';

/** A step back within so long is an undo. */
const takenBackMs = 10 * 60_000;

/** @param today the calendar date from which on a deal that was expected earlier is late */
export function dealViews(
  { db, pendingIds }: Pick<CoreContext, 'db' | 'pendingIds'>,
  customerId: string,
  today: string,
  settings: Settings,
): z.infer<typeof dealInsight> {
  const pending = pendingIds('deal');
  const viewOf = ({ id, product, amountFen, marginFen, stage, expectedOn, ...rest }: Deal): DealView => ({
    id,
    product,
    amountFen,
    marginFen,
    stage,
    expectedOn,
    chance: chanceOf({ stage }, settings),
    isLate: rest.status === 'open' && expectedOn !== null && expectedOn < today,
    status: rest.status,
    closedAt: rest.closedAt,
    lossReason: rest.lossReason,
    pending: pending.has(id),
  });
  const deals = listDeals(db, customerId);
  const open = deals.filter(({ status }) => status === 'open');
  return {
    open: open.map(viewOf).toSorted((a, b) => b.chance - a.chance),
    closed: deals
      .filter(({ status }) => status !== 'open')
      .map(viewOf)
      .toSorted((a, b) => ((a.closedAt ?? '') < (b.closedAt ?? '') ? 1 : -1)),
    expectedFen: expectedDealFen(open, settings),
    marginShare: settings['deal.marginShare'],
  };
}

export function createDealService({ db, mutator, clock }: CoreContext) {
  const write = (id: string, fields: Partial<Deal>): LocalWrite => ({
    op: 'patch',
    entity: 'deal',
    id,
    fields,
  });
  const patch = (name: string, id: string, fields: Partial<Deal>) => {
    if (Object.keys(fields).length > 0) mutator.mutate(name, [write(id, fields)]);
  };
  /** In the history of the customer: how far it came, or what it became. */
  const note = (
    { id, customerId, product, stage }: Deal,
    field: 'dealStage' | 'dealEnd',
    toValue: string,
  ): LocalWrite => ({
    op: 'insert',
    entity: 'card_change',
    id: uuidv7(clock),
    scope: getCustomer(db, customerId).scopeId,
    fields: {
      customerId,
      field,
      fromValue: stage,
      toValue,
      reason: product,
      signs: [id],
      happenedAt: instantOf(clock),
    },
  });
  const forget = (id: string): LocalWrite => ({
    op: 'patch',
    entity: 'card_change',
    id,
    fields: { deletedAt: instantOf(clock) },
  });
  /** A step that is taken back at once leaves no trace. */
  const stageNote = (row: Deal, stage: DealStage): LocalWrite => {
    const last = findLastDealChange(db, row.customerId, 'dealStage', row.id);
    const isUndo =
      last !== undefined &&
      last.fromValue === stage &&
      last.toValue === row.stage &&
      clock.now() - Date.parse(last.happenedAt) < takenBackMs;
    return isUndo ? forget(last.id) : note(row, 'dealStage', stage);
  };
  return {
    create(customerId: string, deal: DealFields): { id: string } {
      const { scopeId: scope } = getCustomer(db, customerId);
      const id = uuidv7(clock);
      const fields = { customerId, ...deal, status: 'open', closedAt: null, lossReason: null };
      mutator.mutate('deal.create', [{ op: 'insert', entity: 'deal', id, scope, fields }]);
      return { id };
    },
    patch(id: string, deal: DealFields): void {
      const row = getRow(db, 'deal', id);
      const changed = Object.entries(deal).filter(([name, value]) => row[name as keyof DealFields] !== value);
      if (changed.length === 0) return;
      const writes = [write(id, Object.fromEntries(changed))];
      if (deal.stage !== row.stage) writes.push(stageNote(row, deal.stage));
      mutator.mutate('deal.patch', writes);
    },
    setStage(id: string, stage: DealStage): void {
      const row = getRow(db, 'deal', id);
      if (row.stage === stage) return;
      mutator.mutate('deal.setStage', [write(id, { stage }), stageNote(row, stage)]);
    },
    win(id: string, order: OrderFields): { orderId: string } {
      const row = getRow(db, 'deal', id);
      const insert = orderInsert(clock, getCustomer(db, row.customerId), order);
      const won = write(id, { status: 'won', closedAt: instantOf(clock), lossReason: null });
      mutator.mutate('deal.win', [insert, won, note(row, 'dealEnd', 'won')]);
      return { orderId: insert.id };
    },
    lose(id: string, lossReason: LossReason): void {
      const row = getRow(db, 'deal', id);
      const lost = write(id, { status: 'lost', closedAt: instantOf(clock), lossReason });
      mutator.mutate('deal.lose', [lost, note(row, 'dealEnd', `lost\t${lossReason}`)]);
    },
    reopen(id: string, orderId: string | null): void {
      const writes = [write(id, { status: 'open', closedAt: null, lossReason: null })];
      if (orderId !== null && getRow(db, 'customer_order', orderId).deletedAt === null) {
        const deletedAt = instantOf(clock);
        writes.push({ op: 'patch', entity: 'customer_order', id: orderId, fields: { deletedAt } });
      }
      const ended = findLastDealChange(db, getRow(db, 'deal', id).customerId, 'dealEnd', id);
      if (ended) writes.push(forget(ended.id));
      mutator.mutate('deal.reopen', writes);
    },
    delete(id: string): void {
      if (getRow(db, 'deal', id).deletedAt === null)
        patch('deal.delete', id, { deletedAt: instantOf(clock) });
    },
    restore(id: string): void {
      if (getRow(db, 'deal', id).deletedAt !== null) patch('deal.restore', id, { deletedAt: null });
    },
  };
}
