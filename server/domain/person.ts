/** Commands on people: joining, leaving, and codes for their devices. */
import type { z } from 'zod';
import type { Person } from '#shared/domain/entity/company.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type {
  createPersonRequest,
  createPersonResponse,
  enrolmentCodeResponse,
} from '#shared/protocol/admin.ts';
import type { Trx } from '../db/database.ts';
import { runCommand, type CommandParts } from './command.ts';
import { openCompanyWriter, type CompanyWriter } from './company-row.ts';
import { createEnrolmentCode, standing } from './enrolment.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';
import { hashPassword, type Argon2Cost } from './secret.ts';

export type NewPerson = Omit<z.infer<typeof createPersonRequest>, 'password'> & { passwordHash: string };

export async function createPerson(
  parts: CommandParts & { argon2: Argon2Cost },
  actor: Principal,
  request: z.infer<typeof createPersonRequest>,
): Promise<z.infer<typeof createPersonResponse>> {
  const { clock, argon2 } = parts;
  const { companyId } = actor;
  return runCommand(parts, actor, {
    name: 'person.create',
    action: 'create',
    subject: 'person',
    async run(trx) {
      const { password, ...fields } = request;
      const passwordHash = await hashPassword(password, argon2);
      const writer = await openCompanyWriter(trx, clock, companyId, actor.personId);
      const personId = await addPerson(trx, clock, writer, companyId, { ...fields, passwordHash });
      return {
        result: { personId },
        detail: { personId, account: fields.account, role: fields.role },
        notices: [{ scope: companyId, version: writer.version }],
      };
    },
  });
}

/** The person with user scope and password; a rep also gets an own empty book. Throws INVALID or NOT_FOUND. */
export async function addPerson(
  trx: Trx,
  clock: Clock,
  writer: CompanyWriter,
  companyId: string,
  { passwordHash, ...fields }: NewPerson,
): Promise<string> {
  const taken = await trx
    .selectFrom('person')
    .select('id')
    .where('scopeId', '=', companyId)
    .where('account', '=', fields.account)
    .executeTakeFirst();
  if (taken) throw new Refusal('INVALID', 'the account name is taken');
  if (fields.teamId) await writer.get('team', fields.teamId);
  const personId = uuidv7(clock);
  await writer.insert('person', { id: personId, ...fields, status: 'active' });
  await trx.insertInto('personSecret').values({ companyId, personId, passwordHash }).execute();
  const empty = { companyId, version: 0, prunedTo: 0 };
  await trx
    .insertInto('scope')
    .values({ ...empty, id: personId, kind: 'user' })
    .execute();
  if (fields.role === 'rep') {
    const bookId = uuidv7(clock);
    await trx
      .insertInto('scope')
      .values({ ...empty, id: bookId, kind: 'book' })
      .execute();
    await writer.insert('book', { id: bookId, name: fields.name, ownerId: personId });
    await trx
      .insertInto('bookHolder')
      .values({ companyId, bookId, personId, fromAt: instantOf(clock), toAt: null })
      .execute();
  }
  return personId;
}

/** Shuts the person out at once; the devices may still hand in their edits. Books stay until they are reassigned. */
export async function letPersonLeave(parts: CommandParts, actor: Principal, personId: string): Promise<void> {
  const { clock } = parts;
  const { companyId } = actor;
  await runCommand(parts, actor, {
    name: 'person.leave',
    action: 'leave',
    subject: 'person',
    async run(trx) {
      const writer = await openCompanyWriter(trx, clock, companyId, actor.personId);
      const person = await writer.get('person', personId);
      if (person.status !== 'active') throw new Refusal('STALE', 'the person has left already');
      if (person.role === 'admin') await refuseLastAdmin(trx, companyId);
      await writer.change('person', person, { status: 'left' } satisfies Partial<Person>);
      const draining = await trx
        .updateTable('enrolment')
        .set({ status: 'draining', orderedAt: instantOf(clock) })
        .where('companyId', '=', companyId)
        .where('personId', '=', personId)
        .where('status', 'in', standing)
        .returning('id')
        .execute();
      await trx
        .deleteFrom('enrolmentCode')
        .where('companyId', '=', companyId)
        .where('personId', '=', personId)
        .execute();
      return {
        result: undefined,
        detail: { personId, enrolmentsOrdered: draining.length },
        notices: [{ scope: companyId, version: writer.version }, { person: personId }],
      };
    },
  });
}

async function refuseLastAdmin(trx: Trx, companyId: string): Promise<void> {
  const admins = await trx
    .selectFrom('person')
    .select('id')
    .where('scopeId', '=', companyId)
    .where('role', '=', 'admin')
    .where('status', '=', 'active')
    .where('deletedAt', 'is', null)
    .execute();
  if (admins.length <= 1) throw new Refusal('FORBIDDEN', 'the last admin cannot leave');
}

/** A fresh code for a person's new device; codes given out before are void. */
export async function giveEnrolmentCode(
  parts: CommandParts,
  actor: Principal,
  personId: string,
): Promise<z.infer<typeof enrolmentCodeResponse>> {
  return runCommand(parts, actor, {
    name: 'person.enrolment_code',
    action: 'enrol',
    subject: 'person',
    async run(trx) {
      const person = await trx
        .selectFrom('person')
        .select('status')
        .where('scopeId', '=', actor.companyId)
        .where('id', '=', personId)
        .executeTakeFirst();
      if (person?.status !== 'active') throw new Refusal('NOT_FOUND', 'no such active person');
      const result = await createEnrolmentCode(trx, parts.clock, actor.companyId, personId);
      return { result, detail: { personId } };
    },
  });
}
