/** The derived local tables. A subject that keeps one adds its listener here. */
import type { LocalDb } from '../db/local-db.ts';
import { deleteDraftsOfAbsentMoments } from '../db/repository/comment.ts';
import { deleteImportsOfAbsentCustomers, deleteImportsOfScope } from '../db/repository/import-run.ts';
import { emptyTextIndex } from '../db/repository/text-index.ts';
import { forgetListBook } from './list-book.ts';
import type { RowListener } from '../sync/row-listener.ts';

/**
 * Search text and contact times need none: triggers of the file itself follow every change (migrations/0002, 0009). Only
 * a whole scope is more than triggers should take out of the full-text index row by row.
 */
export function createRowListeners(db: LocalDb): RowListener[] {
  return [
    {
      rowsApplied() {},
      scopeErasing: (scopeId) => emptyTextIndex(db, scopeId),
      scopeErased() {},
      rowsLeft() {},
    },
    {
      // Its lines follow every change by themselves; this is so that a book that has left is not kept in memory.
      rowsApplied() {},
      scopeErased: () => forgetListBook(db),
      rowsLeft: () => forgetListBook(db),
    },
    {
      rowsApplied() {},
      scopeErased: (scopeId) => deleteImportsOfScope(db, scopeId),
      rowsLeft: () => deleteImportsOfAbsentCustomers(db),
    },
    {
      rowsApplied() {},
      scopeErased: () => deleteDraftsOfAbsentMoments(db),
      rowsLeft: () => deleteDraftsOfAbsentMoments(db),
    },
  ];
}
