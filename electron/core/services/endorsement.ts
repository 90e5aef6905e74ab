/** Scores a customer gave and friends they brought (rules.md R14, R16). */
import type { EndorsementFields } from '#shared/contract/card.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { listEndorsements } from '../db/repository/card-insight.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';
import { actDone, actUndone } from './act-item.ts';

export function endorsementViews(
  { db, pendingIds }: Pick<CoreContext, 'db' | 'pendingIds'>,
  customerId: string,
): (EndorsementFields & { id: string; pending: boolean })[] {
  const pending = pendingIds('endorsement');
  return listEndorsements(db, customerId).map(({ id, kind, score, isPaid, body, happenedOn }) => ({
    id,
    kind,
    score,
    isPaid: Boolean(isPaid),
    body,
    happenedOn,
    pending: pending.has(id),
  }));
}

/** The score by which an item of the list was done is taken back with it. */
export function answerUndone(
  { db, clock }: Pick<CoreContext, 'db' | 'clock'>,
  { customerId, statusAt }: Pick<PlanItem, 'customerId' | 'statusAt'>,
): LocalWrite[] {
  return listEndorsements(db, customerId)
    .filter(({ kind, createdAt }) => kind === 'nps' && createdAt === statusAt)
    .map(({ id }) => ({
      op: 'patch',
      entity: 'endorsement',
      id,
      fields: { deletedAt: instantOf(clock) },
    }));
}

export function createEndorsementService(context: CoreContext) {
  const { db, mutator, clock } = context;
  const patch = (
    name: string,
    id: string,
    fields: Record<string, unknown>,
    also: readonly LocalWrite[] = [],
  ) => mutator.mutate(name, [{ op: 'patch', entity: 'endorsement', id, fields }, ...also]);
  const actOf = (customerId: string) => ({ kinds: ['NPS'], customerId }) as const;
  /** A score of today answers the question of today's list. */
  const isAnswer = ({ kind, score, happenedOn }: Pick<EndorsementFields, 'kind' | 'score' | 'happenedOn'>) =>
    kind === 'nps' && score !== null && happenedOn === dateOf(clock.now());
  return {
    create(customerId: string, endorsement: EndorsementFields): { id: string } {
      const { scopeId } = getCustomer(db, customerId);
      const id = uuidv7(clock);
      const fields = { customerId, ...endorsement };
      const at = instantOf(clock);
      const also = isAnswer(endorsement) ? actDone(context, actOf(customerId), at) : [];
      const write = { op: 'insert', entity: 'endorsement', id, scope: scopeId, fields } as const;
      mutator.mutate('endorsement.create', [write, ...also], { at });
      return { id };
    },
    /** What it is stays: a score never becomes a friend. */
    patch(id: string, { score, isPaid, body, happenedOn }: EndorsementFields): void {
      const row = getRow(db, 'endorsement', id);
      const former: Record<string, unknown> = { ...row, isPaid: Boolean(row.isPaid) };
      const changed = Object.entries({ score, isPaid, body, happenedOn }).filter(
        ([name, value]) => former[name] !== value,
      );
      if (changed.length > 0) patch('endorsement.patch', id, Object.fromEntries(changed));
    },
    delete(id: string): void {
      const row = getRow(db, 'endorsement', id);
      if (row.deletedAt !== null) return;
      const also = actUndone(context, actOf(row.customerId), row.createdAt);
      patch('endorsement.delete', id, { deletedAt: instantOf(clock) }, also);
    },
    restore(id: string): void {
      const row = getRow(db, 'endorsement', id);
      if (row.deletedAt === null) return;
      const also = isAnswer(row) ? actDone(context, actOf(row.customerId), row.createdAt) : [];
      patch('endorsement.restore', id, { deletedAt: null }, also);
    },
  };
}
