/** Fills one page, scope after scope, until nothing is left or the page is full. */
import type { ScopeCursor } from '#shared/protocol/sync.ts';
import type { Db } from '../db/database.ts';
import type { HeldScope } from '../domain/scope.ts';
import {
  commonSent,
  countRows,
  entitiesOf,
  listFilled,
  listGone,
  listRowTexts,
  placeOf,
  type Window,
} from './page-rows.ts';
import { findPosition, resumeToken, type Position } from './resume-token.ts';

export interface Page {
  /** Everything between head and end mark. */
  lines: string[];
  cursors: Record<string, ScopeCursor>;
  more: boolean;
  remaining: number;
}

/** A page stops after the row with which its text passes this many characters. */
const pageChars = 2 * 1024 * 1024;
const batchRows = 1_000;

interface Budget {
  rows: number;
  chars: number;
}

export async function fillPage(
  db: Db,
  wanted: ReadonlyArray<{ scope: HeldScope; cursor: ScopeCursor }>,
  maxRows: number,
): Promise<Page> {
  const page: Page = { lines: [], cursors: {}, more: false, remaining: 0 };
  const budget: Budget = { rows: maxRows, chars: pageChars };
  const pending: Window[] = [];
  let brokeOff: { window: Window; at: Omit<Position, 'left'> } | undefined;
  let knownLeft: number | undefined;
  for (const { scope, cursor } of wanted) {
    const isReset = cursor.version > scope.version || (cursor.version > 0 && cursor.version < scope.prunedTo);
    const from = isReset ? 0 : cursor.version;
    const start = isReset ? undefined : findPosition(cursor.resume);
    const upTo = Math.min(start?.upTo ?? scope.version, scope.version);
    const window: Window = { scopeId: scope.id, kind: scope.kind, from, upTo };
    if (brokeOff) {
      // Not begun on this page: the device asks again with what it has.
      page.cursors[scope.id] = cursor;
      if (upTo > from) pending.push(window);
      continue;
    }
    if (isReset) page.lines.push(JSON.stringify({ kind: 'reset', scope: scope.id }));
    knownLeft ??= start?.left;
    const stop = await sendWindow(db, window, start, budget, page.lines);
    if (stop) {
      brokeOff = { window, at: stop };
      pending.push(window);
    } else {
      page.cursors[scope.id] = { version: upTo };
      if (upTo < scope.version) page.more = true;
    }
  }
  if (brokeOff) {
    page.more = true;
    const left = (knownLeft ?? (await countRows(db, pending))) - (maxRows - budget.rows);
    page.remaining = Math.max(0, left);
    const { window, at } = brokeOff;
    page.cursors[window.scopeId] = {
      version: window.from,
      resume: resumeToken({ ...at, left: page.remaining }),
    };
  }
  return page;
}

/** Adds the window's rows to `lines`; returns where it had to stop, or undefined when the window is complete. */
async function sendWindow(
  db: Db,
  window: Window,
  start: Position | undefined,
  budget: Budget,
  lines: string[],
): Promise<Omit<Position, 'left'> | undefined> {
  const all = entitiesOf(window.kind);
  const first = start ? all.findIndex((entity) => entity.name === start.entity) : 0;
  for (const entity of await listFilled(db, all.slice(Math.max(0, first)), window)) {
    let after = start?.entity === entity.name ? { version: start.version, id: start.id } : undefined;
    const rows: string[] = [];
    let isDone = false;
    while (!isDone && budget.rows > 0 && budget.chars > 0) {
      const limit = Math.min(batchRows, budget.rows);
      const batch = await listRowTexts(db, entity, window, after, limit);
      isDone = batch.length < limit;
      for (const row of batch) {
        if (budget.chars <= 0) {
          isDone = false;
          break;
        }
        rows.push(row);
        budget.rows -= 1;
        budget.chars -= row.length;
      }
      if (rows.length > 0) after = placeOf(rows.at(-1)!);
    }
    if (rows.length > 0) lines.push(rowsLine(window.scopeId, entity.name, Object.keys(entity.columns), rows));
    if (!isDone) {
      return {
        upTo: window.upTo,
        entity: entity.name,
        version: after?.version ?? window.from,
        id: after?.id ?? lastId,
      };
    }
  }
  if (window.from > 0) {
    for (const [entity, ids] of await listGone(db, window)) {
      lines.push(JSON.stringify({ kind: 'gone', scope: window.scopeId, entity, ids }));
    }
  }
  return undefined;
}

/** Sorts after every id: an entity that was not begun goes on after the last row of the window's lower end. */
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

function rowsLine(scope: string, entity: string, own: readonly string[], rows: readonly string[]): string {
  const columns = [...commonSent, ...own];
  const head = JSON.stringify({ kind: 'rows', scope, entity, columns });
  return `${head.slice(0, -1)},"rows":[${rows.join(',')}]}`;
}
