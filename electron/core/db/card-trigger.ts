/**
 * A row that comes in for a card which became part of another is shown there at once, whoever writes it (migrations/0016).
 * Made anew with every upgrade of the file, so that no entity is left out.
 */
import type Database from 'better-sqlite3';
import { hangingEntities } from './hanging.ts';

export function makeCardTriggers(db: Database.Database): void {
  const tables = new Set(
    db.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all(),
  );
  if (!tables.has('card_root')) return;
  for (const entity of hangingEntities.filter((name) => tables.has(name))) {
    for (const event of ['insert', 'update', 'delete'])
      db.exec(`DROP TRIGGER IF EXISTS ${entity}_card_${event}`);
    // No OR REPLACE: inside a trigger it would give way to the conflict clause of the statement that fired it.
    const move = `
      WHEN EXISTS (SELECT 1 FROM card_root WHERE customer_id = new.customer_id) BEGIN
        DELETE FROM moved_row WHERE entity = '${entity}' AND row_id = new.id;
        INSERT INTO moved_row VALUES ('${entity}', new.id, new.customer_id);
        UPDATE ${entity} SET customer_id = (SELECT root_id FROM card_root WHERE customer_id = new.customer_id)
          WHERE id = new.id;
      END`;
    db.exec(`
      CREATE TRIGGER ${entity}_card_insert AFTER INSERT ON ${entity} ${move};
      CREATE TRIGGER ${entity}_card_update AFTER UPDATE OF customer_id ON ${entity} ${move};
      CREATE TRIGGER ${entity}_card_delete AFTER DELETE ON ${entity} BEGIN
        DELETE FROM moved_row WHERE entity = '${entity}' AND row_id = old.id;
      END;`);
  }
}
