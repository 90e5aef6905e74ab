/**
 * Campaigns for more recipients than a rep may plan alone (practices.md D08): what is asked of a lead, and
 * `POST /v1/review/decide-campaign`. Leads decide for the reps of their team, admins for anybody but themselves.
 */
import { sql } from 'kysely';
import { addDays, dateOf, startOfDate } from '#shared/domain/calendar.ts';
import type { CampaignDecision } from '#shared/domain/entity/campaign.ts';
import { isAllowed } from '#shared/domain/policy.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { ReviewCampaign } from '#shared/protocol/review.ts';
import type { Db, Trx } from '../db/database.ts';
import { runCommand, type CommandParts } from '../domain/command.ts';
import { loadCompanySettings } from '../domain/company-settings.ts';
import type { Principal } from '../domain/principal.ts';
import { Refusal } from '../domain/refusal.ts';
import { bumpScopes, lockScopes } from '../domain/scope.ts';

const most = 100;
/** Names of customers shown for each person who has them now. */
const shownNames = 3;

/**
 * Those that wait for a decision, the oldest first, then the approved ones that still run. Where all customers are somebody
 * else's by now `waiting` is 0: it can be refused only, so that its author hears of it.
 */
export async function listAskedCampaigns(
  { db, clock }: { db: Db; clock: Clock },
  principal: Principal,
  { teamId }: { teamId?: string | undefined },
): Promise<ReviewCampaign[]> {
  const { companyId } = principal;
  const settings = await loadCompanySettings(db, companyId);
  const from = startOfDate(addDays(dateOf(clock.now()), -settings['campaign.days']));
  const { rows } = await sql<Omit<ReviewCampaign, 'moved'>>`
    select c.id, p.id as person_id, p.name as person_name, coalesce(o.title, '') as title,
      o.offer_to_on, c.created_at as asked_at, c.kept_out::int4 as kept_out, c.decision, c.decided_at,
      d.name as decided_by, r.waiting, r.sent
    from campaign c
    join person p on p.scope_id = c.company_id and p.id = c.scope_id and ${isDecidedBy(principal)}
      ${teamId ? sql`and p.team_id = ${teamId}::uuid` : sql``}
    left join person d on d.scope_id = c.company_id and d.id = c.decided_by
    left join content_item o on o.scope_id = c.company_id and o.id = c.content_id
    join lateral (
      select count(*) filter (where n.closed_at is null)::int4 as waiting,
        count(*) filter (where n.outcome = 'sent')::int4 as sent
      from book b join campaign_recipient n on n.scope_id = b.id and n.campaign_id = c.id and n.created_by = p.id
        and n.deleted_at is null
      where b.scope_id = c.company_id and b.owner_id = p.id
    ) r on r.waiting > 0 or c.decision is null and exists (
      select from book b join campaign_recipient n on n.scope_id = b.id and n.campaign_id = c.id
      where b.scope_id = c.company_id and ${isMoved})
    where c.company_id = ${companyId}::uuid and c.is_asked and c.deleted_at is null and c.stopped_at is null
      and c.created_at >= ${from} and coalesce(c.decision, '') <> 'refused'
    order by c.decision is not null, c.created_at, c.id limit ${most}
  `.execute(db);
  const moved = await loadMoved(
    db,
    principal,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, moved: moved.get(row.id) ?? [] }));
}

/** A recipient `n` of the campaign `c`, asked for and not approved, who is in a book `b` of somebody else than its author. */
const isMoved = sql`n.created_by = c.scope_id and n.is_asked and n.approved_by is null and n.closed_at is null
  and n.deleted_at is null and b.owner_id is distinct from c.scope_id`;

/** By campaign. Customers and people of other teams are counted and not named. */
async function loadMoved(
  db: Db,
  principal: Principal,
  campaignIds: readonly string[],
): Promise<Map<string, ReviewCampaign['moved']>> {
  const isAll = isAllowed(principal.role, 'read', 'execution', 'company');
  const isSeen = isAll
    ? sql`true`
    : sql`o.id = ${principal.personId}::uuid or o.role = 'rep' and o.team_id = ${principal.teamId}::uuid`;
  const { rows } = await sql<{ campaignId: string } & ReviewCampaign['moved'][number]>`
    select campaign_id, to_name, count(*)::int4 as customers,
      coalesce((array_agg(name order by name) filter (where name is not null))[1:${sql.lit(shownNames)}], '{}') as names
    from (
      select c.id as campaign_id, s.seen, case when s.seen then o.id end as to_id, case when s.seen then o.name end as to_name,
        case when s.seen then k.name end as name
      from campaign c
      join book b on b.scope_id = c.company_id
      join campaign_recipient n on n.scope_id = b.id and n.campaign_id = c.id and ${isMoved}
      join customer k on k.scope_id = n.scope_id and k.id = n.customer_id and k.deleted_at is null
      left join person o on o.scope_id = c.company_id and o.id = b.owner_id and o.deleted_at is null
      cross join lateral (select coalesce(${isSeen}, false) as seen) s
      where c.company_id = ${principal.companyId}::uuid and c.id = any(${[...campaignIds]}::uuid[])
    ) m group by campaign_id, seen, to_id, to_name order by campaign_id, customers desc, to_name
  `.execute(db);
  return new Map(
    [...Map.groupBy(rows, ({ campaignId }) => campaignId)].map(([id, group]) => [
      id,
      group.map(({ toName, customers, names }) => ({ toName, customers, names })),
    ]),
  );
}

/** Whom the actor decides for, as a condition on `p`. */
function isDecidedBy({ role, personId, teamId }: Principal) {
  const others = sql`p.id <> ${personId}::uuid and p.deleted_at is null`;
  return isAllowed(role, 'write', 'execution', 'company')
    ? others
    : sql`${others} and p.role = 'rep' and p.team_id = ${teamId}::uuid`;
}

interface Asked {
  campaignId: string;
  /** Null takes back what was decided. */
  decision: CampaignDecision | null;
  reason: string;
}

/**
 * An approval is for the customers who are the author's still: one who went to somebody else is promoted to by nobody but who
 * has the customer now. FORBIDDEN for a campaign that is not there or not the actor's to decide, NOT_FOUND where nothing was
 * asked, or where nobody is left whom it could be approved for.
 */
export async function decideCampaign(
  parts: CommandParts,
  actor: Principal,
  { campaignId, decision, reason }: Asked,
): Promise<{ ok: true }> {
  const { companyId } = actor;
  return runCommand(parts, actor, {
    name: decision === null ? 'campaign.undecide' : `campaign.${decision}`,
    action: 'write',
    subject: 'execution',
    reach: 'team',
    async run(trx) {
      const { personId, bookIds } = await findAsked(trx, actor, campaignId);
      if (decision === 'approved' && bookIds.length === 0)
        throw new Refusal('NOT_FOUND', 'none of the customers is with the author any more');
      const scopes = await lockScopes(trx, companyId, [personId, ...bookIds]);
      const versions = new Map([...scopes.values()].map(({ id, version }) => [id, version + 1]));
      const at = decision === null ? null : instantOf(parts.clock);
      await trx
        .updateTable('campaign')
        .set({
          decision,
          decidedAt: at,
          decidedBy: decision === null ? null : actor.personId,
          decisionReason: decision === 'refused' ? reason : '',
          version: versions.get(personId)!,
        })
        .where('scopeId', '=', personId)
        .where('id', '=', campaignId)
        .execute();
      const changed = [personId];
      let recipients = 0;
      for (const bookId of bookIds) {
        const approvedBy = decision === 'approved' ? actor.personId : null;
        const { rows } = await sql`
          update campaign_recipient r set approved_by = ${approvedBy}::uuid, version = ${versions.get(bookId)!}
          from book b
          where r.scope_id = ${bookId}::uuid and r.campaign_id = ${campaignId}::uuid and r.created_by = ${personId}::uuid
            and r.is_asked and r.closed_at is null and r.deleted_at is null
            and r.approved_by is distinct from ${approvedBy}::uuid
            and b.scope_id = r.company_id and b.id = r.scope_id and b.owner_id = ${personId}::uuid
          returning r.id
        `.execute(trx);
        if (rows.length > 0) changed.push(bookId);
        recipients += rows.length;
      }
      await bumpScopes(trx, changed);
      return {
        result: { ok: true } as const,
        detail: { personId, campaignId, recipients },
        notices: changed.map((scope) => ({ scope, version: versions.get(scope)! })),
      };
    },
  });
}

/** Whose it is, and the own books in which customers wait for it. */
async function findAsked(
  trx: Trx,
  actor: Principal,
  campaignId: string,
): Promise<{ personId: string; bookIds: string[] }> {
  if (!actor.teamId && !isAllowed(actor.role, 'write', 'execution', 'company'))
    throw new Refusal('FORBIDDEN', 'a lead without a team');
  const { rows } = await sql<{ personId: string; isAsked: boolean }>`
    select p.id as person_id, c.is_asked from campaign c
    join person p on p.scope_id = c.company_id and p.id = c.scope_id and ${isDecidedBy(actor)}
    where c.company_id = ${actor.companyId}::uuid and c.id = ${campaignId}::uuid and c.deleted_at is null
  `.execute(trx);
  const [asked] = rows;
  if (!asked) throw new Refusal('FORBIDDEN', 'not a campaign of this team');
  if (!asked.isAsked) throw new Refusal('NOT_FOUND', 'nothing was asked');
  const books = await sql<{ id: string }>`
    select b.id from book b
    where b.scope_id = ${actor.companyId}::uuid and b.owner_id = ${asked.personId}::uuid
      and exists (
        select from campaign_recipient r where r.scope_id = b.id and r.campaign_id = ${campaignId}::uuid
          and r.created_by = b.owner_id and r.is_asked and r.closed_at is null and r.deleted_at is null)
  `.execute(trx);
  return { personId: asked.personId, bookIds: books.rows.map(({ id }) => id) };
}
