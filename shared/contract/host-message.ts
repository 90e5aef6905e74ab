/** Messages between the desktop shell and the core it hosts in a utilityProcess. Both sides validate what they get. */
import { z } from 'zod';

/** Shell → core. `connect` carries one MessagePort: the page's end is at the other side. */
export const shellMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    dataDir: z.string().min(1),
    serverUrl: z.string(),
    appVersion: z.string(),
  }),
  z.strictObject({ type: z.literal('connect') }),
  /** Answer to `key.request`; `value` is absent when `ok` is false. */
  z.strictObject({
    type: z.literal('key.reply'),
    id: z.int(),
    ok: z.boolean(),
    value: z.string().optional(),
  }),
]);
export type ShellMessage = z.infer<typeof shellMessage>;

/** Core → shell. `value` of a `wrap` is a key as base64, of an `unwrap` what a wrap answered. */
export const coreMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** A profile was taken off this device: what the shell keeps of any profile has to go too. */
  z.strictObject({ type: z.literal('wiped'), profileId: z.guid() }),
  z.strictObject({
    type: z.literal('key.request'),
    id: z.int(),
    op: z.enum(['wrap', 'unwrap']),
    value: z.string().max(10_000),
  }),
]);
export type CoreMessage = z.infer<typeof coreMessage>;
