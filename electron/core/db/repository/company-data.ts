/** Small lookups of the company scope. */
import { renamed } from '#shared/domain/segment/audience.ts';
import type { Book, SettingRow, Sop, Tag } from '#shared/domain/entity/company.ts';
import type { LeaseTerms } from '#shared/domain/lease.ts';
import {
  defaultSettings,
  resolveSettings,
  type OwnSettingRow,
  type Settings,
} from '#shared/domain/setting.ts';
import { tagNames, type TagNames } from '#shared/domain/tag.ts';
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

/** What the company has set for everybody, for this person's team and for this person; the narrower ones come last. */
export function listSettingRows(db: LocalDb): Pick<SettingRow, 'key' | 'value' | 'teamId' | 'personId'>[] {
  return db.raw(
    `WITH self AS (SELECT scope_id AS id FROM scope_cursor WHERE kind = 'user')
     SELECT key, value, team_id, person_id FROM setting
     WHERE deleted_at IS NULL AND (person_id IS NULL OR person_id IN self)
       AND (team_id IS NULL OR team_id IN (SELECT team_id FROM person WHERE id IN self))
     ORDER BY person_id IS NOT NULL, team_id IS NOT NULL, created_at, rowid`,
  );
}

const leaseKeys = ['lease.readOnlyDays', 'lease.lockedDays'] as const;

/** As {@link loadSettings} gives them, without the rest: it is asked before every call and every write. */
export function loadLeaseTerms(db: LocalDb): LeaseTerms {
  const rows = db.raw<OwnSettingRow>(
    `SELECT key, value FROM setting
     WHERE deleted_at IS NULL AND person_id IS NULL AND team_id IS NULL AND key IN (?, ?)
     ORDER BY created_at, rowid`,
    ...leaseKeys,
  );
  if (rows.length === 0) return defaultSettings;
  return resolveSettings(rows);
}

/** Every edition of every SOP, by code and edition. */
/** Every edition of every SOP; whom it is for with tags as the dictionary calls them now. */
export function loadSops(db: LocalDb): Sop[] {
  const sops = db.all<Sop>(
    db.q.selectFrom('sop').selectAll().where('deletedAt', 'is', null).orderBy('code').orderBy('edition'),
  );
  if (!sops.some(({ startsFor }) => startsFor)) return sops;
  const { meantBy } = loadDictionaryNames(db);
  return sops.map((sop) => ({ ...sop, startsFor: sop.startsFor && renamed(sop.startsFor, meantBy) }));
}

export function loadPersonNames(db: LocalDb): Map<string, string> {
  const rows = db.all<{ id: string; name: string }>(db.q.selectFrom('person').select(['id', 'name']));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The whole dictionary, also what retired or became another tag; see shared/domain/tag.ts. */
export function listDictionaryTags(db: LocalDb): Tag[] {
  return db.all<Tag>(
    db.q.selectFrom('tag').selectAll().where('deletedAt', 'is', null).orderBy('ordinal').orderBy('name'),
  );
}

/** What the names of tags on customers hang on. */
export function listShownTags(db: LocalDb): Pick<Tag, 'id' | 'name' | 'mergedIntoId'>[] {
  return db.raw('SELECT id, name, merged_into_id FROM tag WHERE deleted_at IS NULL ORDER BY id');
}

export function loadDictionaryNames(db: LocalDb): TagNames {
  return tagNames(listDictionaryTags(db));
}
