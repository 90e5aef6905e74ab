/** Rows of settings of every level, and whom they may be for. */
import type { LocalDb } from '../local-db.ts';

export interface StoredSetting {
  id: string;
  key: string;
  value: unknown;
  teamId: string | null;
  personId: string | null;
  at: string;
  by: string | null;
}

/** The oldest first. */
export function listAllSettingRows(db: LocalDb): StoredSetting[] {
  return db.raw(
    `SELECT s.id, s.key, s.value, s.team_id, s.person_id, s.created_at AS at, p.name AS "by"
     FROM setting s LEFT JOIN person p ON p.id = s.created_by WHERE s.deleted_at IS NULL ORDER BY s.id`,
  );
}

export function listTeams(db: LocalDb): { id: string; name: string }[] {
  return db.raw(`SELECT id, name FROM team WHERE deleted_at IS NULL ORDER BY name, id`);
}

/** Those who are still there. */
export function listSettingPeople(db: LocalDb): { id: string; name: string; teamId: string | null }[] {
  return db.raw(
    `SELECT id, name, team_id FROM person WHERE deleted_at IS NULL AND status = 'active' ORDER BY name, id`,
  );
}
