/** Whether a refused sign-in means that the company has ended this device. */
import { ServerError, UnreachableError } from '../server-client/server-error.ts';
import type { ConnectOrders } from './device-orders.ts';
import type { ProfileStore } from './profile-store.ts';
import type { OrderReason } from './session-state.ts';

/** A device that was shut out may enrol anew with a code; without one it does what it was ordered. */
export async function findOrderedEnd(
  { store, connect }: { store: ProfileStore; connect: ConnectOrders },
  profileId: string,
  refusal: string | undefined,
): Promise<OrderReason | undefined> {
  if (refusal === 'DEVICE_REVOKED' || refusal === 'ACCOUNT_DISABLED') return refusal;
  const company = refusal === 'ENROLMENT_REQUIRED' ? store.findOrder(profileId) : undefined;
  if (!company) return undefined;
  try {
    const order = await connect(company, new AbortController().signal).ask();
    return order === 'none' ? undefined : 'DEVICE_REVOKED';
  } catch (error) {
    if (error instanceof ServerError || error instanceof UnreachableError) return undefined;
    throw error;
  }
}
