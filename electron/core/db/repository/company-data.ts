/** Small lookups of the company scope. */
import type { Book, SettingRow, SopStep, Tag } from '#shared/domain/entity/company.ts';
import { resolveSettings, type Settings } from '#shared/domain/setting.ts';
import type { LocalDb } from '../local-db.ts';

/** Books this person is responsible for, by name. */
export function listOwnBooks(db: LocalDb, personId: string): Book[] {
  return db.all<Book>(
    db.q
      .selectFrom('book')
      .selectAll()
      .where('ownerId', '=', personId)
      .where('deletedAt', 'is', null)
      .orderBy('name')
      .orderBy('id'),
  );
}

export function loadSettings(db: LocalDb): Settings {
  return resolveSettings(listSettingRows(db));
}

/** What this company has set itself. */
export function listSettingRows(db: LocalDb): Pick<SettingRow, 'key' | 'value'>[] {
  return db.all(db.q.selectFrom('setting').select(['key', 'value']).where('deletedAt', 'is', null));
}

/** Steps of the newest edition of NEW-14; empty where the company has none. */
export function loadNewSteps(db: LocalDb): SopStep[] {
  const row = db.get<{ steps: SopStep[] }>(
    db.q
      .selectFrom('sop')
      .select('steps')
      .where('code', '=', 'NEW-14')
      .where('deletedAt', 'is', null)
      .orderBy('edition', 'desc')
      .limit(1),
  );
  return row?.steps ?? [];
}

export function loadPersonNames(db: LocalDb): Map<string, string> {
  const rows = db.all<{ id: string; name: string }>(db.q.selectFrom('person').select(['id', 'name']));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export function listDictionaryTags(db: LocalDb): Tag[] {
  return db.all<Tag>(
    db.q
      .selectFrom('tag')
      .selectAll()
      .where('deletedAt', 'is', null)
      .orderBy('groupName')
      .orderBy('ordinal')
      .orderBy('name'),
  );
}
