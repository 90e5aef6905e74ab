/** Sign-in and enrolment: `POST /v1/auth/sign-in`, `POST /v1/auth/sign-out`, `GET /v1/auth/me`. */
import { z } from 'zod';
import { roles } from '../domain/entity/company.ts';
import { orderToken } from './device.ts';

export const signInRequest = z.strictObject({
  /** The company's short name in its address, e.g. `demo`. */
  company: z.string().trim().toLowerCase().min(1).max(50),
  account: z.string().trim().toLowerCase().min(1).max(100),
  password: z.string().min(1).max(200),
  device: z.strictObject({
    id: z.guid(),
    name: z.string().max(100),
    platform: z.string().max(50),
    appVersion: z.string().max(50),
    /** Absent: the device can be ordered only while its session lives. */
    orderToken: orderToken.optional(),
  }),
  /** Needed when this device is new to the account and the company asks for codes. */
  enrolmentCode: z.string().trim().max(20).optional(),
});
export type SignInRequest = z.infer<typeof signInRequest>;

export const identity = z.object({
  companyId: z.guid(),
  companySlug: z.string(),
  companyName: z.string(),
  personId: z.guid(),
  name: z.string(),
  account: z.string(),
  role: z.enum(roles),
  teamId: z.guid().nullable(),
  teamName: z.string().nullable(),
});
export type Identity = z.infer<typeof identity>;

export const signInResponse = z.object({
  /** Opaque 256-bit session token, base64url; the server keeps only its hash. Replaces the device's former one. */
  token: z.string(),
  identity,
  /** Scope ids every device of this person has: the company's and the person's own. */
  companyScopeId: z.guid(),
  userScopeId: z.guid(),
  /** Random id of this enrolment of the device; changes when the device enrols again (SPEC T3). */
  deviceEpoch: z.string(),
  serverEpoch: z.string(),
  serverNow: z.string(),
});
export type SignInResponse = z.infer<typeof signInResponse>;

export const meResponse = z.object({ identity, serverNow: z.string() });
