/**
 * What a search looks into besides names (rules.md R18): every text that hangs on a customer, as overlapping pairs of
 * characters (repository/gram.ts), because FTS5's own tokenizers find no Chinese word of two characters. Triggers note
 * which rows changed; repository/text-index.ts works them off in slices. What is deleted leaves the index in the same
 * statement, and `secure-delete` takes it out of the index's pages instead of marking it as deleted.
 */
import type { Migration } from '../migration.ts';

const sources = [
  { entity: 'note', texts: ['body'], at: 'happened_at' },
  { entity: 'touch', texts: ['body'], at: 'happened_at' },
  { entity: 'moment', texts: ['body'], at: 'posted_at' },
  { entity: 'promise', texts: ['body'], at: 'created_at' },
  { entity: 'customer_order', texts: ['product'], at: 'ordered_on' },
  { entity: 'signal', texts: ['body'], at: 'happened_at' },
  { entity: 'appointment', texts: ['title', 'place'], at: 'start_at' },
  { entity: 'need', texts: ['body'], at: 'created_at' },
  { entity: 'interest', texts: ['topic'], at: 'seen_at' },
  { entity: 'relation', texts: ['name', 'remark'], at: 'created_at' },
  { entity: 'customer', texts: ['remark', 'taboo'], at: 'created_at' },
];

const tables = `
  CREATE TABLE text_entry (
    id INTEGER PRIMARY KEY,
    entity TEXT NOT NULL,
    row_id TEXT NOT NULL UNIQUE,
    grams TEXT NOT NULL
  );
  CREATE VIRTUAL TABLE text_gram USING fts5(
    grams, content='text_entry', content_rowid='id', detail=none, columnsize=0, prefix='1', tokenize='ascii'
  );
  INSERT INTO text_gram(text_gram, rank) VALUES('secure-delete', 1);
  CREATE TABLE text_dirty (row_id TEXT PRIMARY KEY, entity TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX text_dirty_at ON text_dirty (at);
  ALTER TABLE customer_search ADD COLUMN spelling TEXT NOT NULL DEFAULT '';
  ALTER TABLE customer_search ADD COLUMN wechat TEXT NOT NULL DEFAULT '';
  ALTER TABLE customer_search ADD COLUMN tags TEXT NOT NULL DEFAULT '';
`;

/** No OR IGNORE: inside a trigger it would give way to the conflict clause of the statement that fired it. */
export function textTriggers({ entity, texts, at }: (typeof sources)[number]): string {
  const mark = `
    INSERT INTO text_dirty SELECT new.id, '${entity}', coalesce(new.${at}, '')
    WHERE NOT EXISTS (SELECT 1 FROM text_dirty WHERE row_id = new.id);`;
  const isChanged = [...texts, 'deleted_at', at]
    .map((column) => `new.${column} IS NOT old.${column}`)
    .join(' OR ');
  const hasText = texts.map((column) => `new.${column} <> ''`).join(' OR ');
  return `
  CREATE TRIGGER text_${entity}_insert AFTER INSERT ON ${entity}
    WHEN new.deleted_at IS NULL AND (${hasText}) BEGIN ${mark} END;
  CREATE TRIGGER text_${entity}_update AFTER UPDATE ON ${entity} WHEN ${isChanged} BEGIN ${mark} END;
  CREATE TRIGGER text_${entity}_delete AFTER DELETE ON ${entity} BEGIN
    INSERT INTO text_gram(text_gram, rowid, grams)
      SELECT 'delete', id, grams FROM text_entry WHERE row_id = old.id;
    DELETE FROM text_entry WHERE row_id = old.id;
    DELETE FROM text_dirty WHERE row_id = old.id;
  END;
  INSERT INTO text_dirty SELECT id, '${entity}', coalesce(${at}, '') FROM ${entity} AS new
    WHERE deleted_at IS NULL AND (${hasText});`;
}

const tagTriggers = (['insert', 'update', 'delete'] as const)
  .map((event) => {
    const id = `${event === 'delete' ? 'old' : 'new'}.customer_id`;
    return `
  CREATE TRIGGER customer_tag_search_dirty_${event} AFTER ${event} ON customer_tag BEGIN
    INSERT INTO search_dirty SELECT ${id} WHERE NOT EXISTS (SELECT 1 FROM search_dirty WHERE customer_id = ${id});
  END;`;
  })
  .join('');

export const textSearch: Migration = {
  number: 9,
  up(db) {
    db.exec(tables);
    for (const source of sources) db.exec(textTriggers(source));
    db.exec(tagTriggers);
    db.exec(`INSERT INTO search_dirty SELECT id FROM customer
      WHERE id NOT IN (SELECT customer_id FROM search_dirty)`);
  },
};
