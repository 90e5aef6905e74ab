/** Touches: what was done for a customer. */
import type { Touch } from '#shared/domain/entity/book.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';

export interface NewTouch {
  kind: Touch['kind'];
  touchClass: Touch['touchClass'];
  body: string;
  replied: boolean | null;
  minutes?: number | null | undefined;
  /** Now, where absent. */
  happenedAt?: string | undefined;
  momentId?: string | null | undefined;
  planItemId?: string | null | undefined;
}

export function touchInsert(
  clock: Clock,
  customer: { id: string; scopeId: string },
  touch: NewTouch,
): LocalWrite {
  const { kind, touchClass, body, replied, minutes, happenedAt, momentId, planItemId } = touch;
  return {
    op: 'insert',
    entity: 'touch',
    id: uuidv7(clock),
    scope: customer.scopeId,
    fields: {
      customerId: customer.id,
      kind,
      touchClass,
      body,
      happenedAt: happenedAt ?? instantOf(clock),
      minutes: minutes ?? null,
      replied,
      momentId: momentId ?? null,
      planItemId: planItemId ?? null,
    },
  };
}

export function createTouchService({ db, mutator, clock }: CoreContext) {
  function patch(name: string, id: string, fields: Partial<Pick<Touch, 'replied' | 'deletedAt'>>): void {
    getRow(db, 'touch', id);
    mutator.mutate(name, [{ op: 'patch', entity: 'touch', id, fields }]);
  }
  return {
    log(customerId: string, touch: NewTouch): { id: string } {
      const write = touchInsert(clock, getCustomer(db, customerId), touch);
      mutator.mutate('touch.log', [write]);
      return { id: write.id };
    },
    setReplied: (id: string, replied: boolean | null) => patch('touch.setReplied', id, { replied }),
    delete: (id: string) => patch('touch.delete', id, { deletedAt: instantOf(clock) }),
    restore: (id: string) => patch('touch.restore', id, { deletedAt: null }),
  };
}
