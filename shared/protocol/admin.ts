/** Commands and lists of the admin: online only, authorised on the server, written to the audit log. */
import { z } from 'zod';
import { roles } from '../domain/entity/company.ts';

export const adminPerson = z.object({
  id: z.guid(),
  name: z.string(),
  account: z.string(),
  role: z.enum(roles),
  status: z.enum(['active', 'left']),
  teamId: z.guid().nullable(),
  teamName: z.string().nullable(),
  books: z.array(z.object({ id: z.guid(), name: z.string(), customers: z.int() })),
  devices: z.int(),
});
export type AdminPerson = z.infer<typeof adminPerson>;
/** `GET /v1/admin/people` */
export const peopleResponse = z.object({
  people: z.array(adminPerson),
  teams: z.array(z.object({ id: z.guid(), name: z.string() })),
  /** Books without an owner. */
  unowned: z.array(z.object({ id: z.guid(), name: z.string(), customers: z.int() })),
});

export const adminDevice = z.object({
  id: z.guid(),
  name: z.string(),
  platform: z.string(),
  appVersion: z.string(),
  personId: z.guid(),
  personName: z.string(),
  /** `draining`: may hand in what it has, nothing else. `wiping`: ordered to wipe, no receipt yet. `ended`: enrolled anew. */
  status: z.enum(['active', 'draining', 'wiping', 'wiped', 'ended']),
  /** When it was told to drain or wipe. */
  orderedAt: z.string().nullable(),
  /** When its receipt came, and how many edits it could not hand in (null: unknown). */
  wipedAt: z.string().nullable(),
  unsent: z.int().nullable(),
  enrolledAt: z.string(),
  lastSeenAt: z.string().nullable(),
  lastPushAt: z.string().nullable(),
});
export type AdminDevice = z.infer<typeof adminDevice>;
/** `GET /v1/admin/devices` */
export const devicesResponse = z.object({ devices: z.array(adminDevice), codeRequired: z.boolean() });

/** `POST /v1/admin/person/create`; the initial password is chosen by the admin and told to the person. */
export const createPersonRequest = z.strictObject({
  name: z.string().trim().min(1).max(100),
  account: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._-]{1,49}$/),
  password: z.string().min(10).max(200),
  role: z.enum(roles),
  teamId: z.guid().nullable(),
});
/** A rep gets an own empty book at once. */
export const createPersonResponse = z.object({ personId: z.guid() });

/** `POST /v1/admin/person/leave`: ends every session at once and drains the person's devices. Books stay until reassigned. */
export const leaveRequest = z.strictObject({ personId: z.guid() });

/** `POST /v1/admin/enrolment-code` */
export const enrolmentCodeRequest = z.strictObject({ personId: z.guid() });
export const enrolmentCodeResponse = z.object({ code: z.string(), expiresAt: z.string() });

/** `POST /v1/admin/enrolment-policy`: whether a new device needs a code. */
export const enrolmentPolicyRequest = z.strictObject({ codeRequired: z.boolean() });

/**
 * `POST /v1/admin/device/revoke`: the device's next request is refused. `drain`: it hands in its unsent edits first and
 * is wiped then; `wipe`: a lost device, wiped at its next contact with whatever it holds.
 */
export const revokeDeviceRequest = z.strictObject({ deviceId: z.guid(), mode: z.enum(['drain', 'wipe']) });

/** `POST /v1/admin/book/preview` */
export const bookPreviewRequest = z.strictObject({ bookId: z.guid() });
export const bookPreviewResponse = z.object({
  bookId: z.guid(),
  bookName: z.string(),
  owner: z.object({ id: z.guid(), name: z.string() }).nullable(),
  /** The book's version now; the command is refused as STALE only if the owner changed, not for new rows. */
  counts: z.object({
    customers: z.int(),
    contactPoints: z.int(),
    tags: z.int(),
    notes: z.int(),
    touches: z.int(),
    moments: z.int(),
    orders: z.int(),
    openPromises: z.int(),
    /** An older server leaves it out. */
    openDeals: z.int().default(0),
  }),
  /** The owner's devices and when each last handed in its edits. */
  devices: z.array(
    z.object({ name: z.string(), lastPushAt: z.string().nullable(), lastSeenAt: z.string().nullable() }),
  ),
  /** Who may take it: active reps, with the customers they have already. */
  candidates: z.array(
    z.object({ id: z.guid(), name: z.string(), teamName: z.string().nullable(), customers: z.int() }),
  ),
});
export type BookPreview = z.infer<typeof bookPreviewResponse>;

/** `POST /v1/admin/book/reassign` */
export const reassignRequest = z.strictObject({
  bookId: z.guid(),
  /** The owner the admin saw; another one now means STALE. */
  fromPersonId: z.guid().nullable(),
  toPersonId: z.guid(),
  reason: z.string().trim().min(1).max(500),
});
export const reassignResponse = z.object({ bookId: z.guid(), ownerId: z.guid(), reassignedAt: z.string() });

/** `POST /v1/admin/book/customers`: for choosing whom to move; ordered by name. */
export const bookCustomersRequest = z.strictObject({ bookId: z.guid() });
export const bookCustomersResponse = z.object({
  customers: z.array(z.object({ id: z.guid(), name: z.string(), tier: z.string(), city: z.string() })),
});

/** `POST /v1/admin/book/split`: starts moving customers from one book to another, chunk by chunk. */
export const splitRequest = z.strictObject({
  fromBookId: z.guid(),
  /** The owner the admin saw; another one now means STALE. */
  fromPersonId: z.guid().nullable(),
  /** A book of an active rep. */
  toBookId: z.guid(),
  customerIds: z.array(z.guid()).min(1).max(20_000),
  reason: z.string().trim().min(1).max(500),
});
export const splitResponse = z.object({ splitId: z.guid() });

/** `GET /v1/admin/book/splits`: newest first, at most 50. */
export const bookSplit = z.object({
  id: z.guid(),
  fromBookName: z.string(),
  toBookName: z.string(),
  total: z.int(),
  moved: z.int(),
  /** Customers that were no longer in the book, or deleted, when their turn came. */
  skipped: z.int(),
  status: z.enum(['running', 'done']),
  startedAt: z.string(),
  doneAt: z.string().nullable(),
});
export type BookSplit = z.infer<typeof bookSplit>;
export const splitsResponse = z.object({ splits: z.array(bookSplit) });

/** `GET /v1/admin/audit`: newest first, at most 200. */
export const auditEntry = z.object({
  id: z.int(),
  at: z.string(),
  actorName: z.string().nullable(),
  action: z.string(),
  /** Names and counts that explain the entry; never customer text. */
  detail: z.record(z.string(), z.json()),
});
export const auditResponse = z.object({ entries: z.array(auditEntry) });
export const okResponse = z.object({ ok: z.literal(true) });
