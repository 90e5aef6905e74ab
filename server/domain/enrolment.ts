/** Enrolment of devices: one-use codes bound to a person, and the session token that replaces the former one. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { randomHex, uuidv7 } from '#shared/lib/uuid.ts';
import type { SignInRequest } from '#shared/protocol/auth.ts';
import type { HandIn } from '#shared/protocol/error.ts';
import type { EnrolmentTable, Trx } from '../db/database.ts';
import { newEnrolmentCode, newToken, normaliseCode, sha256Hex } from './secret.ts';

export type EnrolmentStatus = EnrolmentTable['status'];

/** Of a device that may be used: its person can be signed in on it, or sign in again. */
export const standing: readonly EnrolmentStatus[] = ['active', 'signed_out'];

/**
 * Which of a device's enrolments for a person says how things stand: at most one is neither wiped nor ended, and where
 * a restore brought back another, the stricter one. Not the time, which is that of several servers.
 */
export const byWeight: readonly EnrolmentStatus[] = [
  'wiping',
  'draining',
  'active',
  'signed_out',
  'wiped',
  'ended',
];

/** Shut out by the company: to hand in its edits, to be wiped, or wiped. */
export function isOrdered(status: EnrolmentStatus): boolean {
  return status === 'draining' || status === 'wiping' || status === 'wiped';
}

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
export async function renewSession(
  trx: Trx,
  companyId: string,
  enrolmentId: string,
  orderToken: string | undefined,
): Promise<Session> {
  const token = newToken();
  const { deviceEpoch } = await trx
    .updateTable('enrolment')
    .set({
      tokenHash: sha256Hex(token),
      status: 'active',
      ...(orderToken === undefined ? {} : { orderTokenHash: sha256Hex(orderToken) }),
    })
    .where('companyId', '=', companyId)
    .where('id', '=', enrolmentId)
    .returning('deviceEpoch')
    .executeTakeFirstOrThrow();
  return { token, deviceEpoch };
}

/**
 * With what a draining device hands in its file, whatever session the file remembers: an image is older, and its
 * sequence numbers may be used, so they count in a new epoch. Another copy that hands in is shut out thereby.
 */
export async function openHandIn(trx: Trx, companyId: string, enrolmentId: string): Promise<HandIn> {
  const token = newToken();
  const deviceEpoch = randomHex(16);
  await trx
    .updateTable('enrolment')
    .set({ tokenHash: sha256Hex(token), deviceEpoch })
    .where('companyId', '=', companyId)
    .where('id', '=', enrolmentId)
    .execute();
  return { token, deviceEpoch };
}

/** Before the device is enrolled anew; the order to it is void. A wiped enrolment stays in the record as it is. */
export async function endEnrolment(
  trx: Trx,
  companyId: string,
  personId: string,
  deviceId: string,
): Promise<void> {
  await trx
    .updateTable('enrolment')
    .set({ status: 'ended' })
    .where('companyId', '=', companyId)
    .where('deviceId', '=', deviceId)
    .where('personId', '=', personId)
    .where('status', 'in', [...standing, 'draining', 'wiping'])
    .execute();
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
      orderTokenHash: device.orderToken === undefined ? null : sha256Hex(device.orderToken),
      orderedAt: null,
      wipedAt: null,
      unsent: null,
      lastRun: null,
    })
    .execute();
  return { token, deviceEpoch };
}
