/** Small lookups of the company scope. */
import type { Book, SettingRow, Sop, Tag } from '#shared/domain/entity/company.ts';
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

/** What this company has set itself. Rows of one team or person are not applied yet, so they must not reach everybody. */
export function listSettingRows(db: LocalDb): Pick<SettingRow, 'key' | 'value'>[] {
  return db.all(
    db.q
      .selectFrom('setting')
      .select(['key', 'value'])
      .where('deletedAt', 'is', null)
      .where('teamId', 'is', null)
      .where('personId', 'is', null),
  );
}

/** The newest edition of every SOP. */
export function loadSops(db: LocalDb): Pick<Sop, 'code' | 'steps'>[] {
  const rows = db.all<Pick<Sop, 'code' | 'steps'>>(
    db.q
      .selectFrom('sop')
      .select(['code', 'steps'])
      .where('deletedAt', 'is', null)
      .orderBy('code')
      .orderBy('edition', 'desc'),
  );
  return rows.filter(({ code }, index) => rows[index - 1]?.code !== code);
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
