/** Where a person's own notes and touches lie: books the person held, and those that customers of these moved to. */
import { sql, type RawBuilder } from 'kysely';

/** A query for pairs of `person_id` and `book_id`. */
export function reachedBooks(
  companyId: string,
  personIds: readonly string[],
): RawBuilder<{ personId: string; bookId: string }> {
  return sql`
    with recursive reached as (
      select person_id, book_id from book_holder
      where company_id = ${companyId} and person_id = any(${[...personIds]}::uuid[])
      union
      select r.person_id, s.to_book_id from reached r
      join book_split s on s.company_id = ${companyId} and s.from_book_id = r.book_id and s.moved > 0)
    select person_id, book_id from reached`;
}
