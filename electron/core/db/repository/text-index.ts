/** Works off the rows whose text changed (migrations/0009), newest first, a slice at a time. */
import type { LocalDb } from '../local-db.ts';
import { gramsOf } from './gram.ts';
import { searchSources, sourceOf, textSql, type TextEntity } from './search-source.ts';

export interface TextIndex {
  /** Rows that wait. */
  waiting(): number;
  /** Works for about `ms` milliseconds; false where something is left. One transaction per slice. */
  work(ms: number): boolean;
}

const sliceRows = 64;

export function createTextIndex(db: LocalDb): TextIndex {
  return {
    waiting: () => db.raw<{ n: number }>('SELECT count(*) AS n FROM text_dirty')[0]!.n,
    work(ms) {
      const end = performance.now() + ms;
      for (;;) {
        const slice = db.raw<Marked>(
          `SELECT row_id, entity, at FROM text_dirty ORDER BY at DESC, row_id LIMIT ${sliceRows}`,
        );
        if (slice.length > 0) db.transaction(() => takeIn(db, slice));
        if (slice.length < sliceRows) return true;
        if (performance.now() >= end) return false;
      }
    },
  };
}

interface Marked {
  rowId: string;
  entity: TextEntity;
  at: string;
}

function takeIn(db: LocalDb, marked: readonly Marked[]): void {
  const ids = JSON.stringify(marked.map((row) => row.rowId));
  db.raw(
    `INSERT INTO text_gram(text_gram, rowid, grams)
     SELECT 'delete', id, grams FROM text_entry WHERE row_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    ids,
  );
  db.raw('DELETE FROM text_entry WHERE row_id IN (SELECT value FROM json_each(?))', ids);
  const entries: { id: number; entity: string; rowId: string; grams: string }[] = [];
  const taken = new Set<number>();
  for (const [entity, rows] of Map.groupBy(marked, (row) => row.entity)) {
    const texts = db.raw<{ id: string; at: string; text: string }>(
      `SELECT id, ${sourceOf(entity).at} AS at, ${textSql(sourceOf(entity), 'r')} AS text FROM ${entity} r
       WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(rows.map((row) => row.rowId)),
    );
    for (const { id: rowId, at, text } of texts) {
      const grams = gramsOf(text);
      if (grams !== '') entries.push({ id: freeId(db, at, taken), entity, rowId, grams });
    }
  }
  // Within one transaction FTS5 wants ascending numbers: a step back makes it write out what it has gathered.
  entries.sort((a, b) => a.id - b.id);
  for (const { id, entity, rowId, grams } of entries) {
    db.raw('INSERT INTO text_entry (id, entity, row_id, grams) VALUES (?,?,?,?)', id, entity, rowId, grams);
    db.raw('INSERT INTO text_gram (rowid, grams) VALUES (?,?)', id, grams);
  }
  db.raw('DELETE FROM text_dirty WHERE row_id IN (SELECT value FROM json_each(?))', ids);
}

const daySeconds = 86_400;

/** Numbers follow the time in seconds, so that the last numbers are the newest rows; a taken one is replaced near by. */
function freeId(db: LocalDb, at: string, taken: Set<number>): number {
  const seconds = Math.max(0, Math.floor(Date.parse(at) / 1_000) || 0);
  let id = seconds;
  for (let spread = daySeconds; taken.has(id) || isTaken(db, id); spread *= 2) {
    id = seconds + Math.floor(Math.random() * spread);
  }
  taken.add(id);
  return id;
}

function isTaken(db: LocalDb, id: number): boolean {
  return db.raw('SELECT 1 FROM text_entry WHERE id = ?', id).length > 0;
}

/** Fewer rows are taken out one by one. */
const fewRows = 200;

/**
 * Before all rows of a scope are deleted: where they are many, the index is emptied at once, which costs the same for any
 * size, and what other scopes have is marked to be taken in again. Runs in the caller's transaction.
 */
export function emptyTextIndex(db: LocalDb, scopeId: string): void {
  let rows = 0;
  for (const { entity } of searchSources) {
    rows += db.raw(`SELECT 1 FROM ${entity} WHERE scope_id = ? LIMIT ${fewRows + 1}`, scopeId).length;
  }
  if (rows <= fewRows) return;
  db.raw(`INSERT INTO text_gram(text_gram) VALUES ('delete-all')`);
  db.raw(`DELETE FROM text_entry`);
  db.raw(`DELETE FROM text_dirty`);
  for (const { entity, texts, at } of searchSources) {
    const hasText = texts.map((column) => `${column} <> ''`).join(' OR ');
    db.raw(
      `INSERT INTO text_dirty SELECT id, '${entity}', coalesce(${at}, '') FROM ${entity}
       WHERE scope_id <> ? AND deleted_at IS NULL AND (${hasText})`,
      scopeId,
    );
  }
}
