/** Whether a device may still hold edits the server does not know. */
export type DeviceContact = 'recent' | 'silent' | 'never';

const silentAfterMs = 24 * 3_600_000;

/** A device hands in its edits at every contact, so one seen within a day holds a day's edits at most. */
export function deviceContact(lastSeenAt: string | null, nowMs: number): DeviceContact {
  if (lastSeenAt === null) return 'never';
  return nowMs - Date.parse(lastSeenAt) > silentAfterMs ? 'silent' : 'recent';
}
