import type { appointment } from '#shared/domain/entity/care.ts';
import type { Row } from '#shared/domain/entity/entity.ts';
import type { LocalDb } from '../local-db.ts';

export type Appointment = Row<typeof appointment>;

/** Planned ones first, the next one first; then the others, newest first. */
export function listAppointments(db: LocalDb, customerId: string): Appointment[] {
  return db.raw<Appointment>(
    `SELECT * FROM appointment WHERE customer_id = ? AND deleted_at IS NULL
     ORDER BY status <> 'planned', CASE status WHEN 'planned' THEN start_at END, start_at DESC, id`,
    customerId,
  );
}

/** The titles and places of some, by id. */
export function loadAppointmentTexts(db: LocalDb, ids: readonly string[]): Map<string, string> {
  const rows = db.raw<{ id: string; title: string; place: string }>(
    `SELECT id, title, place FROM appointment WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ id, title, place }) => [id, place === '' ? title : `${title} · ${place}`]));
}
