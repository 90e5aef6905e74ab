/** Who is asking: resolved from the session token at every request, so that a change of role or status acts at once. */
import type { Role } from '#shared/domain/entity/company.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Db } from '../db/database.ts';
import { Refusal } from './refusal.ts';
import { sha256Hex } from './secret.ts';

export interface Principal {
  companyId: string;
  personId: string;
  name: string;
  role: Role;
  teamId: string | null;
  deviceId: string;
  enrolmentId: string;
  deviceEpoch: string;
}

/** `lastSeenAt` is a rough figure: it is written at most this often. */
const seenEveryMs = 60_000;

/** Throws UNAUTHENTICATED, DEVICE_REVOKED or ACCOUNT_DISABLED. */
export async function getPrincipal(db: Db, clock: Clock, token: string): Promise<Principal> {
  const session = await db
    .selectFrom('enrolment as e')
    .innerJoin('device as d', (join) =>
      join.onRef('d.companyId', '=', 'e.companyId').onRef('d.id', '=', 'e.deviceId'),
    )
    .innerJoin('person as p', (join) =>
      join.onRef('p.scopeId', '=', 'e.companyId').onRef('p.id', '=', 'e.personId'),
    )
    .select([
      'e.companyId',
      'e.personId',
      'e.deviceId',
      'e.deviceEpoch',
      'e.lastSeenAt',
      'e.id as enrolmentId',
    ])
    .select(['e.status as enrolmentStatus', 'd.status as deviceStatus'])
    .select(['p.name', 'p.role', 'p.teamId', 'p.status as personStatus'])
    .where('e.tokenHash', '=', sha256Hex(token))
    .executeTakeFirst();
  if (!session) throw new Refusal('UNAUTHENTICATED', 'the session is unknown or was replaced');
  if (session.personStatus !== 'active') throw new Refusal('ACCOUNT_DISABLED', 'the account is disabled');
  if (session.deviceStatus !== 'active' || session.enrolmentStatus === 'revoked') {
    throw new Refusal('DEVICE_REVOKED', 'the device was revoked');
  }
  if (session.enrolmentStatus !== 'active') throw new Refusal('UNAUTHENTICATED', 'the session has ended');
  const { companyId, personId, name, role, teamId, deviceId, enrolmentId, deviceEpoch, lastSeenAt } = session;
  if (!lastSeenAt || clock.now() - Date.parse(lastSeenAt) >= seenEveryMs) {
    await db
      .updateTable('enrolment')
      .set({ lastSeenAt: instantOf(clock) })
      .where('companyId', '=', companyId)
      .where('id', '=', enrolmentId)
      .execute();
  }
  return { companyId, personId, name, role, teamId, deviceId, enrolmentId, deviceEpoch };
}
