/** `POST /v1/review/autopsy`: what was done to a customer of the team before they complained or left. */
import { sql } from 'kysely';
import { autopsyFrom, autopsyReport, type ReportTouch } from '#shared/domain/autopsy.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import type { Tier } from '#shared/domain/entity/book.ts';
import { tierOn } from '#shared/domain/plan/rhythm.ts';
import type { Autopsy } from '#shared/protocol/autopsy.ts';
import type { Db } from '../db/database.ts';
import { cardsOf, loadRoots } from '../domain/merged.ts';
import { loadPersonSettings } from '../domain/person-settings.ts';
import type { Principal } from '../domain/principal.ts';
import { Refusal } from '../domain/refusal.ts';
import { listReviewedPeople } from './reviewed-people.ts';

/** Throws FORBIDDEN for a signal of another team, as for one that is not there. */
export async function reviewAutopsy(db: Db, principal: Principal, signalId: string): Promise<Autopsy> {
  const people = await listReviewedPeople(db, principal, {});
  const { companyId } = principal;
  const found = await sql<{
    scopeId: string;
    customerId: string;
    kind: 'complaint' | 'stop' | 'blocked_us' | 'deleted_us';
    at: string;
    ownerId: string;
  }>`
    select s.scope_id, s.customer_id, s.kind, s.happened_at as at, b.owner_id
    from book b
    join signal s on s.scope_id = b.id and s.id = ${signalId}::uuid and s.deleted_at is null
      and s.kind in ('complaint', 'stop', 'blocked_us', 'deleted_us')
    where b.scope_id = ${companyId}::uuid and b.deleted_at is null
      and b.owner_id = any(${people.map(({ id }) => id)}::uuid[])
  `.execute(db);
  const [signal] = found.rows;
  if (!signal) throw new Refusal('FORBIDDEN', 'not a signal of this team');
  const { scopeId, customerId, kind, at, ownerId } = signal;
  // What was done to any of the cards that are one person was done to this customer.
  const cards = cardsOf(customerId, await loadRoots(db, [scopeId]));
  const standing = await sql<{ tier: Tier; addedOn: string }>`
    select tier, added_on from customer where scope_id = ${scopeId}::uuid and id = ${cards[0]}::uuid
  `.execute(db);
  const [card] = standing.rows;
  if (!card) throw new Refusal('FORBIDDEN', 'not a signal of this team');
  const settings = (await loadPersonSettings(db, companyId, people)).get(ownerId)!;
  const touches = await sql<ReportTouch>`
    select t.id, t.kind, t.touch_class, t.happened_at, t.replied, t.quality, t.body, p.name as author_name
    from touch t left join person p on p.scope_id = ${companyId}::uuid and p.id = t.created_by
    where t.scope_id = ${scopeId}::uuid and t.customer_id = any(${cards}::uuid[]) and t.deleted_at is null
      and t.happened_at >= ${autopsyFrom(at, settings)} and t.happened_at <= ${at}
    order by t.happened_at desc, t.id desc
  `.execute(db);
  const onDay = tierOn(card, dateOf(at), settings);
  return autopsyReport({ kind, at, tier: onDay, touches: touches.rows }, settings);
}
