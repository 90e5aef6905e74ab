/** Whose execution a person may see: a lead the own team's reps, an admin any team's. */
import { sql } from 'kysely';
import { isAllowed } from '#shared/domain/policy.ts';
import type { Db } from '../db/database.ts';
import type { Principal } from '../domain/principal.ts';
import { Refusal } from '../domain/refusal.ts';

export interface ReviewedPerson {
  id: string;
  name: string;
  teamId: string | null;
  teamName: string | null;
  isActive: boolean;
}

/** Reps of the team, also those who left. Throws FORBIDDEN for a rep, a lead without a team, or another team. */
export async function listReviewedPeople(
  db: Db,
  principal: Principal,
  only: { teamId?: string | undefined; personId?: string },
): Promise<ReviewedPerson[]> {
  const { role, companyId } = principal;
  const isCompanyWide = isAllowed(role, 'read', 'execution', 'company');
  if (!isCompanyWide && !(isAllowed(role, 'read', 'execution', 'team') && principal.teamId)) {
    throw new Refusal('FORBIDDEN', 'reviewing is for leads and admins');
  }
  const teamId = isCompanyWide ? only.teamId : principal.teamId;
  if (!isCompanyWide && only.teamId && only.teamId !== teamId) {
    throw new Refusal('FORBIDDEN', 'a lead reviews the own team');
  }
  const people = await sql<ReviewedPerson>`
    select p.id, p.name, p.team_id, t.name as team_name, p.status = 'active' as is_active
    from person p left join team t on t.scope_id = p.scope_id and t.id = p.team_id
    where p.scope_id = ${companyId} and p.role = 'rep' and p.deleted_at is null
      ${teamId ? sql`and p.team_id = ${teamId}` : sql``}
      ${only.personId ? sql`and p.id = ${only.personId}` : sql``}
    order by p.name, p.id
  `.execute(db);
  if (only.personId && people.rows.length === 0) throw new Refusal('FORBIDDEN', 'not a rep of this team');
  return people.rows;
}
