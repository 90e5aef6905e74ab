/**
 * Scopes whose rows are read a second time after an update of the program, and how far that is. The cursors stay where
 * they are: what leaves the scope meanwhile is told for them as ever, once the reading is over (SPEC VERSION8).
 */
import type { ScopeCursor } from '#shared/protocol/sync.ts';
import { deleteMeta, findMeta, setMeta } from '../db/meta.ts';
import type { LocalDb } from '../db/local-db.ts';

interface Reread {
  /** The cursor to ask with; undefined where the scope is read as ever. */
  find(scopeId: string): ScopeCursor | undefined;
  /** True where the cursor belongs to a second reading, which it brings forward or ends. */
  advance(scopeId: string, cursor: ScopeCursor): boolean;
  save(): void;
}

export function isRereading(db: LocalDb): boolean {
  return findMeta(db, 'reread') !== undefined;
}

/** A view of the moment; belongs to one transaction. Scopes that are gone or begin at 0 anyway are none of it. */
export function createReread(db: LocalDb): Reread {
  const noted = Object.entries(JSON.parse(findMeta(db, 'reread') ?? '{}') as Record<string, string>);
  const filled = new Set(
    db.raw<{ scopeId: string }>('SELECT scope_id FROM scope_cursor WHERE version>0').map((s) => s.scopeId),
  );
  const left = new Map(noted.filter(([scopeId]) => filled.has(scopeId)));
  return {
    find(scopeId) {
      const resume = left.get(scopeId);
      if (resume === undefined) return undefined;
      return resume === '' ? { version: 0 } : { version: 0, resume };
    },
    advance(scopeId, { version, resume }) {
      if (!left.has(scopeId)) return false;
      if (version > 0) left.delete(scopeId);
      else left.set(scopeId, resume ?? '');
      return true;
    },
    save() {
      if (noted.length === 0) return;
      if (left.size === 0) deleteMeta(db, 'reread');
      else setMeta(db, 'reread', JSON.stringify(Object.fromEntries(left)));
    },
  };
}
