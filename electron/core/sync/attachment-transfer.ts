/**
 * Hands in the bytes of attachments and gets those that are looked at. On its own requests, after a round of sync: push and
 * pull never wait for it, and it never for them (SPEC ATTACH).
 */
import { createHash } from 'node:crypto';
import type { LiveEvent } from '#shared/contract/sync.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import { attachment } from '#shared/domain/entity/attachment.ts';
import {
  attachmentsAtOnce,
  bytesPath,
  handedInResponse,
  handInPathOf,
  missingPath,
  missingResponse,
} from '#shared/protocol/attachment.ts';
import { CoreError } from '../core-error.ts';
import { findMeta, setMeta } from '../db/meta.ts';
import type { LocalDb } from '../db/local-db.ts';
import { noteTraces } from '../db/trace.ts';
import { deleteFilesOfAbsent, sweepFiles } from '../db/repository/attachment-sweep.ts';
import {
  clearUploadProblems,
  deleteUpload,
  findAttachment,
  findFile,
  listOffers,
  listUploads,
  offerAgain,
  putFile,
  setUploadProblem,
  type Upload,
} from '../db/repository/attachment.ts';
import type { FailPoint } from '../fail-point.ts';
import type { SyncClient } from '../server-client/server-client.ts';
import { ServerError, UnreachableError } from '../server-client/server-error.ts';
import { createBackoff } from './backoff.ts';
import { endReasonOf, type EndReason } from './loop.ts';
import { finalUploadRefusals } from './upload-refusal.ts';

export interface AttachmentTransfer {
  /** A round of sync succeeded: there may be something to hand in. */
  wake(): void;
  /** The bytes of an attachment whose row is on the device: those here, else the server's. Two calls are one request. */
  fetch(id: string): Promise<Buffer>;
  /** What was refused is tried again now. */
  retry(): void;
  /** Resolves when nothing is being handed in. */
  settled(): Promise<void>;
  /** For good; resolves when the request under way is over. */
  stop(): Promise<void>;
}

export interface AttachmentTransferOptions {
  db: LocalDb;
  client: SyncClient;
  clock: Clock;
  timer: Timer;
  log: Logger;
  random: () => number;
  failPoint: FailPoint;
  announce: (event: LiveEvent) => void;
  onEnded: (reason: EndReason) => void;
}

/** A deletion is taken back within minutes or not at all; after that its bytes go from the device. */
const undoMs = 3_600_000;
/** What is dropped on a form and not saved stays as long. */
const sweepMs = 3_600_000;

export function createAttachmentTransfer(options: AttachmentTransferOptions): AttachmentTransfer {
  const { db, client, clock, timer, log, random, failPoint, announce, onEnded } = options;
  const backoff = createBackoff({ firstMs: 5_000, maxMs: 300_000, random });
  const fetching = new Map<string, Promise<Buffer>>();
  let running: Promise<void> | undefined;
  let isStopped = false;
  let cancel = () => {};
  let sweptAt = -Infinity;

  function tell(): void {
    announce({ type: 'changed', entities: ['attachment'] });
  }

  async function round(): Promise<void> {
    sweep();
    if ((client.serverVersion() ?? 0) < attachment.since!) return;
    await offerAfterRestore();
    for (;;) {
      const uploads = listUploads(db, attachmentsAtOnce);
      if (uploads.length === 0 || isStopped) return;
      const handled = await handIn(uploads);
      // The rest waits for a server that knows its rows.
      if (handled === 0) return;
    }
  }

  /** Returns how many are no longer to be handed in. */
  async function handIn(uploads: readonly Upload[]): Promise<number> {
    const ids = uploads.map(({ attachmentId }) => attachmentId);
    const { missing, unknown } = await client.post(missingPath, { ids }, missingResponse);
    const wanted = new Set(missing);
    const strange = new Set(unknown);
    let handled = 0;
    for (const upload of uploads) {
      const { attachmentId, hasRow } = upload;
      // A restored server learns of the row before the bytes are asked for again.
      if (strange.has(attachmentId) && hasRow) continue;
      if (wanted.has(attachmentId)) await sendOne(upload);
      else settle(attachmentId);
      handled += 1;
      if (isStopped) break;
    }
    if (handled > 0) tell();
    return handled;
  }

  async function sendOne({ attachmentId, hash }: Upload): Promise<void> {
    const bytes = findFile(db, hash);
    if (bytes) {
      failPoint('attachment.before-send');
      try {
        await client.postBytes(handInPathOf(attachmentId), bytes, handedInResponse);
      } catch (error) {
        if (!(error instanceof ServerError) || !finalUploadRefusals.includes(error.code)) throw error;
        setUploadProblem(db, attachmentId, error.code);
        return;
      }
      failPoint('attachment.sent');
    }
    settle(attachmentId);
    failPoint('attachment.settled');
  }

  function settle(attachmentId: string): void {
    const isGone = db.transaction(() => {
      deleteUpload(db, attachmentId);
      const gone = deleteFilesOfAbsent(db);
      if (gone) noteTraces(db);
      return gone;
    });
    if (isGone) db.checkpoint();
  }

  /** A server restored from a backup may lack what it had: whoever holds the bytes says so (SPEC ATTACH8). */
  async function offerAfterRestore(): Promise<void> {
    const epoch = findMeta(db, 'server_epoch');
    const offered = findMeta(db, 'attachment_epoch');
    if (epoch === undefined || offered === epoch) return;
    for (let after = ''; offered !== undefined;) {
      const rows = listOffers(db, after, attachmentsAtOnce);
      const last = rows.at(-1);
      if (!last) break;
      const { missing } = await client.post(missingPath, { ids: rows.map(({ id }) => id) }, missingResponse);
      db.transaction(() => missing.forEach((id) => offerAgain(db, id)));
      after = last.id;
    }
    setMeta(db, 'attachment_epoch', epoch);
  }

  function sweep(): void {
    if (clock.now() < sweptAt + sweepMs) return;
    sweptAt = clock.now();
    const before = instantOf({ now: () => sweptAt - undoMs });
    if (sweepFiles(db, before)) db.checkpoint();
  }

  async function attempt(): Promise<void> {
    cancel();
    try {
      await round();
      backoff.reset();
    } catch (error) {
      // A file or disk that is gone is sync's to tell; the next round looks again.
      if (
        !(error instanceof ServerError) &&
        !(error instanceof UnreachableError) &&
        !(error instanceof CoreError)
      ) {
        log.error({ err: error }, 'attachment.failed');
      }
      tellEnd(error);
      if (!isStopped) {
        const retryAfterMs = error instanceof ServerError ? error.retryAfterMs : undefined;
        cancel = timer.after(backoff.next(retryAfterMs), wake);
      }
    }
  }

  function tellEnd(error: unknown): void {
    const reason = error instanceof ServerError ? endReasonOf(error.code) : undefined;
    if (reason && !isStopped) onEnded(reason);
  }

  function wake(): void {
    if (isStopped) return;
    running ??= attempt().finally(() => {
      running = undefined;
    });
  }

  async function download(id: string, hash: string): Promise<Buffer> {
    try {
      const bytes = await client.readBytes(bytesPath, { id });
      if (createHash('sha256').update(bytes).digest('hex') !== hash) throw new UnreachableError('FOREIGN');
      // Whoever took the book away meanwhile took this too.
      if (!isStopped && findAttachment(db, id)?.hash === hash) putFile(db, hash, bytes);
      failPoint('attachment.received');
      tell();
      return bytes;
    } catch (error) {
      tellEnd(error);
      if (error instanceof ServerError && error.code === 'NOT_FOUND') {
        throw new CoreError('REFUSED', 'ATTACHMENT_NOT_HANDED_IN', { cause: error });
      }
      throw error;
    }
  }

  clearUploadProblems(db);
  return {
    wake,
    async fetch(id) {
      const row = findAttachment(db, id);
      if (!row) throw new CoreError('NOT_FOUND');
      const here = findFile(db, row.hash);
      if (here) return here;
      const known = fetching.get(id) ?? download(id, row.hash).finally(() => fetching.delete(id));
      fetching.set(id, known);
      return known;
    },
    retry() {
      clearUploadProblems(db);
      tell();
      wake();
    },
    async settled() {
      await running;
    },
    async stop() {
      isStopped = true;
      cancel();
      await running;
      await Promise.allSettled(fetching.values());
    },
  };
}
