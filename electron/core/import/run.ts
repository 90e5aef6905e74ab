/** Writes an import slice by slice. A slice is one local transaction of whole persons, with how far the run has come. */
import { setImmediate } from 'node:timers/promises';
import type { CoreContext } from '../core-context.ts';
import { loadDictionaryNames } from '../db/repository/company-data.ts';
import { createCustomerIndex } from '../db/repository/customer-index.ts';
import {
  deleteImportRun,
  insertImportChanges,
  insertImportRun,
  updateImportRun,
  type ImportChange,
  type ImportRunRow,
} from '../db/repository/import-run.ts';
import { holdLog } from '../db/log-hold.ts';
import type { LocalWrite } from '../local-write.ts';
import type { ImportItem, PrepareContext } from './prepare.ts';

/**
 * Writes of a slice. The larger it is the fewer pages are written twice, and the longer core answers nobody else: the next
 * one is as large as the last ones say fits into `sliceMs` of work. A single person's rows are never torn apart.
 */
const sliceWrites = { fewest: 100, first: 400, most: 1_500 };
const sliceMs = 60;
/** Well below what one push takes. */
const sliceCharacters = 800_000;
/** After so many the log is brought into the file. */
const slicesPerTakeIn = 8;

interface Slice {
  targets: number;
  newCount: number;
  changedCount: number;
  writes: LocalWrite[];
  /** By person. */
  changes: ImportChange[][];
}

/**
 * Returns the run as it ended: `done`, or `stopped` where `isStopped` said so between two slices. After a failure or
 * the end of the process whole slices are there: the run says how many persons, and can be taken back or done again
 * (what is there already is found and not added twice). A run that wrote nothing before it failed leaves no trace.
 * `progress` counts persons.
 */
export async function runImport(
  context: CoreContext,
  options: {
    run: ImportRunRow;
    /** Nothing of one is ever torn apart. */
    items: readonly ImportItem[];
    addedOn: string;
    isStopped: () => boolean;
    progress: (done: number, total: number) => void;
  },
): Promise<ImportRunRow> {
  const { db, mutator, clock, failPoint } = context;
  const { items: targets, addedOn, isStopped, progress } = options;
  const index = createCustomerIndex(db);
  let run: ImportRunRow = { ...options.run, state: 'running', total: targets.length };
  const prepare: PrepareContext = {
    db,
    runId: run.id,
    bookId: run.scopeId,
    addedOn,
    happenedAt: run.at,
    dictionary: loadDictionaryNames(db),
    clock,
  };
  const set = (fields: Partial<ImportRunRow>): void => {
    updateImportRun(db, run.id, fields);
    run = { ...run, ...fields };
  };

  failPoint('import.begin');
  insertImportRun(db, run);
  progress(0, targets.length);
  const log = holdLog(db);
  try {
    const limit = { writes: sliceWrites.first };
    let slices = 0;
    let began = workedMs();
    for (const slice of slicesOf(prepare, targets, limit)) {
      if (isStopped()) break;
      db.transaction(() => {
        if (slice.writes.length > 0)
          mutator.mutate('import.run', slice.writes, { joins: true, isPart: true });
        for (const changes of slice.changes) insertImportChanges(db, changes);
        set({
          written: run.written + slice.targets,
          newCount: run.newCount + slice.newCount,
          changedCount: run.changedCount + slice.changedCount,
        });
        // What the slice marked for the search is taken in with it: later it would be read, and its pages written, again.
        index.refresh();
        failPoint('import.batch');
      });
      progress(run.written, targets.length);
      const fits = slice.writes.length * Math.min(2, sliceMs / Math.max(1, workedMs() - began));
      limit.writes = Math.round(Math.max(sliceWrites.fewest, Math.min(sliceWrites.most, fits)));
      await setImmediate();
      if (++slices % slicesPerTakeIn === 0) {
        log.takeIn();
        await setImmediate();
      }
      began = workedMs();
    }
    set({ state: run.written < targets.length ? 'stopped' : 'done' });
    failPoint('import.committed');
    return run;
  } catch (error) {
    endAfterFailure(context, run);
    throw error;
  } finally {
    log.end();
    tellAll(context);
  }
}

/** Of this thread: what other programs take of the machine makes no slice better that is smaller. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** Where the disk takes nothing any more the run stays `running`; that it runs no longer is known by who runs it. */
function endAfterFailure({ db, log }: CoreContext, run: ImportRunRow): void {
  try {
    if (run.written === 0) deleteImportRun(db, run.id);
    else updateImportRun(db, run.id, { state: 'stopped' });
  } catch (error) {
    log.warn({ code: (error as { code?: string }).code }, 'an import that failed is not marked as stopped');
  }
}

/** The slices were written quietly: now pages read again and the push begins. */
export function tellAll({ announce, syncLoop }: CoreContext): void {
  announce({
    type: 'changed',
    entities: ['customer', 'contact_point', 'customer_tag', 'note', 'customer_order'],
  });
  void syncLoop.now();
}

function* slicesOf(
  context: PrepareContext,
  targets: readonly ImportItem[],
  limit: Readonly<{ writes: number }>,
): Generator<Slice> {
  let slice = emptySlice();
  let characters = 0;
  for (const target of targets) {
    const { writes, changes } = target.prepare(context);
    const size = writes.reduce((sum, write) => sum + sizeOf(write), 0);
    const isFull = slice.writes.length + writes.length > limit.writes || characters + size > sliceCharacters;
    if (slice.targets > 0 && isFull) {
      yield slice;
      slice = emptySlice();
      characters = 0;
    }
    slice.targets++;
    if (!target.isNew) slice.changedCount += target.rows;
    else {
      slice.newCount++;
      slice.changedCount += target.rows - 1;
    }
    slice.writes.push(...writes);
    slice.changes.push(changes);
    characters += size;
  }
  if (slice.targets > 0) yield slice;
}

const emptySlice = (): Slice => ({ targets: 0, newCount: 0, changedCount: 0, writes: [], changes: [] });

/** Characters of the texts, about. */
function sizeOf({ fields }: LocalWrite): number {
  let size = 150;
  for (const value of Object.values(fields)) if (typeof value === 'string') size += value.length;
  return size;
}
