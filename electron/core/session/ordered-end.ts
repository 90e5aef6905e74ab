/** Whether a refused sign-in means that the company has ended this device. */
import type { HandIn } from '#shared/protocol/error.ts';
import type { CoreError } from '../core-error.ts';
import { ServerError, UnreachableError } from '../server-client/server-error.ts';
import type { ConnectOrders } from './device-orders.ts';
import type { ProfileStore } from './profile-store.ts';
import type { OrderReason } from './session-state.ts';

export interface OrderedEnd {
  reason: OrderReason;
  /** Where the device drains: with what it hands in. */
  handIn: HandIn | undefined;
}

/** A device that was shut out may enrol anew with a code; without one it does what it was ordered. */
export async function findOrderedEnd(
  { store, connect }: { store: ProfileStore; connect: ConnectOrders },
  profileId: string,
  { detail, cause }: CoreError,
): Promise<OrderedEnd | undefined> {
  const handIn = cause instanceof ServerError ? cause.handIn : undefined;
  if (detail === 'DEVICE_REVOKED' || detail === 'ACCOUNT_DISABLED') return { reason: detail, handIn };
  const company = detail === 'ENROLMENT_REQUIRED' ? store.findOrder(profileId) : undefined;
  if (!company) return undefined;
  try {
    const order = await connect(company, new AbortController().signal).ask();
    return order === 'none' ? undefined : { reason: 'DEVICE_REVOKED', handIn };
  } catch (error) {
    if (error instanceof ServerError || error instanceof UnreachableError) return undefined;
    throw error;
  }
}
