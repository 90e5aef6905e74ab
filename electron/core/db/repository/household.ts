import type { LocalDb } from '../local-db.ts';

/** The household a customer belongs to with others or alone; undefined where none. */
export function findHouseholdId(db: LocalDb, customerId: string): string | undefined {
  const [row] = db.raw<{ householdId: string }>(
    `SELECT household_id FROM household_member WHERE customer_id = ? AND deleted_at IS NULL
     ORDER BY household_id LIMIT 1`,
    customerId,
  );
  return row?.householdId;
}

export interface HouseholdRow {
  id: string;
  customerId: string;
  name: string;
  relation: string;
}

/** Those who share a household with a customer, in the order in which they joined. */
export function listHousehold(db: LocalDb, customerId: string): HouseholdRow[] {
  return db.raw<HouseholdRow>(
    `SELECT m.id, m.customer_id, c.name, m.relation FROM household_member m
     JOIN customer c ON c.id = m.customer_id AND c.deleted_at IS NULL
     WHERE m.deleted_at IS NULL AND m.customer_id <> ? AND m.household_id IN
       (SELECT household_id FROM household_member WHERE customer_id = ? AND deleted_at IS NULL)
     ORDER BY m.created_at, m.id`,
    customerId,
    customerId,
  );
}
