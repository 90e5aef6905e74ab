/** Bytes are handed in for a row and handed out with it. */
import { createHash } from 'node:crypto';
import { sniffMime } from '#shared/domain/attachment/file-kind.ts';
import type { z } from 'zod';
import type { missingResponse } from '#shared/protocol/attachment.ts';
import type { Db } from '../../db/database.ts';
import { loadCompanySettings } from '../company-settings.ts';
import type { Principal } from '../principal.ts';
import { Refusal } from '../refusal.ts';
import {
  findEvidence,
  findReadable,
  listWritable,
  type AttachmentRow,
  countBytesOfCard,
} from './attachment-row.ts';
import { findBytes, placeKey, placesOf, putBytes } from './attachment-bytes.ts';

const absent = () => new Refusal('NOT_FOUND', 'no such attachment');

export async function listMissing(
  db: Db,
  principal: Principal,
  ids: readonly string[],
): Promise<z.infer<typeof missingResponse>> {
  const rows = await listWritable(db, principal, ids);
  const known = new Set(rows.map(({ id }) => id));
  const places = await placesOf(db, rows);
  const missing = new Set(rows.filter((row) => !places.has(placeKey(row))).map(({ id }) => id));
  return { missing: [...missing], unknown: ids.filter((id) => !known.has(id.toLowerCase())) };
}

/** Twice is once. Throws a {@link Refusal}: NOT_FOUND, TOO_LARGE, or INVALID where the bytes are not those of the row. */
export async function takeBytes(db: Db, principal: Principal, id: string, bytes: Uint8Array): Promise<void> {
  const rows = await listWritable(db, principal, [id]);
  if (rows.length === 0) throw absent();
  const settings = await loadCompanySettings(db, principal.companyId);
  if (bytes.length > settings['attachment.megabytes'] * 1_048_576) {
    throw new Refusal('TOO_LARGE', 'larger than the company allows');
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  const fitting = rows.filter((row) => row.hash === hash && row.size === bytes.length);
  if (fitting.length === 0) throw new Refusal('INVALID', 'not the bytes of this attachment');
  const mime = sniffMime(bytes);
  if (!fitting.some((row) => row.mime === mime))
    throw new Refusal('INVALID', 'not the kind it is said to be');
  const room = settings['attachment.perCard'];
  if ((await countBytesOfCard(db, fitting[0]!)) >= room)
    throw new Refusal('TOO_LARGE', 'the card has as many files as the company allows');
  await putBytes(
    db,
    principal.companyId,
    fitting.map(({ scopeId }) => scopeId),
    hash,
    bytes,
  );
}

/** Throws NOT_FOUND, also for a row whose bytes have not come yet: from outside both look alike. */
export async function getBytes(db: Db, principal: Principal, id: string): Promise<Buffer> {
  return bytesOf(db, await findReadable(db, principal, id));
}

/** The same for whoever may see the execution of the people. Throws FORBIDDEN where it is no evidence of theirs. */
export async function getEvidence(
  db: Db,
  principal: Principal,
  id: string,
  personIds: readonly string[],
): Promise<Buffer> {
  const row = await findEvidence(db, principal, id, personIds);
  if (!row) throw new Refusal('FORBIDDEN', 'no evidence of this team');
  return bytesOf(db, row);
}

async function bytesOf(db: Db, row: AttachmentRow | undefined): Promise<Buffer> {
  const bytes = row && (await findBytes(db, row.scopeId, row.hash));
  if (!bytes) throw absent();
  return bytes;
}
