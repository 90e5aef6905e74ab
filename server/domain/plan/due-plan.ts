/** Whose list of the day the server has to make now. */
import { sql } from 'kysely';
import { dateOf, minuteOf } from '#shared/domain/calendar.ts';
import { isWorkday } from '#shared/domain/workday.ts';
import type { Db } from '../../db/database.ts';
import { loadPersonSettings } from '../person-settings.ts';
import type { PlanOwner } from './make-plan.ts';

/**
 * Active reps with a book and without a list, whose working day has begun: not on leave, not on a day off, not on a day
 * of the week on which nobody works.
 */
export async function listDuePlans(db: Db, companyId: string, now: number): Promise<PlanOwner[]> {
  const planOn = dateOf(now);
  const found = await sql<{ id: string; teamId: string | null }>`
    select p.id, p.team_id from person p
    where p.scope_id = ${companyId}::uuid and p.role = 'rep' and p.status = 'active' and p.deleted_at is null
      and exists (select 1 from book b where b.scope_id = p.scope_id and b.owner_id = p.id and b.deleted_at is null)
      and not exists (select 1 from plan l where l.scope_id = p.id and l.plan_on = ${planOn})
      and not exists (select 1 from leave v where v.scope_id = p.id and v.deleted_at is null
        and v.from_on <= ${planOn} and v.to_on >= ${planOn})
    order by p.id
  `.execute(db);
  if (found.rows.length === 0) return [];
  const settings = await loadPersonSettings(db, companyId, found.rows);
  const minute = minuteOf(now);
  return found.rows.flatMap(({ id }) => {
    const own = settings.get(id)!;
    const isDue = isWorkday(planOn, own) && minute >= own['day.startMinute'];
    return isDue ? [{ companyId, personId: id, settings: own }] : [];
  });
}
