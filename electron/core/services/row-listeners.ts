/** The derived local tables. A subject that keeps one adds its listener here. */
import type { LocalDb } from '../db/local-db.ts';
import { queueUploads } from '../db/repository/attachment.ts';
import { deleteFilesOfAbsent, hashesOfScope } from '../db/repository/attachment-sweep.ts';
import { createCardMove, noteMove } from '../db/repository/card-move.ts';
import { refreshRoots } from '../db/repository/card-root.ts';
import { deleteDraftsOfAbsentMoments } from '../db/repository/comment.ts';
import { deleteDraftsOfAbsentCustomers } from '../db/repository/composer-draft.ts';
import { deleteImportsOfAbsentCustomers, deleteImportsOfScope } from '../db/repository/import-run.ts';
import { emptyTextIndex } from '../db/repository/text-index.ts';
import { forgetListBook } from './list-book.ts';
import type { RowListener } from '../sync/row-listener.ts';

/**
 * Search text and contact times need none: triggers of the file itself follow every change (migrations/0002, 0009). Only
 * a whole scope is more than triggers should take out of the full-text index row by row.
 */
export interface RowListenersHow {
  /** Rows of a merged card are left to move; called after the commit. */
  onRowsLeft?: (() => void) | undefined;
  /** So many are moved in the transaction of the merge itself: all there are on most cards. */
  rowsAtOnce?: number | undefined;
}

export function createRowListeners(db: LocalDb, how: RowListenersHow = {}): RowListener[] {
  return [
    {
      rowsApplied(entity) {
        if (entity === 'customer') moveCards(db, how);
      },
      scopeErased() {},
      rowsLeft() {},
    },
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
      scopeErased: () => deleteDraftsOfAbsentCustomers(db),
      rowsLeft: () => deleteDraftsOfAbsentCustomers(db),
    },
    {
      rowsApplied() {},
      scopeErased: () => deleteDraftsOfAbsentMoments(db),
      rowsLeft: () => deleteDraftsOfAbsentMoments(db),
    },
    attachmentListener(db),
  ];
}

function moveCards(db: LocalDb, { onRowsLeft, rowsAtOnce = 300 }: RowListenersHow): void {
  let isAny = false;
  refreshRoots(db, (cardId) => {
    isAny = true;
    noteMove(db, cardId);
  });
  if (!isAny) return;
  const move = createCardMove(db);
  move.step(rowsAtOnce);
  if (onRowsLeft && !move.isDone()) db.afterCommit(onRowsLeft);
}

/** Bytes are to be handed in from the transaction on that made their row, and go with the scope that took it along. */
function attachmentListener(db: LocalDb): RowListener {
  /** A scope that is only read anew loses its rows for a while, not their bytes. */
  const inScope = new Map<string, string[]>();
  return {
    rowsApplied(entity, ids) {
      if (entity === 'attachment') queueUploads(db, ids);
    },
    scopeErasing: (scopeId) => void inScope.set(scopeId, hashesOfScope(db, scopeId)),
    scopeErased(scopeId) {
      deleteFilesOfAbsent(db, inScope.get(scopeId) ?? []);
      inScope.delete(scopeId);
    },
    rowsLeft: () => void deleteFilesOfAbsent(db),
  };
}
