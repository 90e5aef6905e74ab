import type { leave, meeting } from '#shared/domain/entity/user.ts';
import type { Row } from '#shared/domain/entity/entity.ts';
import type { LocalDb } from '../local-db.ts';

type Leave = Row<typeof leave>;
type Meeting = Row<typeof meeting>;

/** That end on a day or later, the next one first. */
export function listLeaves(db: LocalDb, fromOn: string): Leave[] {
  return db.raw<Leave>(
    `SELECT * FROM leave WHERE deleted_at IS NULL AND to_on >= ? ORDER BY from_on, id`,
    fromOn,
  );
}

/** Of a day or later, the next one first. */
export function listMeetings(db: LocalDb, fromOn: string): Meeting[] {
  return db.raw<Meeting>(
    `SELECT * FROM meeting WHERE deleted_at IS NULL AND meet_on >= ? ORDER BY meet_on, created_at, id`,
    fromOn,
  );
}
