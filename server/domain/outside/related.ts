/** Who is the same person, or of one household, over the books of a company. */
import { sql } from 'kysely';
import { householdPrefix } from '#shared/domain/person-key.ts';
import type { Trx } from '../../db/database.ts';
import { placesJson, type Place } from './place.ts';

/** A key that more customers have than this is a shop's number or an import gone wrong, not a person or a household. */
const mostHolders = 20;

export interface Related extends Place {
  otherScopeId: string;
  otherId: string;
  /** One person; else somebody of the household. */
  isSame: boolean;
}

/**
 * For each of the customers those who are the same person, themselves included, and those who share a household with one
 * of these. It holds both ways.
 */
export async function listRelated(trx: Trx, companyId: string, places: readonly Place[]): Promise<Related[]> {
  if (places.length === 0) return [];
  const household = `${householdPrefix}%`;
  const holders = (from: string, which: 'person' | 'household') => sql`
    select f.scope_id, f.customer_id, k2.scope_id as other_scope_id, k2.customer_id as other_id
    from ${sql.table(from)} f
    join person_key k1 on k1.company_id = ${companyId}::uuid and k1.customer_id = f.other_id
      and k1.scope_id = f.other_scope_id and (k1.key like ${household}) = ${which === 'household'}
    join person_key k2 on k2.company_id = k1.company_id and k2.key = k1.key
    where (select count(*) from person_key n where n.company_id = k1.company_id and n.key = k1.key) <= ${mostHolders}`;
  const found = await sql<Related>`
    with given as (
      select scope as scope_id, id as customer_id, scope as other_scope_id, id as other_id
      from json_to_recordset(${placesJson(places)}::json) as place(scope uuid, id uuid)),
    same as (select * from given union ${holders('given', 'person')}),
    home as (${holders('same', 'household')}),
    wide as (select * from home union ${holders('home', 'person')})
    select same.*, true as is_same from same
    union all
    select wide.*, false from wide where not exists (
      select 1 from same where same.scope_id = wide.scope_id and same.customer_id = wide.customer_id
        and same.other_scope_id = wide.other_scope_id and same.other_id = wide.other_id)
  `.execute(trx);
  return found.rows;
}
