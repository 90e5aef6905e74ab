/** Every refusal of the company server: an HTTP 4xx/5xx with `{ error: { code, message, retryAfterSeconds?, handIn? } }`. */
import { z } from 'zod';

export const errorCodes = [
  'INVALID',
  'TOO_LARGE',
  'UNAUTHENTICATED',
  'BAD_CREDENTIALS',
  'ENROLMENT_REQUIRED',
  'BAD_ENROLMENT_CODE',
  'DEVICE_REVOKED',
  'DEVICE_FORKED',
  'ACCOUNT_DISABLED',
  'FORBIDDEN',
  'NOT_FOUND',
  'STALE',
  'RATE_LIMITED',
  'PROTOCOL_TOO_OLD',
  'UNAVAILABLE',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** Takes the place of the session that the device had: good for pushes as long as it drains, and for nothing else. */
export const handIn = z.object({ token: z.string(), deviceEpoch: z.string() });
export type HandIn = z.infer<typeof handIn>;

export const errorBody = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    /** English, for logs and support; the page translates the code. Never holds customer data. */
    message: z.string(),
    retryAfterSeconds: z.number().optional(),
    /** At a sign-in on a draining device: with what its file is handed in (SPEC WIPE12). */
    handIn: handIn.optional(),
  }),
});

export const statusOf: Record<ErrorCode, number> = {
  INVALID: 400,
  TOO_LARGE: 413,
  UNAUTHENTICATED: 401,
  BAD_CREDENTIALS: 401,
  ENROLMENT_REQUIRED: 403,
  BAD_ENROLMENT_CODE: 403,
  DEVICE_REVOKED: 401,
  DEVICE_FORKED: 409,
  ACCOUNT_DISABLED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  STALE: 409,
  RATE_LIMITED: 429,
  PROTOCOL_TOO_OLD: 426,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};
