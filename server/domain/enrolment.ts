/** Enrolment of devices: one-use codes bound to a person, and the session token that replaces the former one. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { randomHex, uuidv7 } from '#shared/lib/uuid.ts';
import type { SignInRequest } from '#shared/protocol/auth.ts';
import type { Trx } from '../db/database.ts';
import { newEnrolmentCode, newToken, normaliseCode, sha256Hex } from './secret.ts';

export const codeLifeMs = 10 * 60_000;

export async function createEnrolmentCode(
  trx: Trx,
  clock: Clock,
  companyId: string,
  personId: string,
): Promise<{ code: string; expiresAt: string }> {
  const code = newEnrolmentCode();
  const expiresAt = new Date(clock.now() + codeLifeMs).toISOString();
  // A new code takes the place of those before it, used or not.
  await trx
    .deleteFrom('enrolmentCode')
    .where('companyId', '=', companyId)
    .where('personId', '=', personId)
    .execute();
  await trx
    .insertInto('enrolmentCode')
    .values({ companyId, personId, codeHash: sha256Hex(code), expiresAt, usedAt: null })
    .execute();
  return { code, expiresAt };
}

/** Uses the code up and returns true; false when it is wrong, used or too old. */
export async function redeemEnrolmentCode(
  trx: Trx,
  clock: Clock,
  companyId: string,
  personId: string,
  code: string,
): Promise<boolean> {
  const now = instantOf(clock);
  const used = await trx
    .updateTable('enrolmentCode')
    .set({ usedAt: now })
    .where('companyId', '=', companyId)
    .where('personId', '=', personId)
    .where('codeHash', '=', sha256Hex(normaliseCode(code)))
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning('codeHash')
    .executeTakeFirst();
  return used !== undefined;
}

export interface Session {
  token: string;
  deviceEpoch: string;
}

/** A new token for an enrolment that stands; the former one is worth nothing from now on. */
export async function renewSession(trx: Trx, companyId: string, enrolmentId: string): Promise<Session> {
  const token = newToken();
  const { deviceEpoch } = await trx
    .updateTable('enrolment')
    .set({ tokenHash: sha256Hex(token), status: 'active' })
    .where('companyId', '=', companyId)
    .where('id', '=', enrolmentId)
    .returning('deviceEpoch')
    .executeTakeFirstOrThrow();
  return { token, deviceEpoch };
}

/** Enrols the device for the person, with a new device epoch. */
export async function enrol(
  trx: Trx,
  clock: Clock,
  companyId: string,
  personId: string,
  device: SignInRequest['device'],
): Promise<Session> {
  const token = newToken();
  const deviceEpoch = randomHex(16);
  const about = { name: device.name, platform: device.platform, appVersion: device.appVersion };
  await trx
    .insertInto('device')
    .values({ companyId, id: device.id, ...about, status: 'active' })
    .onConflict((conflict) =>
      conflict.columns(['companyId', 'id']).doUpdateSet({ ...about, status: 'active' }),
    )
    .execute();
  await trx
    .insertInto('enrolment')
    .values({
      companyId,
      id: uuidv7(clock),
      deviceId: device.id,
      personId,
      deviceEpoch,
      tokenHash: sha256Hex(token),
      status: 'active',
      enrolledAt: instantOf(clock),
      lastSeenAt: null,
      lastPushAt: null,
    })
    .execute();
  return { token, deviceEpoch };
}
