/** The content of every place's attachment: a text that says whose it is, like every other secret of the fixed data. */
import { createHash } from 'node:crypto';
import type { Db } from '#server/db/database.ts';
import { putBytes } from '#server/domain/attachment/attachment-bytes.ts';
import { markerOf } from './marker.ts';
import { placeOf, roster, type Place } from './place.ts';

export function attachedBytes(place: Place): Buffer {
  return Buffer.from(markerOf(place.company, place.book ?? 'none', 'attachment', 'bytes'));
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export async function attachBytes(db: Db, company: 1 | 2): Promise<void> {
  for (const place of roster.map(([account]) => placeOf(company, account))) {
    if (place.book === undefined) continue;
    const bytes = attachedBytes(place);
    await putBytes(db, place.companyId, [place.bookId], hashOf(bytes), bytes);
  }
}
