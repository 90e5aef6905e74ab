/** Who is asking: resolved from the session token at every request, so that a change of role or status acts at once. */
import type { Role } from '#shared/domain/entity/company.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Db } from '../db/database.ts';
import { isOrdered } from './enrolment.ts';
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

/**
 * Throws UNAUTHENTICATED, DEVICE_REVOKED or ACCOUNT_DISABLED. With `takesDraining` a device that hands in its last
 * edits passes, also when its person has left.
 */
export async function getPrincipal(
  db: Db,
  clock: Clock,
  token: string,
  { takesDraining = false } = {},
): Promise<Principal> {
  const session = await db
    .selectFrom('enrolment as e')
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
      'e.status',
    ])
    .select(['p.name', 'p.role', 'p.teamId', 'p.status as personStatus'])
    .where('e.tokenHash', '=', sha256Hex(token))
    .executeTakeFirst();
  if (!session) throw new Refusal('UNAUTHENTICATED', 'the session is unknown or was replaced');
  if (!(takesDraining && session.status === 'draining')) {
    if (session.personStatus !== 'active') throw new Refusal('ACCOUNT_DISABLED', 'the account is disabled');
    if (isOrdered(session.status)) throw new Refusal('DEVICE_REVOKED', 'the device was revoked');
    if (session.status !== 'active') throw new Refusal('UNAUTHENTICATED', 'the session has ended');
  }
  const { companyId, personId, name, role, teamId, deviceId, enrolmentId, deviceEpoch } = session;
  await noteSeen(db, clock, { companyId, id: enrolmentId, lastSeenAt: session.lastSeenAt });
  return { companyId, personId, name, role, teamId, deviceId, enrolmentId, deviceEpoch };
}

export async function noteSeen(
  db: Db,
  clock: Clock,
  { companyId, id, lastSeenAt }: { companyId: string; id: string; lastSeenAt: string | null },
): Promise<void> {
  if (lastSeenAt && clock.now() - Date.parse(lastSeenAt) < seenEveryMs) return;
  await db
    .updateTable('enrolment')
    .set({ lastSeenAt: instantOf(clock) })
    .where('companyId', '=', companyId)
    .where('id', '=', id)
    .execute();
}
