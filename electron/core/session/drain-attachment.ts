/** The bytes of attachments that a draining device still has to hand in (SPEC ATTACH5); the file is not written to. */
import { attachment } from '#shared/domain/entity/attachment.ts';
import {
  attachmentsAtOnce,
  handedInResponse,
  handInPathOf,
  missingPath,
  missingResponse,
} from '#shared/protocol/attachment.ts';
import type { LocalDb } from '../db/local-db.ts';
import { findFile, listAllUploads } from '../db/repository/attachment.ts';
import type { SyncClient } from '../server-client/server-client.ts';
import { ServerError } from '../server-client/server-error.ts';
import { finalUploadRefusals } from '../sync/upload-refusal.ts';

/**
 * What the server refuses is lost with the file: nobody will look at this device again. Throws where the answer was about
 * something else, or there was none.
 */
export async function drainAttachments(
  db: LocalDb,
  client: Pick<SyncClient, 'post' | 'postBytes' | 'serverVersion'>,
): Promise<void> {
  const uploads = listAllUploads(db);
  // Where nothing else was handed in the version of the server is not known yet: its answer tells.
  if ((client.serverVersion() ?? attachment.since!) < attachment.since!) return;
  for (let from = 0; from < uploads.length; from += attachmentsAtOnce) {
    const some = uploads.slice(from, from + attachmentsAtOnce);
    const ids = some.map(({ attachmentId }) => attachmentId);
    const answer = await unlessRefused(client.post(missingPath, { ids }, missingResponse));
    const missing = answer?.missing ?? [];
    for (const { attachmentId, hash } of some) {
      const bytes = missing.includes(attachmentId) ? findFile(db, hash) : undefined;
      if (bytes) await sendOne(client, attachmentId, bytes);
    }
  }
}

async function sendOne(client: Pick<SyncClient, 'postBytes'>, id: string, bytes: Buffer): Promise<void> {
  await unlessRefused(client.postBytes(handInPathOf(id), bytes, handedInResponse));
}

/** An older server does not know the address; a row it does not know was refused it, with what was to be kept. */
const final = [...finalUploadRefusals, 'NOT_FOUND'];

async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ServerError && final.includes(error.code)) return undefined;
    throw error;
  }
}
