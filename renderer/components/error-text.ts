/** From a failed call to the text that explains it. Core sends codes; the words are in common.json under `error`. */
import { ORPCError } from '@orpc/client';

export interface ErrorCode {
  readonly code: string;
  readonly detail: string | null;
}

/** Codes of the contract (shared/contract/base.ts), of the link (DISCONNECTED), and what is left. */
export const knownCodes = [
  'LOCKED',
  'OFFLINE',
  'FORBIDDEN',
  'NOT_FOUND',
  'REFUSED',
  'SERVER',
  'STORAGE',
  'DISCONNECTED',
  'BAD_REQUEST',
  'UNKNOWN',
] as const;

/** Details of REFUSED and SERVER, as the contract names them. */
export const knownDetails = [
  'NAME_TAKEN',
  'NO_HEADERS',
  'TAG_RETIRED',
  'TAG_REASON_MISSING',
  'BAD_CREDENTIALS',
  'ENROLMENT_REQUIRED',
  'BAD_ENROLMENT_CODE',
  'RATE_LIMITED',
  'INSECURE_ADDRESS',
  'BAD_ADDRESS',
  'PROTOCOL_TOO_OLD',
  'WRONG_KEY',
  'FILE_DAMAGED',
  'FILE_TOO_NEW',
  'IN_USE',
  'NO_BOOK',
  'EXPORT_LIMIT',
  'EVIDENCE_NEEDED',
  'ATTACHMENT_EMPTY',
  'ATTACHMENT_KIND',
  'ATTACHMENT_TOO_LARGE',
  'ATTACHMENT_CARD_FULL',
  'ATTACHMENT_GONE',
  'ATTACHMENT_NOT_HANDED_IN',
  'EMPTY',
  'BAD_ENCODING',
  'NOT_A_TABLE',
  'NOT_XLSX',
  'OLD_XLS',
  'ENCRYPTED_XLSX',
  'TOO_LARGE',
  'TOO_MANY_ROWS',
  'TALK',
  'TOO_MANY_COLUMNS',
  'NO_CARDS',
  'BROKEN',
  'INVALID',
  'OUT_OF_RANGE',
  'UNAUTHENTICATED',
  'DEVICE_REVOKED',
  'DEVICE_FORKED',
  'LEASE_READ_ONLY',
  'SERVER_TOO_OLD',
  'ACCOUNT_DISABLED',
  'FORBIDDEN',
  'NOT_FOUND',
  'STALE',
  'UNAVAILABLE',
  'INTERNAL',
  'NETWORK',
  'TIMEOUT',
  'FOREIGN',
  'ALREADY_UNDONE',
  'NOT_STOPPED',
  'RUNNING',
  'NO_KEY_STORE',
  'UNKNOWN_ENTITY',
  'LIKE_CAP',
  'LIKE_PACE',
  'DO_NOT_CONTACT',
  'BLOCKED_US',
  'DELETED_US',
  'LEGAL_HOLD',
  'NO_CONSENT',
  'TOUCHED_TODAY',
  'TAKEN_OFF',
  'ACCOUNT_LIMIT',
  'SURPRISE_GAP',
  'SURPRISE_GIVEN',
  'SURPRISE_MONTH',
  'SURPRISE_YEAR',
  'HOUSEHOLD_TAKEN',
  'REASON_MISSING',
  'SAME_CUSTOMER',
  'MERGE_SAME',
  'MERGE_GONE',
  'OTHER_BOOK',
  'MERGE_UNDO_OVER',
  'MERGE_UNDO_NEWER',
  'SOP_RUNNING',
  'ADD_LIMIT',
  'NO_RECIPIENTS',
  'OFFER_NOT_RUNNING',
  'GROUP_NEW',
  'GROUP_PROMO',
  'SOP_RETIRED',
] as const;

export function errorCodeOf(error: unknown): ErrorCode {
  if (!(error instanceof ORPCError)) return { code: 'UNKNOWN', detail: null };
  const code = (knownCodes as readonly string[]).includes(error.code) ? error.code : 'UNKNOWN';
  const data: unknown = error.data;
  const detail =
    typeof data === 'object' && data !== null && 'detail' in data && typeof data.detail === 'string'
      ? data.detail
      : null;
  return { code, detail };
}

/** The key in common.json: the detail's own words where there are any, else those of the code. */
export function errorKey({ code, detail }: ErrorCode): string {
  return detail !== null && (knownDetails as readonly string[]).includes(detail)
    ? `error.detail.${detail}`
    : `error.code.${code}`;
}
