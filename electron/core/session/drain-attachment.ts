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

/** What the server refuses is lost with the file: nobody will look at this device again. Throws where it gave no answer. */
export async function drainAttachments(
  db: LocalDb,
  client: Pick<SyncClient, 'post' | 'postBytes' | 'serverVersion'>,
): Promise<void> {
  const uploads = listAllUploads(db);
  if ((client.serverVersion() ?? 0) < attachment.since!) return;
  for (let from = 0; from < uploads.length; from += attachmentsAtOnce) {
    const some = uploads.slice(from, from + attachmentsAtOnce);
    const ids = some.map(({ attachmentId }) => attachmentId);
    const { missing } = await client.post(missingPath, { ids }, missingResponse);
    for (const { attachmentId, hash } of some) {
      const bytes = missing.includes(attachmentId) ? findFile(db, hash) : undefined;
      if (bytes) await sendOne(client, attachmentId, bytes);
    }
  }
}

async function sendOne(client: Pick<SyncClient, 'postBytes'>, id: string, bytes: Buffer): Promise<void> {
  try {
    await client.postBytes(handInPathOf(id), bytes, handedInResponse);
  } catch (error) {
    const isFinal =
      error instanceof ServerError && ['INVALID', 'TOO_LARGE', 'NOT_FOUND'].includes(error.code);
    if (!isFinal) throw error;
  }
}
