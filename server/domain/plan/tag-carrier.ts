import { sql, type RawBuilder } from 'kysely';

interface Asked {
  companyId: string;
  planOn: string;
  /** The books, as a value of the query. */
  books: RawBuilder<unknown>;
  /** Cards that became part of another one, as a table `root`. */
  root: RawBuilder<unknown>;
}

/**
 * Who carries one of these tags on the day of the plan, by what the dictionary calls it now: worked out once for each tag,
 * not for every tag of every customer.
 *
 * @param isWanted what follows the name in the question, as `in (…)`
 */
export function tagCarriers(
  { companyId, planOn, books, root }: Asked,
  isWanted: RawBuilder<unknown>,
): RawBuilder<{ customerId: string; name: string }> {
  return sql`
    with called as materialized (
      select d.id, coalesce(b.name, d.name) as name from tag d
      left join tag b on b.scope_id = d.scope_id and b.id = d.merged_into_id and b.deleted_at is null
      where d.scope_id = ${companyId}::uuid and d.deleted_at is null)
    select distinct coalesce(root.root, t.customer_id) as customer_id, coalesce(called.name, t.name) as name
    from customer_tag t left join ${root} on root.id = t.customer_id
    left join called on called.id = t.tag_id
    where t.scope_id = any(${books}) and t.deleted_at is null
      and (t.expires_on is null or t.expires_on >= ${planOn})
      and coalesce(called.name, t.name) ${isWanted}`;
}
