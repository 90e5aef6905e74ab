/** A post that names what the customer is known to care about is one more sighting of it (C10); a sad one is none. */
import { interestTopic } from '#shared/domain/card/interest.ts';
import { isSadEvent } from '#shared/domain/comment/sad-event.ts';
import type { Customer, Moment } from '#shared/domain/entity/book.ts';
import type { CoreContext } from '../core-context.ts';
import { loadSettings } from '../db/repository/company-data.ts';
import { listInterests } from '../db/repository/profile.ts';
import type { LocalWrite } from '../local-write.ts';
import { interestInsert } from './interest.ts';

type Context = Pick<CoreContext, 'db' | 'clock'>;

/** One character is part of too many words. */
const shortestTopic = 2;

export function sightingInserts(
  { db, clock }: Context,
  customer: Customer,
  moment: Pick<Moment, 'kind' | 'body' | 'postedAt'> & { id: string },
): LocalWrite[] {
  if (moment.body === '' || isSadEvent(moment, loadSettings(db))) return [];
  const text = interestTopic(moment.body);
  const known = new Map(listInterests(db, customer.id).map((row) => [interestTopic(row.topic), row]));
  return [...known]
    .filter(([topic]) => [...topic].length >= shortestTopic && text.includes(topic))
    .map(([, { topic, kind }]) =>
      interestInsert(
        clock,
        customer,
        { topic, kind, seenAt: moment.postedAt },
        { origin: 'moment', originId: moment.id },
      ),
    );
}

/** Those of a post go with it and come back with it: `from` is what they have now as the time of deletion. */
export function sightingPatches(
  { db }: Context,
  momentId: string,
  { from, to }: { from: string | null; to: string | null },
): LocalWrite[] {
  const rows = db.raw<{ id: string }>(
    `SELECT i.id FROM moment m JOIN interest i ON i.customer_id = m.customer_id
      WHERE m.id = ? AND i.origin = 'moment' AND i.origin_id = m.id AND i.deleted_at IS ?`,
    momentId,
    from,
  );
  return rows.map(({ id }) => ({ op: 'patch', entity: 'interest', id, fields: { deletedAt: to } }));
}
