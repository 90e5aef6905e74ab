/** Moments: what a customer posted, and how we answered. */
import type { Customer, Moment, Touch } from '#shared/domain/entity/book.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';
import { attachmentInserts } from './attachment.ts';
import { touchedItem } from './act-item.ts';
import { commentQuality } from './comment-event.ts';
import { sightingInserts, sightingPatches } from './moment-interest.ts';
import { doneFields } from './plan-settle.ts';
import { itemPatch } from './plan-store.ts';
import { touchInsert } from './touch.ts';

export interface Response {
  liked: boolean;
  comment?: string | undefined;
}

export function createMomentService(context: CoreContext) {
  const { db, mutator, clock } = context;

  /** The touches a like and a comment are; a second like of the same moment is none. */
  function responseWrites(
    customer: Customer,
    moment: Pick<Moment, 'kind' | 'body' | 'postedAt'> & { id: string },
    { liked, comment }: Response,
  ): LocalWrite[] {
    const { id: momentId } = moment;
    const happenedAt = instantOf(clock);
    const writes: LocalWrite[] = [];
    const add = (kind: 'like' | 'comment', body: string, quality: number | null) => {
      const said = { kind, touchClass: 'care', body, replied: null, momentId, happenedAt } as const;
      const item = touchedItem(context, customer.id, said);
      writes.push(touchInsert(clock, customer, { ...said, planItemId: item?.id }, quality));
      if (item) writes.push(itemPatch(item.id, doneFields(item, happenedAt)));
    };
    const isLiked = listTouches(momentId).some(({ kind, deletedAt }) => kind === 'like' && !deletedAt);
    if (liked && !isLiked) add('like', '', null);
    if (comment?.trim()) {
      add('comment', comment, commentQuality(context, customer, moment, comment, happenedAt));
    }
    return writes;
  }

  function listTouches(momentId: string): Touch[] {
    const { customerId } = db.raw<{ customerId: string }>(
      `SELECT customer_id FROM moment WHERE id = ?`,
      momentId,
    )[0] ?? { customerId: '' };
    return db.raw(`SELECT * FROM touch WHERE customer_id = ? AND moment_id = ?`, customerId, momentId);
  }

  return {
    /** The moment and the answers given with it are one mutation. */
    log(
      customerId: string,
      moment: Pick<Moment, 'kind' | 'body' | 'postedAt'> &
        Response & { attachments?: readonly string[] | undefined },
    ): { id: string } {
      const customer = getCustomer(db, customerId);
      const id = uuidv7(clock);
      const { kind, body, postedAt } = moment;
      mutator.mutate('moment.log', [
        {
          op: 'insert',
          entity: 'moment',
          id,
          scope: customer.scopeId,
          fields: { customerId, kind, body, postedAt },
        },
        ...responseWrites(customer, { id, kind, body, postedAt }, moment),
        ...attachmentInserts(context, customer, { kind: 'moment', id }, moment.attachments),
        ...sightingInserts(context, customer, { id, kind, body, postedAt }),
      ]);
      return { id };
    },

    respond(momentId: string, response: Response): void {
      const moment = getRow(db, 'moment', momentId);
      const writes = responseWrites(getCustomer(db, moment.customerId), moment, response);
      if (writes.length > 0) mutator.mutate('moment.respond', writes);
    },

    /** The likes and comments on it go with it, and what it said of interests. */
    delete(id: string): void {
      getRow(db, 'moment', id);
      const fields = { deletedAt: instantOf(clock) };
      const touches = listTouches(id).filter(({ deletedAt }) => !deletedAt);
      mutator.mutate('moment.delete', [
        { op: 'patch', entity: 'moment', id, fields },
        ...touches.map((touch): LocalWrite => ({ op: 'patch', entity: 'touch', id: touch.id, fields })),
        ...sightingPatches(context, id, { from: null, to: fields.deletedAt }),
      ]);
    },

    /** Brings back what {@link delete} took in one go. */
    restore(id: string): void {
      const { deletedAt } = getRow(db, 'moment', id);
      if (deletedAt === null) return;
      const fields = { deletedAt: null };
      const touches = listTouches(id).filter((touch) => touch.deletedAt === deletedAt);
      mutator.mutate('moment.restore', [
        { op: 'patch', entity: 'moment', id, fields },
        ...touches.map((touch): LocalWrite => ({ op: 'patch', entity: 'touch', id: touch.id, fields })),
        ...sightingPatches(context, id, { from: deletedAt, to: null }),
      ]);
    },
  };
}
