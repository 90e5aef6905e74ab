/** What came from the customer: an unanswered message, a wish, a complaint, a 别发了, a block. */
import type { Autopsy } from '#shared/protocol/autopsy.ts';
import type { BlockRateView } from '#shared/protocol/block-rate.ts';
import { autopsyFrom, autopsyReport } from '#shared/domain/autopsy.ts';
import { blockState } from '#shared/domain/block-rate.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { tierOn } from '#shared/domain/plan/rhythm.ts';
import { answerDueAt, statusAfter } from '#shared/domain/signal.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { loadBlockRows } from '../db/repository/block-week.ts';
import { listOwnBooks, loadSettings } from '../db/repository/company-data.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { findBreak, listTouchesBetween, type Signal } from '../db/repository/signal.ts';
import type { LocalWrite } from '../local-write.ts';
import { actDone, actUndone } from './act-item.ts';

/** `at` is when it was answered; null opens it again. */
export function signalPatch(id: string, closedAt: string | null): LocalWrite {
  return { op: 'patch', entity: 'signal', id, fields: { closedAt } };
}

export function createSignalService(context: CoreContext) {
  const { db, mutator, clock, identity } = context;
  const statusPatch = (id: string, status: string): LocalWrite => ({
    op: 'patch',
    entity: 'customer',
    id,
    fields: { status },
  });

  return {
    log(
      customerId: string,
      { kind, body, dueAt }: { kind: Signal['kind']; body: string; dueAt?: string | undefined },
    ): { id: string } {
      const customer = getCustomer(db, customerId);
      const id = uuidv7(clock);
      const status = statusAfter(kind);
      const isChange = status !== null && customer.status !== status;
      mutator.mutate('signal.log', [
        {
          op: 'insert',
          entity: 'signal',
          id,
          scope: customer.scopeId,
          fields: {
            customerId,
            kind,
            body,
            happenedAt: instantOf(clock),
            dueAt: dueAt ?? answerDueAt(kind, clock.now(), loadSettings(db)),
            closedAt: null,
            formerStatus: isChange ? customer.status : null,
          },
        },
        ...(isChange ? [statusPatch(customerId, status)] : []),
      ]);
      return { id };
    },

    patch(id: string, { body, dueAt }: Pick<Signal, 'body' | 'dueAt'>): void {
      const row = getRow(db, 'signal', id);
      const fields = { ...(body !== row.body && { body }), ...(dueAt !== row.dueAt && { dueAt }) };
      if (Object.keys(fields).length > 0)
        mutator.mutate('signal.patch', [{ op: 'patch', entity: 'signal', id, fields }]);
    },

    setClosed(id: string, closed: boolean): void {
      const { closedAt, customerId } = getRow(db, 'signal', id);
      if ((closedAt !== null) === closed) return;
      const at = instantOf(clock);
      const act = { kinds: ['REPLY', 'SERVICE'], customerId, subject: id } as const;
      mutator.mutate('signal.setClosed', [
        signalPatch(id, closed ? at : null),
        ...(closed ? actDone(context, act, at) : actUndone(context, act, closedAt)),
      ]);
    },

    delete(id: string): void {
      const row = getRow(db, 'signal', id);
      if (row.deletedAt !== null) return;
      const customer = getCustomer(db, row.customerId);
      const isOurs = row.formerStatus !== null && customer.status === statusAfter(row.kind);
      mutator.mutate('signal.delete', [
        { op: 'patch', entity: 'signal', id, fields: { deletedAt: instantOf(clock) } },
        ...(isOurs ? [statusPatch(customer.id, row.formerStatus!)] : []),
      ]);
    },

    restore(id: string): void {
      const row = getRow(db, 'signal', id);
      if (row.deletedAt === null) return;
      const customer = getCustomer(db, row.customerId);
      const status = statusAfter(row.kind);
      const isOurs = status !== null && customer.status === row.formerStatus;
      mutator.mutate('signal.restore', [
        { op: 'patch', entity: 'signal', id, fields: { deletedAt: null } },
        ...(isOurs ? [statusPatch(customer.id, status)] : []),
      ]);
    },

    blockRate(): BlockRateView {
      const settings = loadSettings(db);
      const now = clock.now();
      const bookIds = listOwnBooks(db, identity.personId).map((book) => book.id);
      const { blockWeeks, promoLiftedAt } = loadBlockRows(db, { bookIds, now, settings });
      return {
        ...blockState(blockWeeks, { now, liftedAt: promoLiftedAt }, settings),
        limits: {
          amber: settings['block.amber'],
          red: settings['block.red'],
          leastTouches: settings['block.leastTouches'],
        },
      };
    },

    autopsy(customerId: string): Autopsy | null {
      const customer = getCustomer(db, customerId);
      const found = findBreak(db, customerId);
      if (!found) return null;
      const settings = loadSettings(db);
      const { kind, happenedAt: at } = found;
      const touches = listTouchesBetween(db, customerId, { from: autopsyFrom(at, settings), to: at });
      return autopsyReport({ kind, at, tier: tierOn(customer, dateOf(at), settings), touches }, settings);
    },
  };
}
