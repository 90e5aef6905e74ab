/** What the customer cares about: every sighting is a row, the strength is worked out from them (C10). */
import type { InterestView } from '#shared/contract/card.ts';
import { interestsOf, interestTopic } from '#shared/domain/card/interest.ts';
import type { Conflict } from '#shared/domain/entity/book.ts';
import type { InterestKind } from '#shared/domain/entity/profile.ts';
import type { Settings } from '#shared/domain/setting.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { listInterests } from '../db/repository/profile.ts';
import type { LocalWrite } from '../local-write.ts';
import { byHand, type Learned } from './need.ts';

export interface SeenTopic {
  topic: string;
  kind: InterestKind;
  /** Absent: now. */
  seenAt?: string | undefined;
}

export function interestInsert(
  clock: Clock,
  customer: { id: string; scopeId: string },
  { topic, kind, seenAt }: SeenTopic,
  { origin, originId }: Learned = byHand,
): LocalWrite {
  return {
    op: 'insert',
    entity: 'interest',
    id: uuidv7(clock),
    scope: customer.scopeId,
    fields: {
      customerId: customer.id,
      topic: topic.trim(),
      kind,
      seenAt: seenAt ?? instantOf(clock),
      origin,
      originId,
    },
  };
}

/** The strongest first. */
export function interestViews(
  { db, clock, pendingIds }: Pick<CoreContext, 'db' | 'clock' | 'pendingIds'>,
  customerId: string,
  settings: Settings,
  conflicts: readonly Pick<Conflict, 'id' | 'rowId'>[],
): InterestView[] {
  const byTopic = Map.groupBy(listInterests(db, customerId), ({ topic }) => interestTopic(topic));
  const pending = pendingIds('interest');
  return interestsOf([...byTopic.values()].flat(), clock.now(), settings).map((state) => {
    const ids = (byTopic.get(interestTopic(state.topic)) ?? []).map(({ id }): string => id);
    return {
      ...state,
      pending: ids.some((id) => pending.has(id)),
      conflictId: conflicts.find(({ rowId }) => ids.includes(rowId))?.id ?? null,
    };
  });
}

export function createInterestService({ db, mutator, clock }: CoreContext) {
  function setDeleted(name: string, ids: readonly string[], deletedAt: string | null): void {
    const writes = ids
      .filter((id) => (getRow(db, 'interest', id).deletedAt === null) === (deletedAt !== null))
      .map((id): LocalWrite => ({ op: 'patch', entity: 'interest', id, fields: { deletedAt } }));
    if (writes.length > 0) mutator.mutate(name, writes);
  }
  return {
    /** One more sighting of a topic, new or known. */
    see(customerId: string, seen: SeenTopic): { id: string } {
      const write = interestInsert(clock, getCustomer(db, customerId), seen);
      mutator.mutate('interest.see', [write]);
      return { id: write.id };
    },
    /** Takes away a topic with all its sightings; they are returned for the undo. */
    remove(customerId: string, topic: string): { ids: string[] } {
      getCustomer(db, customerId);
      const ids = listInterests(db, customerId)
        .filter((row) => interestTopic(row.topic) === interestTopic(topic))
        .map(({ id }) => id);
      setDeleted('interest.remove', ids, instantOf(clock));
      return { ids };
    },
    /** Takes back sightings, such as the last one. */
    delete: (ids: readonly string[]) => setDeleted('interest.delete', ids, instantOf(clock)),
    restore: (ids: readonly string[]) => setDeleted('interest.restore', ids, null),
  };
}
