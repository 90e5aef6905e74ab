/** The version of messages and columns between desktop and server (SPEC VERSION rules). Raised when either gets more. */
export const protocolVersion = 4;
/** The oldest desktop this server still serves. */
export const oldestProtocolVersion = 1;
/** The oldest desktop that may still hand in its unsent edits and obey the orders for its device. */
export const oldestPushVersion = 1;
export const protocolHeader = 'rapport-protocol';

/** The version a header names; undefined where it names none. */
export function protocolVersionOf(header: string | readonly string[] | null | undefined): number | undefined {
  return typeof header === 'string' && /^[1-9]\d{0,5}$/.test(header) ? Number(header) : undefined;
}
