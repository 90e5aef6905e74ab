/** A file kept with what it shows: the replicated row says what it is, its bytes travel on their own (SPEC ATTACH). */
import { z } from 'zod';
import { attachmentMimes } from '../attachment/file-kind.ts';
import { mostMegabytes } from '../attachment/attachment-setting.ts';
import type { CustomerId, Id } from '../id.ts';
import { choice, id, integer, nullable, text, type Column } from './column.ts';
import { defineEntity, type Row } from './entity.ts';

/** What a file may be kept with; `touch`: as what shows that a step was done (rules.md R11). */
export const attachmentOwners = ['note', 'moment', 'touch'] as const;
export type AttachmentOwner = (typeof attachmentOwners)[number];

/** SHA-256 of the bytes in lower-case hexadecimal digits. */
export const contentHash = z.string().regex(/^[0-9a-f]{64}$/);
const hash: Column<string> = { kind: 'text', schema: contentHash, patchable: false };

export const attachment = defineEntity({
  name: 'attachment',
  scope: 'book',
  write: 'insert',
  since: 4,
  columns: {
    customerId: id<CustomerId>(),
    ownerKind: choice(attachmentOwners),
    /** It goes with its owner: where that is deleted or gone, it counts as deleted. */
    ownerId: id<Id<AttachmentOwner>>(),
    hash,
    /** In bytes. */
    size: integer(1, mostMegabytes * 1_048_576),
    /** Told by the bytes, see file-kind.ts. */
    mime: choice(attachmentMimes),
    /** Made safe, see attachment-name.ts. */
    name: text(300),
    /** Of a picture, in pixels; null for other files. */
    width: nullable(integer(1, 1_000_000)),
    height: nullable(integer(1, 1_000_000)),
  },
});

export type Attachment = Row<typeof attachment>;
