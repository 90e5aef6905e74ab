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

/** What was saved out of a damaged file when it was replaced by a new one. */
export const recovered = z.object({
  /** Unsent edits that were found and are handed in. */
  mutations: z.int(),
  /** Edits known to have been there that could not be read; some may have reached the server before. */
  unreadable: z.int(),
  /** No unsent edit and no attachment that waited can be missing, but for those of `lostFiles`. */
  isComplete: z.boolean(),
  /** Attachments that were not handed in yet and whose bytes could not be read. */
  lostFiles: z.int().default(0),
});
export type Recovered = z.infer<typeof recovered>;

const signInInput = z.object({
  serverUrl: z.string().trim().max(300),
  company: z.string().trim().min(1).max(50),
  account: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(200),
  enrolmentCode: z.string().trim().max(20).optional(),
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
    /** The file was recovered, and the person has not dismissed the news of it. */
    recovered: recovered.nullable(),
  }),
  z.object({
    status: z.literal('ended'),
    /**
     * Why the server ended this device's session. UNAUTHENTICATED: sign in again, the file stays. DEVICE_FORKED: the
     * file was restored from an image or copied; sign in again as a new device, unsent edits stay in the file.
     */
    reason: z.enum(['DEVICE_REVOKED', 'ACCOUNT_DISABLED', 'UNAUTHENTICATED', 'DEVICE_FORKED']),
    /**
     * What becomes of the file. `kept`: it stays. `draining`: unsent edits are being handed in. `waiting`: the server
     * cannot be reached; it goes on at the next contact. `wiping`, `wiped`: key and files are destroyed. `failed`: the
     * disk refused; it is tried again.
     */
    handover: z.enum(['kept', 'draining', 'waiting', 'sign-in', 'wiping', 'wiped', 'failed']),
    /** Edits not handed in yet. */
    unsent: z.int(),
    identity,
  }),
  z.object({
    /** The lease ran out: nothing is shown until the server has been reached. Unsent edits are safe in the file. */
    status: z.literal('locked'),
    identity,
    lastContactAt: z.string(),
    unsent: z.int(),
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
  signIn: base.input(signInInput).output(sessionState),
  /**
   * For a sign-in that was refused with FILE_DAMAGED or WRONG_KEY; anything else it does and refuses as `signIn`. Online,
   * as a new device: sets the file aside, makes a new one, hands in what waited and could be read, and downloads the rest
   * again. Where it is refused or offline, nothing is changed.
   */
  recover: base
    .input(
      signInInput.extend({
        /** Opens a file that was made with it, where the password has changed since. */
        formerPassword: z.string().max(200).optional(),
      }),
    )
    .output(sessionState),
  /** The person has seen what was recovered. */
  dismissRecovered: base.output(sessionState),
  /** Tries to reach the server now: renews a lease that ran out, goes on with a handover. */
  contact: base.output(sessionState),
  /** Closes the local file. Unsent edits stay in it and are sent after the next sign-in. */
  signOut: base.output(sessionState),
};
