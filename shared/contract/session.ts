import { z } from 'zod';
import { identity } from '../protocol/auth.ts';
import { base } from './base.ts';

/** A person who has signed in on this device before and can be unlocked without the network. */
export const profile = z.object({
  id: z.string(),
  companySlug: z.string(),
  companyName: z.string(),
  account: z.string(),
  name: z.string(),
  role: z.enum(['rep', 'lead', 'admin']),
  serverUrl: z.string(),
});

export const sessionState = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('signed-out'),
    profiles: z.array(profile),
    /** The address proposed on the sign-in form. */
    defaultServerUrl: z.string(),
    /** Where the key of the local file is kept: a key store of the system, or derived from the password. */
    keyKeeper: z.enum(['system', 'password']),
  }),
  z.object({
    status: z.literal('ready'),
    identity,
    profileId: z.string(),
    serverUrl: z.string(),
    /** Null: today's local data is complete. Else the first download is running; rows still to come, if known. */
    firstDownload: z.object({ received: z.int(), remaining: z.int().nullable() }).nullable(),
  }),
  z.object({
    status: z.literal('ended'),
    /** Why the server ended this device's session; the local file is kept for an admin's decision. */
    reason: z.enum(['DEVICE_REVOKED', 'ACCOUNT_DISABLED', 'UNAUTHENTICATED']),
    identity,
  }),
]);
export type SessionState = z.infer<typeof sessionState>;

export const sessionContract = {
  get: base.output(sessionState),
  /**
   * First sign-in on this device (online), or unlocking a known profile (also offline).
   * REFUSED details: BAD_CREDENTIALS, ENROLMENT_REQUIRED, BAD_ENROLMENT_CODE, RATE_LIMITED, INSECURE_ADDRESS, BAD_ADDRESS,
   * PROTOCOL_TOO_OLD, WRONG_KEY, FILE_DAMAGED, FILE_TOO_NEW, IN_USE.
   */
  signIn: base
    .input(
      z.object({
        serverUrl: z.string().trim().max(300),
        company: z.string().trim().min(1).max(50),
        account: z.string().trim().min(1).max(100),
        password: z.string().min(1).max(200),
        enrolmentCode: z.string().trim().max(20).optional(),
      }),
    )
    .output(sessionState),
  /** Closes the local file. Unsent edits stay in it and are sent after the next sign-in. */
  signOut: base.output(sessionState),
};
