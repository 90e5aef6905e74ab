/** What capture has to know: talks kept already, and the names of the company's products. */
import type { LocalDb } from '../local-db.ts';

export interface TalkRow {
  body: string;
  createdBy: string | null;
}

/** Notes that may be talks (talk-note.ts), the oldest first. */
export function listTalkNotes(db: LocalDb, customerId: string): TalkRow[] {
  return db.raw(
    `SELECT body, created_by FROM note
     WHERE customer_id = ? AND deleted_at IS NULL AND body LIKE '【聊天记录】%' ORDER BY happened_at, id`,
    customerId,
  );
}

const mostNames = 2_000;

/** What was ever bought in the books on this device, and the titles of the content library but for short ones (生日). */
export function listProductNames(db: LocalDb): string[] {
  return db
    .raw<{ name: string }>(
      `SELECT DISTINCT product AS name FROM customer_order WHERE deleted_at IS NULL AND product <> ''
       UNION SELECT title FROM content_item WHERE deleted_at IS NULL AND length(title) >= 4 LIMIT ?`,
      mostNames,
    )
    .map(({ name }) => name);
}
