/** Attachments: a file is taken in when it is dropped, and kept with what is saved. */
import { createHash } from 'node:crypto';
import { attachmentName } from '#shared/domain/attachment/attachment-name.ts';
import { mostPixels, thumbnailBytes } from '#shared/domain/attachment/attachment-setting.ts';
import { isImage, sniffMime } from '#shared/domain/attachment/file-kind.ts';
import { imageSizeOf } from '#shared/domain/attachment/image-size.ts';
import type { AttachmentView, StagedAttachment } from '#shared/contract/attachment.ts';
import type { AttachmentOwner } from '#shared/domain/entity/attachment.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { createIdSequence, uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import {
  countAttachments,
  deleteStaged,
  findAttachment,
  findFile,
  findStaged,
  findThumbnail,
  listAttachments,
  putFile,
  putStaged,
  putThumbnail,
  type FileFacts,
  type ListedAttachment,
} from '../db/repository/attachment.ts';
import { loadSettings } from '../db/repository/company-data.ts';
import { getCustomer } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';

const refused = (detail: string) => new CoreError('REFUSED', detail);

/**
 * The writes that keep staged files with what is being saved, for the same mutation. Throws REFUSED ATTACHMENT_GONE for one
 * that was staged too long ago or for somebody else, ATTACHMENT_CARD_FULL where the card has no room for them.
 */
export function attachmentInserts(
  { db, clock }: Pick<CoreContext, 'db' | 'clock'>,
  customer: Pick<Customer, 'id' | 'scopeId'>,
  owner: { kind: AttachmentOwner; id: string },
  stagedIds: readonly string[] = [],
): LocalWrite[] {
  if (stagedIds.length === 0) return [];
  checkRoom(db, customer.id, stagedIds.length);
  const nextId = createIdSequence(clock);
  return [...new Set(stagedIds)].map((stagedId) => {
    const staged = findStaged(db, stagedId);
    if (!staged || staged.customerId !== customer.id) throw refused('ATTACHMENT_GONE');
    const { hash, size, mime, name, width, height } = staged;
    return {
      op: 'insert',
      entity: 'attachment',
      id: nextId(),
      scope: customer.scopeId,
      fields: {
        ...{ customerId: customer.id, ownerKind: owner.kind, ownerId: owner.id },
        ...{ hash, size, mime, name, width, height },
      },
    };
  });
}

function checkRoom(db: CoreContext['db'], customerId: string, more: number): void {
  if (countAttachments(db, customerId) + more > loadSettings(db)['attachment.perCard']) {
    throw refused('ATTACHMENT_CARD_FULL');
  }
}

/** Throws REFUSED ATTACHMENT_EMPTY, ATTACHMENT_TOO_LARGE or ATTACHMENT_KIND. */
function factsOf(given: string, bytes: Uint8Array, mostBytes: number): FileFacts {
  if (bytes.length === 0) throw refused('ATTACHMENT_EMPTY');
  if (bytes.length > mostBytes) throw refused('ATTACHMENT_TOO_LARGE');
  const mime = sniffMime(bytes);
  const picture = mime && isImage(mime) ? imageSizeOf(mime, bytes) : undefined;
  if (!mime || (isImage(mime) && !picture)) throw refused('ATTACHMENT_KIND');
  if (picture && picture.width * picture.height > mostPixels) throw refused('ATTACHMENT_TOO_LARGE');
  return {
    hash: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    mime,
    name: attachmentName(given, mime),
    width: picture?.width ?? null,
    height: picture?.height ?? null,
  };
}

export function createAttachmentService(context: CoreContext) {
  const { db, mutator, clock, identity, transfer, failPoint } = context;

  function setDeleted(name: string, id: string, deletedAt: string | null): void {
    if (!findAttachment(db, id)) throw new CoreError('NOT_FOUND');
    mutator.mutate(name, [{ op: 'patch', entity: 'attachment', id, fields: { deletedAt } }]);
  }

  function getHash(id: string): string {
    const row = findAttachment(db, id) ?? findStaged(db, id);
    if (!row) throw new CoreError('NOT_FOUND');
    return row.hash;
  }

  function viewOf(row: ListedAttachment, pending: ReadonlySet<string>): AttachmentView {
    const { id, ownerKind, ownerId, name, mime, size, width, height, createdAt, createdBy } = row;
    const isWaiting = row.isWaiting || pending.has(id);
    return {
      ...{ id, ownerKind, ownerId, name, mime, size, width, height, createdAt },
      own: createdBy === identity.personId,
      isHere: row.isHere,
      upload: row.problem !== null ? 'failed' : isWaiting ? 'waiting' : 'done',
    };
  }

  return {
    /** Takes a file into the encrypted file of the device; it is kept once something is saved with it. */
    stage(customerId: string, name: string, bytes: Uint8Array): StagedAttachment {
      const customer = getCustomer(db, customerId);
      if (mutator.isReadOnly()) throw refused('LEASE_READ_ONLY');
      const mostBytes = loadSettings(db)['attachment.megabytes'] * 1_048_576;
      const facts = factsOf(name, bytes, mostBytes);
      checkRoom(db, customer.id, 1);
      failPoint('attachment.read');
      const id = uuidv7(clock);
      db.transaction(() => {
        putFile(db, facts.hash, bytes);
        putStaged(db, { id, customerId: customer.id, at: instantOf(clock), ...facts });
      });
      failPoint('attachment.staged');
      const { hash: _hash, ...shown } = facts;
      return { id, ...shown };
    },

    /** The bytes stay until the sweep, so that what is saved with it in the same moment does not lose them. */
    drop: (id: string): void => deleteStaged(db, id),

    list(customerId: string): AttachmentView[] {
      getCustomer(db, customerId);
      const pending = context.pendingIds('attachment');
      return listAttachments(db, customerId).map((row) => viewOf(row, pending));
    },

    /** Of one that is kept or still on a form. Throws OFFLINE, REFUSED ATTACHMENT_NOT_HANDED_IN, NOT_FOUND. */
    async content(id: string): Promise<{ name: string; mime: string; bytes: Buffer }> {
      const row = findAttachment(db, id);
      if (row) return { name: row.name, mime: row.mime, bytes: await transfer.fetch(id) };
      const staged = findStaged(db, id);
      const bytes = staged && findFile(db, staged.hash);
      if (!bytes) throw new CoreError('NOT_FOUND');
      return { name: staged.name, mime: staged.mime, bytes };
    },

    thumbnail: (id: string): Buffer | undefined => findThumbnail(db, getHash(id)),

    /** Of a picture whose bytes are here. It is derived from them: not part of any mutation, and not sent anywhere. */
    keepThumbnail(id: string, bytes: Uint8Array): void {
      const hash = getHash(id);
      const mime = sniffMime(bytes);
      if (!mime || !isImage(mime)) throw refused('ATTACHMENT_KIND');
      if (bytes.length > thumbnailBytes) throw refused('ATTACHMENT_TOO_LARGE');
      if (!findFile(db, hash)) throw new CoreError('NOT_FOUND');
      putThumbnail(db, hash, bytes);
    },

    delete: (id: string): void => setDeleted('attachment.delete', id, instantOf(clock)),
    restore: (id: string): void => setDeleted('attachment.restore', id, null),
    retry: (): void => transfer.retry(),
  };
}
