import { z } from 'zod';
import { attachmentMimes } from '../domain/attachment/file-kind.ts';
import { attachmentOwners } from '../domain/entity/attachment.ts';
import { base } from './base.ts';

/** A file that was dropped on a form: `id` is given back when something is saved with it. */
export const stagedAttachment = z.object({
  id: z.guid(),
  name: z.string(),
  mime: z.enum(attachmentMimes),
  /** Bytes. */
  size: z.int(),
  /** Pixels; null for what is no picture. */
  width: z.int().nullable(),
  height: z.int().nullable(),
});
export type StagedAttachment = z.infer<typeof stagedAttachment>;

export const attachmentView = stagedAttachment.extend({
  ownerKind: z.enum(attachmentOwners),
  ownerId: z.guid(),
  createdAt: z.string(),
  own: z.boolean(),
  /** Its bytes are on this device; else they come when they are looked at. */
  isHere: z.boolean(),
  /** `waiting`: not handed in yet. `failed`: the server refused it. */
  upload: z.enum(['done', 'waiting', 'failed']),
});
export type AttachmentView = z.infer<typeof attachmentView>;

/** What a save may name of files dropped before. */
export const stagedIds = z.array(z.guid()).max(20);

const one = z.object({ id: z.guid() });

export const attachmentContract = {
  /**
   * Takes a file in. REFUSED ATTACHMENT_EMPTY, ATTACHMENT_KIND, ATTACHMENT_TOO_LARGE, ATTACHMENT_CARD_FULL. What it is is told by
   * its bytes. What nothing is saved with goes by itself after an hour.
   */
  stage: base
    .input(z.object({ customerId: z.guid(), name: z.string().max(5_000), bytes: z.instanceof(Blob) }))
    .output(stagedAttachment),
  drop: base.input(one).output(z.void()),
  /** All of a customer, the oldest first. */
  list: base.input(z.object({ customerId: z.guid() })).output(z.array(attachmentView)),
  /**
   * Of one that is kept, or still on a form. OFFLINE where it is not on the device and the server cannot be reached; REFUSED
   * ATTACHMENT_NOT_HANDED_IN where the server does not have it (yet).
   */
  content: base.input(one).output(z.object({ name: z.string(), bytes: z.instanceof(Blob) })),
  /** A picture in small, as it was made here before; null: it was not. */
  thumbnail: base.input(one).output(z.object({ bytes: z.instanceof(Blob) }).nullable()),
  /** REFUSED ATTACHMENT_KIND for what is no picture, ATTACHMENT_TOO_LARGE for more than 64 KB; NOT_FOUND without the whole picture. */
  keepThumbnail: base.input(one.extend({ bytes: z.instanceof(Blob) })).output(z.void()),
  delete: base.input(one).output(z.void()),
  restore: base.input(one).output(z.void()),
  /** Hands in again what the server refused. */
  retry: base.output(z.void()),
};
