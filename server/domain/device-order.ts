/**
 * What the company orders a device to do, and what the device reports (SPEC WIPE rules). The order token opens no
 * data: a device can obey while nobody is signed in on it.
 */
import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { DeviceOrder, drainedRequest, orderResponse, WipeReceipt } from '#shared/protocol/device.ts';
import type { Db } from '../db/database.ts';
import type { Poker } from '../sync/poke.ts';
import { appendAudit } from './audit.ts';
import { byWeight, type EnrolmentStatus } from './enrolment.ts';
import { noteSeen } from './principal.ts';
import { Refusal } from './refusal.ts';
import { sha256Hex } from './secret.ts';
import { findServerEpoch } from './server-epoch.ts';

export interface OrderParts {
  db: Db;
  clock: Clock;
  poker: Poker;
}

type OrderAnswer = z.infer<typeof orderResponse>;

const orders: Record<EnrolmentStatus, DeviceOrder> = {
  active: 'none',
  signed_out: 'none',
  draining: 'drain',
  wiping: 'wipe',
  wiped: 'wipe',
  ended: 'none',
};

interface Ordered {
  companyId: string;
  id: string;
  deviceId: string;
  personId: string;
  status: EnrolmentStatus;
  lastSeenAt: string | null;
  /** False: the token is of an earlier enrolment, so what asks is a copy of a file that was enrolled anew. */
  isOwn: boolean;
}

/** Throws UNAUTHENTICATED for a token the company does not know. */
export async function getOrder({ db, clock }: OrderParts, token: string): Promise<OrderAnswer> {
  const enrolment = await getOrdered(db, token);
  await noteSeen(db, clock, enrolment);
  const order = orders[enrolment.status];
  // A copy has no session with which it could hand anything in.
  return { order: order === 'drain' && !enrolment.isOwn ? 'wipe' : order, serverNow: instantOf(clock) };
}

/**
 * The device has handed in what it could: it is to be wiped now. Any other state stays as it is. Throws STALE where the
 * history it handed in to was replaced meanwhile (SPEC WIPE10).
 */
export async function takeDrained(
  parts: OrderParts,
  token: string,
  { unsent, serverEpoch }: z.infer<typeof drainedRequest>,
): Promise<OrderAnswer> {
  const { db, clock } = parts;
  const { companyId, id, deviceId, personId, isOwn } = await getOrdered(db, token);
  if (isOwn) {
    await db.transaction().execute(async (trx) => {
      const drained = await trx
        .updateTable('enrolment')
        .set({ status: 'wiping', unsent })
        .where('companyId', '=', companyId)
        .where('id', '=', id)
        .where('status', '=', 'draining')
        .returning('id')
        .executeTakeFirst();
      if (!drained) return;
      // After the update: from here on a restore waits for the end of this transaction.
      if (serverEpoch !== undefined && serverEpoch !== (await findServerEpoch(trx)))
        throw new Refusal('STALE', 'the history it was handed in to was replaced');
      const detail = { deviceId, personId, unsent };
      await appendAudit(trx, clock, { companyId, actorId: null, action: 'device.drained', detail });
    });
  }
  return getOrder(parts, token);
}

/**
 * The device's file is gone, whatever it was told: a server restored from a backup may not know of the order any more.
 * A repeat changes nothing.
 */
export async function takeReceipt(
  { db, clock, poker }: OrderParts,
  token: string,
  receipt: WipeReceipt,
): Promise<void> {
  const { companyId, id, deviceId, personId, isOwn } = await getOrdered(db, token);
  if (!isOwn) return;
  const { filesRemoved, unsent } = receipt;
  const isFirst = await db.transaction().execute(async (trx) => {
    const wiped = await trx
      .updateTable('enrolment')
      .set({ status: 'wiped', wipedAt: instantOf(clock), ...(unsent === null ? {} : { unsent }) })
      .where('companyId', '=', companyId)
      .where('id', '=', id)
      .where('status', 'in', ['active', 'signed_out', 'draining', 'wiping'])
      .returning('id')
      .executeTakeFirst();
    if (!wiped) return false;
    const detail = { deviceId, personId, filesRemoved, unsent, wipedAt: receipt.wipedAt };
    await appendAudit(trx, clock, { companyId, actorId: null, action: 'device.wiped', detail });
    return true;
  });
  if (isFirst) await poker.publish([{ person: personId }]);
}

/**
 * Of each device and person that ever used the token the present enrolment counts; where several share it, the one
 * with the most to do.
 */
async function getOrdered(db: Db, token: string): Promise<Ordered> {
  const hash = sha256Hex(token);
  const found = await sql<Ordered>`
    select * from (
      select distinct on (e.company_id, e.device_id, e.person_id)
        e.company_id, e.id, e.device_id, e.person_id, e.status, e.last_seen_at,
        e.order_token_hash is not distinct from ${hash} as is_own
      from enrolment e join enrolment t
        on t.company_id = e.company_id and t.device_id = e.device_id and t.person_id = e.person_id
      where t.order_token_hash = ${hash}
      order by e.company_id, e.device_id, e.person_id, ${weight(sql`e.status`)}, e.enrolled_at desc) as present
    order by ${weight(sql`status`)} limit 1
  `.execute(db);
  const enrolment = found.rows[0];
  if (!enrolment) throw new Refusal('UNAUTHENTICATED', 'the order token is unknown');
  return enrolment;
}

function weight(status: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`array_position(${[...byWeight]}::text[], ${status})`;
}
