/** What the comment writer reads: own last comments, what was done lately, and drafts. */
import type { LocalDb } from '../local-db.ts';
import type { SubjectTables } from '../subject-schema.ts';

export type CommentDraft = Omit<SubjectTables['comment_draft'], 'momentId'>;

const social = `kind IN ('like', 'comment') AND deleted_at IS NULL`;

/** The texts of a person's last comments, newest first. */
export function listOwnComments(db: LocalDb, personId: string, limit: number): string[] {
  return db
    .raw<{ body: string }>(
      `SELECT body FROM touch INDEXED BY touch_social
       WHERE created_by = ? AND ${social} AND kind = 'comment' AND body <> ''
       ORDER BY happened_at DESC, id DESC LIMIT ?`,
      personId,
      limit,
    )
    .map(({ body }) => body);
}

/** When a person liked or commented anything, from an instant on. */
export function listSocialTimes(db: LocalDb, personId: string, from: string): string[] {
  return db
    .raw<{ at: string }>(
      `SELECT happened_at AS at FROM touch WHERE created_by = ? AND happened_at >= ? AND ${social}`,
      personId,
      from,
    )
    .map(({ at }) => at);
}

/** When a person commented anything, from an instant on. */
export function listOwnCommentTimes(db: LocalDb, personId: string, from: string): string[] {
  return db
    .raw<{ at: string }>(
      `SELECT happened_at AS at FROM touch
       WHERE created_by = ? AND happened_at >= ? AND ${social} AND kind = 'comment'`,
      personId,
      from,
    )
    .map(({ at }) => at);
}

/** Comments on a customer's posts, by anyone: on this one at any time, on any from an instant on. */
export function listCommentTimes(
  db: LocalDb,
  customerId: string,
  momentId: string,
  from: string,
): { at: string; onPost: boolean }[] {
  return db
    .raw<{ at: string; onPost: number }>(
      `SELECT happened_at AS at, moment_id IS ? AS on_post FROM touch
       WHERE customer_id = ? AND kind = 'comment' AND deleted_at IS NULL AND (happened_at >= ? OR moment_id = ?)`,
      momentId,
      customerId,
      from,
      momentId,
    )
    .map(({ at, onPost }) => ({ at, onPost: Boolean(onPost) }));
}

/** When other books commented for the same person, from an instant on. */
export function listOutsideComments(db: LocalDb, customerId: string, from: string): string[] {
  return db
    .raw<{ at: string }>(
      `SELECT DISTINCT e.value AS at FROM outside_contact o, json_each(o.comment_ats) e
       WHERE o.customer_id = ? AND o.deleted_at IS NULL AND e.value >= ?`,
      customerId,
      from,
    )
    .map(({ at }) => at);
}

/** In the rep's own words: a talk that was pasted is none. */
export function findLastNote(db: LocalDb, customerId: string): string | undefined {
  return db.raw<{ body: string }>(
    `SELECT body FROM note WHERE customer_id = ? AND deleted_at IS NULL AND body NOT LIKE '【聊天记录】%' AND body <> ''
     ORDER BY happened_at DESC, id DESC LIMIT 1`,
    customerId,
  )[0]?.body;
}

export function findCommentDraft(db: LocalDb, momentId: string): CommentDraft | undefined {
  return db.raw<CommentDraft>(`SELECT body, copied_at FROM comment_draft WHERE moment_id = ?`, momentId)[0];
}

/** An empty text is no draft. */
export function putCommentDraft(db: LocalDb, momentId: string, { body, copiedAt }: CommentDraft): void {
  if (body === '') db.raw(`DELETE FROM comment_draft WHERE moment_id = ?`, momentId);
  else
    db.raw(
      `INSERT INTO comment_draft (moment_id, body, copied_at) VALUES (?, ?, ?)
       ON CONFLICT (moment_id) DO UPDATE SET body = excluded.body, copied_at = excluded.copied_at`,
      momentId,
      body,
      copiedAt,
    );
}

/** Drafts under moments that are not on the device any more. */
export function deleteDraftsOfAbsentMoments(db: LocalDb): void {
  db.raw(`DELETE FROM comment_draft WHERE moment_id NOT IN (SELECT id FROM moment)`);
}
