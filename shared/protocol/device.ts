/**
 * What the company orders a device to do, and what the device reports. These requests carry the order token, which the
 * device made itself and keeps beside its file: it opens no data, so a device can obey while nobody is signed in.
 */
import { z } from 'zod';

/** 256 random bits as base64url; sent with every sign-in, kept by the server as a hash. */
export const orderToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** `drain`: hand in what waits, then report. `wipe`: destroy the key, remove the files, report. */
export const deviceOrders = ['none', 'drain', 'wipe'] as const;
export type DeviceOrder = (typeof deviceOrders)[number];

/** `POST /v1/device/order`, without a body. */
export const orderResponse = z.object({ order: z.enum(deviceOrders), serverNow: z.string() });

/** The protocol version from which on {@link drainedRequest} has a server epoch. */
export const drainedEpochSince = 4;

/** `POST /v1/device/drained`: everything the device could hand in is handed in; the answer is its next order. */
export const drainedRequest = z.strictObject({
  /** Mutations the server could not take, which are lost with the file; 0 in the normal case. */
  unsent: z.int().min(0),
  /** The server epoch the last answer named (since protocol 4); absent: nothing was sent, for the file holds nothing. */
  serverEpoch: z.string().optional(),
});

/** `POST /v1/device/receipt`: the wipe is done. Repeating it is harmless. */
export const wipeReceipt = z.strictObject({
  filesRemoved: z.int().min(0),
  /** Mutations that were never handed in; null where the file could not be opened to count them. */
  unsent: z.int().min(0).nullable(),
  /** By the device's clock; shown only. */
  wipedAt: z.iso.datetime({ precision: 3 }),
});
export type WipeReceipt = z.infer<typeof wipeReceipt>;
