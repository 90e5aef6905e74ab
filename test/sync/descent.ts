/** Which text took the place of which: whoever saw a text has seen those before it. */
import { snakeCase } from '#shared/domain/entity/entity.ts';
import type { Write } from '#shared/protocol/sync.ts';
import type { Edit, ShownRow } from './edit.ts';
import { isUniqueText } from './text-mark.ts';

export interface Descent {
  /** The edit gave the field this value; what its author saw there is before it. `key` is `entity/id`. */
  remember(edit: Edit, key: string, field: string, value: unknown, writes: readonly Write[]): void;
  /** Everything before the value, in any line. */
  ancestors(at: string, value: unknown): Set<string>;
}

export function createDescent(): Descent {
  /** entity/id/field → value → the values its writers saw. */
  const parents = new Map<string, Map<string, Set<string>>>();

  function ancestors(key: string, value: unknown): Set<string> {
    const found = new Set<string>();
    const of = parents.get(key);
    const open = typeof value === 'string' ? [value] : [];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const parent of of?.get(next) ?? []) {
        if (found.has(parent)) continue;
        found.add(parent);
        open.push(parent);
      }
    }
    return found;
  }

  function remember(edit: Edit, key: string, field: string, value: unknown, writes: readonly Write[]): void {
    if (!isUniqueText(value)) return;
    const at = `${key}/${snakeCase(field)}`;
    const of = parents.get(at) ?? new Map<string, Set<string>>();
    parents.set(at, of);
    const seen = of.get(value as string) ?? new Set();
    of.set(value as string, seen);
    for (const write of writes) {
      const saw = edit.saw[edit.writes.indexOf(write)];
      const shown = saw && fieldOf(saw, snakeCase(field));
      if (typeof shown === 'string' && shown !== value) seen.add(shown);
    }
  }

  return { remember, ancestors };
}

/** A field of a row as a device shows it, by its SQL name. */
export function fieldOf(row: ShownRow, column: string): unknown {
  return row[column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())];
}
