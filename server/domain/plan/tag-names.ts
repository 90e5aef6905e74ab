import { sql } from 'kysely';
import { tagNames, type DictionaryTag, type TagNames } from '#shared/domain/tag.ts';
import type { Db } from '../../db/database.ts';

/** What names of tags mean now, by the company's dictionary. */
export async function loadTagNames(db: Db, companyId: string): Promise<TagNames> {
  const tags = await sql<DictionaryTag>`
    select * from tag where scope_id = ${companyId}::uuid and deleted_at is null`.execute(db);
  return tagNames(tags.rows);
}
