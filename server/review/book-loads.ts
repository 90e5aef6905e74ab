/** Whether the book of each rep fits into the working days (rules.md R2), as the rep's own device counts it. */
import { sql } from 'kysely';
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import type { Tier } from '#shared/domain/entity/book.ts';
import { bookLoadOf } from '#shared/domain/plan/book-load.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { ReviewBook } from '#shared/protocol/review.ts';
import type { Db } from '../db/database.ts';
import type { ReviewedPerson } from './reviewed-people.ts';

/** Of the active reps with a customer, in the order of the people. */
export async function loadBookLoads(
  db: Db,
  asked: {
    companyId: string;
    people: readonly ReviewedPerson[];
    now: number;
    /** Of each of the people: until when a friend is new is theirs. */
    settings: ReadonlyMap<string, Settings>;
  },
): Promise<ReviewBook[]> {
  const { companyId, now, settings } = asked;
  const people = asked.people.filter(({ isActive }) => isActive);
  const ids = people.map(({ id }) => id);
  const newSince = ids.map((id) => addDays(dateOf(now), -settings.get(id)!['rhythm.newDays']));
  const counted = await sql<{ personId: string; tier: Tier; customers: number }>`
    select p.id as person_id, case when c.tier = 'N' and c.added_on <= p.new_since then 'C' else c.tier end as tier,
      count(*)::int8 as customers
    from unnest(${ids}::uuid[], ${newSince}::text[]) as p(id, new_since)
    join book b on b.scope_id = ${companyId}::uuid and b.owner_id = p.id and b.deleted_at is null
    join customer c on c.scope_id = b.id and c.deleted_at is null and c.status = 'active'
    group by 1, 2
  `.execute(db);
  const byPerson = Map.groupBy(counted.rows, ({ personId }) => personId);
  return people.flatMap(({ id, name }) => {
    const rows = byPerson.get(id);
    if (!rows) return [];
    const perTier = Object.fromEntries(rows.map(({ tier, customers }) => [tier, customers]));
    return [{ personId: id, name, ...bookLoadOf(perTier, settings.get(id)!) }];
  });
}
