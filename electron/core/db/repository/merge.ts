/** What two cards are merged by. */
import type { CardRows } from '#shared/domain/merge/double.ts';
import type { LocalDb } from '../local-db.ts';

/** Everything of a card that may be there twice once two cards are one. */
export function loadCardRows(db: LocalDb, customerId: string, on: string): CardRows {
  const of = <T>(columns: string, table: string, more = '', ...params: unknown[]): T[] =>
    db.raw<T>(
      `SELECT ${columns} FROM ${table} WHERE customer_id=? AND deleted_at IS NULL ${more} ORDER BY created_at, id`,
      customerId,
      ...params,
    );
  return {
    customerId,
    contactPoints: of('id, kind, value, label', 'contact_point'),
    tags: of(
      'id, name, tag_id, expires_on',
      'carried_tag',
      'AND (expires_on IS NULL OR expires_on >= ?)',
      on,
    ),
    keyDates: of('id, kind, label, calendar, month, day, is_leap_month, year', 'key_date'),
    relations: of('id, role, name, remark, other_id', 'relation'),
    households: of('id, household_id', 'household_member'),
    needs: of('id, body, status', 'need'),
    promises: of('id, body, due_at, status', 'promise'),
  };
}

const counted = {
  notes: 'note',
  touches: 'touch',
  moments: 'moment',
  promises: 'promise',
  orders: 'customer_order',
  appointments: 'appointment',
} as const;
export type CardCounts = Record<keyof typeof counted, number>;

export function countCardRows(db: LocalDb, customerId: string): CardCounts {
  const columns = Object.entries(counted).map(
    ([name, table]) =>
      `(SELECT count(*) FROM ${table} WHERE customer_id=k.id AND deleted_at IS NULL) AS ${name}`,
  );
  return db.raw<CardCounts>(`SELECT ${columns.join(', ')} FROM (SELECT ? AS id) k`, customerId)[0]!;
}

export interface MergedCard {
  id: string;
  name: string;
  at: string;
  /** The card it went into itself; that one may have gone into another since. */
  mergedIntoId: string;
}

/** The cards that are part of this one, the newest first. */
export function listMergedCards(db: LocalDb, rootId: string): MergedCard[] {
  return db.raw(
    `SELECT c.id, c.name, coalesce(c.deleted_at, c.created_at) AS at, c.merged_into_id FROM card_root r
     JOIN customer c ON c.id = r.customer_id WHERE r.root_id=? ORDER BY at DESC, c.id`,
    rootId,
  );
}
