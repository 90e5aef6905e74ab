/** What the card knows of a customer beside the fields: needs, interests, people, changes with a reason. */
import type { CardChange, Interest, Need, Relation } from '#shared/domain/entity/profile.ts';
import type { LocalDb } from '../local-db.ts';

/** Open ones first, the oldest first; then the answered ones, the newest first. */
export function listNeeds(db: LocalDb, customerId: string): Need[] {
  return db.raw<Need>(
    `SELECT * FROM need WHERE customer_id = ? AND deleted_at IS NULL
     ORDER BY status <> 'open', CASE status WHEN 'open' THEN created_at END, answered_at DESC, id`,
    customerId,
  );
}

export function listInterests(db: LocalDb, customerId: string): Interest[] {
  return db.raw<Interest>(
    `SELECT * FROM interest WHERE customer_id = ? AND deleted_at IS NULL ORDER BY seen_at, id`,
    customerId,
  );
}

export function listRelations(db: LocalDb, customerId: string): Relation[] {
  return db.raw<Relation>(
    `SELECT * FROM relation WHERE customer_id = ? AND deleted_at IS NULL ORDER BY created_at, id`,
    customerId,
  );
}

/** Of one deal: `signs` holds its id. */
export function findLastDealChange(
  db: LocalDb,
  customerId: string,
  field: 'dealStage' | 'dealEnd',
  dealId: string,
): CardChange | undefined {
  return db.raw<CardChange>(
    `SELECT * FROM card_change WHERE customer_id = ? AND field = ? AND deleted_at IS NULL
       AND EXISTS (SELECT 1 FROM json_each(signs) WHERE value = ?)
     ORDER BY happened_at DESC, id DESC LIMIT 1`,
    customerId,
    field,
    dealId,
  )[0];
}

/** The newest change of a field that still stands; undefined where there was none. */
export function findLastChange(
  db: LocalDb,
  customerId: string,
  field: CardChange['field'],
): CardChange | undefined {
  return listChanges(db, customerId, field)[0];
}

/** Those that still stand, the newest first. */
export function listChanges(db: LocalDb, customerId: string, field: CardChange['field']): CardChange[] {
  return db.raw<CardChange>(
    `SELECT * FROM card_change WHERE customer_id = ? AND field = ? AND deleted_at IS NULL
     ORDER BY happened_at DESC, id DESC`,
    customerId,
    field,
  );
}
