/** Touches: what was done for a customer. */
import type { Customer, Touch } from '#shared/domain/entity/book.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { putCommentDraft } from '../db/repository/comment.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';
import { doneItem, touchedItem } from './act-item.ts';
import { commentQuality } from './comment-event.ts';
import { doneFields } from './plan-settle.ts';
import { itemPatch } from './plan-store.ts';

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
  /** Pasted from the talk, where a step asks for it. */
  evidence?: string | undefined;
}

/** `quality` is the score of a comment on a moment. */
export function touchInsert(
  clock: Clock,
  customer: { id: string; scopeId: string },
  touch: NewTouch,
  quality: number | null = null,
): LocalWrite {
  const { kind, touchClass, body, replied, minutes, happenedAt, momentId, planItemId, evidence } = touch;
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
      quality,
      evidence: evidence ?? '',
    },
  };
}

export function createTouchService(context: CoreContext) {
  const { db, mutator, clock } = context;

  /** Null for all but a comment on a moment of this customer. */
  function qualityOf(customer: Customer, { kind, momentId, body }: NewTouch, at: string): number | null {
    if (kind !== 'comment' || !momentId || body.trim() === '') return null;
    const moment = getRow(db, 'moment', momentId);
    return moment.customerId === customer.id ? commentQuality(context, customer, moment, body, at) : null;
  }

  return {
    /** A comment on a moment ends its draft. */
    log(customerId: string, touch: NewTouch): { id: string; quality: number | null } {
      const customer = getCustomer(db, customerId);
      const happenedAt = touch.happenedAt ?? instantOf(clock);
      const quality = qualityOf(customer, touch, happenedAt);
      const item =
        touch.planItemId && !touch.momentId
          ? undefined
          : touchedItem(context, customerId, { ...touch, happenedAt });
      const planItemId = touch.planItemId ?? item?.id;
      const write = touchInsert(clock, customer, { ...touch, happenedAt, planItemId }, quality);
      const settled = item && itemPatch(item.id, doneFields(item, happenedAt));
      db.transaction(() => {
        mutator.mutate('touch.log', settled ? [write, settled] : [write]);
        if (touch.kind === 'comment' && touch.momentId) {
          putCommentDraft(db, touch.momentId, { body: '', copiedAt: null });
        }
      });
      return { id: write.id, quality };
    },
    setReplied(id: string, replied: boolean | null): void {
      getRow(db, 'touch', id);
      mutator.mutate('touch.setReplied', [{ op: 'patch', entity: 'touch', id, fields: { replied } }]);
    },
    /** The item of today that was done by it is open again. */
    delete(id: string): void {
      const touch = getRow(db, 'touch', id);
      const fields = { deletedAt: instantOf(clock) };
      const item = doneItem(context, touch);
      const reopened = item && itemPatch(item.id, { status: 'open', statusAt: null, skipReason: null });
      const write: LocalWrite = { op: 'patch', entity: 'touch', id, fields };
      mutator.mutate('touch.delete', reopened ? [write, reopened] : [write]);
    },
    restore(id: string): void {
      const touch = getRow(db, 'touch', id);
      const item = touchedItem(context, touch.customerId, touch);
      const settled = item && itemPatch(item.id, doneFields(item, touch.happenedAt));
      const write: LocalWrite = { op: 'patch', entity: 'touch', id, fields: { deletedAt: null } };
      mutator.mutate('touch.restore', settled ? [write, settled] : [write]);
    },
  };
}
