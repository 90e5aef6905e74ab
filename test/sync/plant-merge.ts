/** Planted faults of merges and of attachments, on the server and on the device. */
import type { Plant } from './plant.ts';

export const mergePlants: readonly Plant[] = [
  {
    name: 'late-edit-of-part-lost',
    about:
      'MERGE4: a late edit of a card that became part of another is answered as applied and kept nowhere',
    patches: [
      {
        file: 'server/sync/merge-rule.ts',
        find: `field !== 'deletedAt' && !isDeepStrictEqual(root[field], lateValue)`,
        replace: `field === '' && !isDeepStrictEqual(root[field], lateValue)`,
      },
    ],
    mood: 'cards',
    by: ['I3'],
  },
  {
    name: 'late-row-left-behind',
    about: 'MERGE1: what comes for a card that became part of another is not shown on the card that stands',
    patches: [
      {
        file: 'electron/core/db/card-trigger.ts',
        find: 'WHEN EXISTS (SELECT 1 FROM card_root WHERE customer_id = new.customer_id) BEGIN',
        replace: 'WHEN new.id IS NULL BEGIN',
      },
    ],
    mood: 'cards',
    by: ['I1'],
  },
  {
    name: 'part-cleared-away',
    about:
      'MERGE6: a card that became part of another is cleared away with its history, as if it were deleted',
    patches: [
      {
        file: 'server/jobs/prune.ts',
        find: '      and not exists (select 1 from customer w where w.scope_id = r.scope_id and w.id = r.merged_into_id)\n',
        replace: '',
      },
    ],
    mood: 'cards',
    by: ['I6'],
  },
];

export const attachmentPlants: readonly Plant[] = [
  {
    name: 'bytes-to-anybody',
    about: 'ATTACH3: whoever knows the id of an attachment gets its bytes',
    patches: [
      {
        file: 'server/domain/attachment/attachment-row.ts',
        find: 'sql`b.owner_id = ${principal.personId}::uuid`))[0];',
        replace: 'sql`true`))[0];',
      },
    ],
    mood: 'files',
    by: ['I2'],
  },
  {
    name: 'bytes-by-hash',
    about: 'ATTACH4: whoever knows the hash of bytes gets them by a row of his own',
    patches: [
      {
        file: 'server/domain/attachment/attachment-bytes.ts',
        find: 'where place.scope_id = ${scopeId}::uuid and place.hash = ${hash} order by piece.ordinal',
        replace:
          'where place.scope_id = (select min(scope_id::text)::uuid from attachment_place where hash = ${hash}) and place.hash = ${hash} order by piece.ordinal',
      },
    ],
    mood: 'files',
    by: ['I2'],
  },
  {
    name: 'bytes-not-sent',
    about: 'ATTACH7: bytes the server still wants count as handed in',
    patches: [
      {
        file: 'electron/core/sync/attachment-transfer.ts',
        find: 'if (wanted.has(attachmentId)) await sendOne(upload);',
        replace: 'if (wanted.has(attachmentId) && attachmentId.length === 0) await sendOne(upload);',
      },
    ],
    mood: 'files',
    by: ['I3'],
  },
  {
    name: 'bytes-not-drained',
    about: 'ATTACH5: a device that is to be drained hands in its edits and not its files',
    patches: [
      {
        file: 'electron/core/session/drain.ts',
        find: '      await drainAttachments(db, client);\n',
        replace: '',
      },
    ],
    mood: 'leaving',
    by: ['I3'],
  },
  {
    name: 'bytes-left-behind',
    about: 'ATTACH9: the bytes of a book that left the device stay in its file',
    patches: [
      {
        file: 'electron/core/db/repository/attachment-sweep.ts',
        find: '         AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.hash = f.hash AND ${deadAt} >= ?) RETURNING hash`,',
        replace: '         AND 0 AND ? <> 1 RETURNING hash`,',
      },
      {
        file: 'electron/core/db/repository/attachment-sweep.ts',
        find: '       AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.hash = f.hash) RETURNING hash`,',
        replace: '       AND 0 RETURNING hash`,',
      },
    ],
    mood: 'files',
    by: ['I2'],
  },
];
