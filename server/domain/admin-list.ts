/** The admin's lists: people with their books, devices, the audit log. */
import { sql } from 'kysely';
import type { z } from 'zod';
import { isAllowed, type Subject } from '#shared/domain/policy.ts';
import type { AdminDevice, AdminPerson, auditResponse, peopleResponse } from '#shared/protocol/admin.ts';
import type { Db } from '../db/database.ts';
import { byWeight } from './enrolment.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';

export function requireList(principal: Principal, subject: Subject): void {
  if (!isAllowed(principal.role, 'list', subject, 'company')) {
    throw new Refusal('FORBIDDEN', 'this list is not for this role');
  }
}

interface BookWithCount {
  id: string;
  name: string;
  ownerId: string | null;
  customers: number;
}

export async function listBooks(db: Db, companyId: string): Promise<BookWithCount[]> {
  const books = await sql<BookWithCount>`
    select b.id, b.name, b.owner_id, count(c.id)::int8 as customers
    from book b left join customer c on c.scope_id = b.id and c.deleted_at is null
    where b.scope_id = ${companyId} and b.deleted_at is null
    group by b.id, b.name, b.owner_id order by b.name, b.id
  `.execute(db);
  return books.rows;
}

export async function listPeople(db: Db, principal: Principal): Promise<z.infer<typeof peopleResponse>> {
  requireList(principal, 'person');
  const { companyId } = principal;
  const people = await sql<Omit<AdminPerson, 'books'>>`
    select p.id, p.name, p.account, p.role, p.status, p.team_id, t.name as team_name,
      (select count(*) from enrolment e where e.company_id = p.company_id and e.person_id = p.id
          and e.status in ('active', 'signed_out'))::int8 as devices
    from person p left join team t on t.scope_id = p.scope_id and t.id = p.team_id
    where p.scope_id = ${companyId} and p.deleted_at is null order by p.name, p.id
  `.execute(db);
  const teams = await db
    .selectFrom('team')
    .select(['id', 'name'])
    .where('scopeId', '=', companyId)
    .where('deletedAt', 'is', null)
    .orderBy('name')
    .execute();
  const books = await listBooks(db, companyId);
  const byOwner = Map.groupBy(books, (book) => book.ownerId);
  return {
    people: people.rows.map((person) => ({ ...person, books: byOwner.get(person.id) ?? [] })),
    teams,
    unowned: byOwner.get(null) ?? [],
  };
}

/** One entry per device and person, of the enrolment that counts; newest first. */
export async function listDevices(db: Db, principal: Principal) {
  requireList(principal, 'device');
  const devices = await sql<AdminDevice>`
    select * from (
      select distinct on (e.device_id, e.person_id) d.id, d.name, d.platform, d.app_version, e.person_id,
        p.name as person_name,
        case e.status when 'signed_out' then 'active' else e.status end as status,
        e.ordered_at, e.wiped_at, e.unsent, e.enrolled_at, e.last_seen_at, e.last_push_at
      from enrolment e
      join device d on d.company_id = e.company_id and d.id = e.device_id
      join person p on p.scope_id = e.company_id and p.id = e.person_id
      where e.company_id = ${principal.companyId}
      order by e.device_id, e.person_id, array_position(${[...byWeight]}::text[], e.status),
        e.enrolled_at desc) as present
    order by enrolled_at desc, id
  `.execute(db);
  const { codeRequired } = await db
    .selectFrom('company')
    .select('codeRequired')
    .where('id', '=', principal.companyId)
    .executeTakeFirstOrThrow();
  return { devices: devices.rows, codeRequired };
}

const auditEntries = 200;

export async function listAudit(db: Db, principal: Principal): Promise<z.infer<typeof auditResponse>> {
  requireList(principal, 'audit');
  const entries = await db
    .selectFrom('audit as a')
    .leftJoin('person as p', (join) =>
      join.onRef('p.scopeId', '=', 'a.companyId').onRef('p.id', '=', 'a.actorId'),
    )
    .select(['a.id', 'a.at', 'p.name as actorName', 'a.action', 'a.detail'])
    .where('a.companyId', '=', principal.companyId)
    .orderBy('a.id', 'desc')
    .limit(auditEntries)
    .execute();
  return { entries: entries.map((entry) => ({ ...entry, detail: JSON.parse(entry.detail) })) };
}
