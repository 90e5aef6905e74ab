/** Above the limit a lead approves a campaign (practices.md D08, SPEC WRITE13): a device can only ask. */
import { sql } from 'kysely';
import { addDays, dateOf, startOfDate } from '#shared/domain/calendar.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Trx } from '../db/database.ts';
import { loadPersonSettings } from '../domain/person-settings.ts';
import type { Principal } from '../domain/principal.ts';
import type { CheckedWrite } from './checked-write.ts';
import { Rejection } from './rejection.ts';

/** Throws a FORBIDDEN {@link Rejection}. After the writes, under the locks of their scopes. */
export async function checkCampaigns(
  trx: Trx,
  clock: Clock,
  principal: Principal,
  writes: readonly CheckedWrite[],
): Promise<void> {
  for (const write of writes) if (write.op === 'insert') refuseDecided(write.entity.name, write.fields);
  const standing = writes.filter(mayStand).map(({ id }) => id);
  if (standing.length === 0) return;
  const scopes = [...new Set(writes.map(({ scope }) => scope))];
  const { companyId, personId, teamId } = principal;
  const settings = (await loadPersonSettings(trx, companyId, [{ id: personId, teamId }])).get(personId)!;
  const from = startOfDate(addDays(dateOf(clock.now()), -settings['campaign.days']));
  const { rows } = await sql<{ count: number }>`
    select count(*)::int4 as count from book b
    join campaign_recipient r on r.scope_id = b.id and not r.is_asked and r.deleted_at is null
      and r.created_by = ${personId}::uuid and r.created_at >= ${from}
      and r.content_id in (select w.content_id from campaign_recipient w
        where w.scope_id = any(${scopes}::uuid[]) and w.id = any(${standing}::uuid[]) and not w.is_asked)
    where b.scope_id = ${companyId}::uuid and (b.owner_id = ${personId}::uuid or b.id = any(${scopes}::uuid[]))
    group by r.content_id order by 1 desc limit 1
  `.execute(trx);
  if ((rows[0]?.count ?? 0) > settings['campaign.approvalAbove'])
    throw new Rejection('FORBIDDEN', 'more recipients than a campaign may have without a lead');
}

/** Recipients that are new, or that were taken back. */
function mayStand({ entity, op, fields }: CheckedWrite): boolean {
  if (entity.name !== 'campaign_recipient') return false;
  return op === 'insert' ? fields['isAsked'] === false : fields['deletedAt'] === null;
}

function refuseDecided(entity: string, fields: Readonly<Record<string, unknown>>): void {
  const isDecided =
    entity === 'campaign'
      ? [fields['decision'], fields['decidedAt'], fields['decidedBy']].some((value) => value !== null) ||
        fields['decisionReason'] !== ''
      : entity === 'campaign_recipient' && fields['approvedBy'] !== null;
  if (isDecided) throw new Rejection('FORBIDDEN', 'campaigns are decided by leads');
}
