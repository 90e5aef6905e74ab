/** How the promises of each rep were kept (D15), as the rep's own week counts them. */
import { sql } from 'kysely';
import type { Promised } from '#shared/domain/entity/book.ts';
import { promiseRecord } from '#shared/domain/week-report.ts';
import type { ReviewPromises } from '#shared/protocol/review.ts';
import type { Db } from '../db/database.ts';
import { isKept } from '../domain/merged.ts';
import { reachedBooks } from './reached-book.ts';
import type { ReviewedPerson } from './reviewed-people.ts';

type Row = Pick<Promised, 'status' | 'dueAt' | 'closedAt'> & { personId: string };

/**
 * Of the people who had a promise that was due, or was settled, from one instant until before another; in the order of the
 * people. What is not due yet at `now` says nothing.
 */
export async function loadPromiseRecords(
  db: Db,
  asked: { companyId: string; people: readonly ReviewedPerson[]; from: string; to: string; now: number },
): Promise<ReviewPromises[]> {
  const { companyId, people, from, to, now } = asked;
  const ids = people.map(({ id }) => id);
  const { rows } = await sql<Row>`
    select h.person_id, w.status, w.due_at, w.closed_at
    from (${reachedBooks(companyId, ids)}) as h
    join promise as w on w.scope_id = h.book_id and w.created_by = h.person_id and w.deleted_at is null
      and w.status <> 'cancelled'
      and ((w.due_at >= ${from} and w.due_at < ${to}) or (w.closed_at >= ${from} and w.closed_at < ${to}))
    join customer as c on c.scope_id = w.scope_id and c.id = w.customer_id and ${isKept('c')}
  `.execute(db);
  const byPerson = Map.groupBy(rows, ({ personId }) => personId);
  return people.flatMap(({ id, name }) => {
    const record = promiseRecord(byPerson.get(id) ?? [], now);
    return record.rate === null ? [] : [{ personId: id, name, ...record }];
  });
}
