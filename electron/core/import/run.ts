/** Writes an import: everything or nothing, as one local transaction of several mutations. */
import { setImmediate } from 'node:timers/promises';
import type { CoreContext } from '../core-context.ts';
import { listDictionaryTags } from '../db/repository/company-data.ts';
import {
  insertImportChange,
  insertImportRun,
  type ImportChange,
  type ImportRunRow,
} from '../db/repository/import-run.ts';
import type { LocalWrite } from '../local-write.ts';
import type { ImportTarget } from './match.ts';
import { preparePerson, type PrepareContext } from './prepare.ts';

/** Persons prepared before the event loop gets its turn. */
const slice = 200;

/** A mutation stays below both, so that a push of it stays small and quick. A person's rows are never torn apart. */
const mutationWrites = 1_000;
const mutationCharacters = 1_000_000;

interface Group {
  writes: LocalWrite[];
  changes: ImportChange[];
  characters: number;
}

/**
 * `progress` counts persons prepared, then persons written; `total` is twice the number of targets. Nothing is visible
 * or queued before the last step, and a failure in the middle of it leaves no trace.
 */
export async function runImport(
  context: CoreContext,
  options: {
    run: ImportRunRow;
    targets: readonly ImportTarget[];
    addedOn: string;
    progress: (done: number, total: number) => void;
  },
): Promise<void> {
  const { db, mutator, clock, failPoint } = context;
  const { run, targets, addedOn, progress } = options;
  const total = targets.length * 2;
  const prepare: PrepareContext = {
    runId: run.id,
    bookId: run.scopeId,
    addedOn,
    happenedAt: run.at,
    dictionary: new Map(listDictionaryTags(db).map((tag) => [tag.name, tag.id])),
    clock,
  };
  const groups: Group[] = [];
  for (const [at, target] of targets.entries()) {
    if (at % slice === 0) {
      progress(at, total);
      await setImmediate();
    }
    const { writes, changes } = preparePerson(prepare, target);
    groups.push({ writes, changes, characters: JSON.stringify(writes).length });
  }
  let written = 0;
  failPoint('import.begin');
  db.transaction(() => {
    insertImportRun(db, run);
    for (const batch of batches(groups)) {
      mutator.mutate(
        'import.run',
        batch.flatMap((group) => group.writes),
        { joins: true },
      );
      for (const { changes } of batch) for (const change of changes) insertImportChange(db, change);
      written += batch.length;
      progress(targets.length + written, total);
      failPoint('import.batch');
    }
  });
  failPoint('import.committed');
}

function* batches(groups: readonly Group[]): Generator<Group[]> {
  let batch: Group[] = [];
  let writes = 0;
  let characters = 0;
  for (const group of groups) {
    const isFull =
      writes + group.writes.length > mutationWrites || characters + group.characters > mutationCharacters;
    if (batch.length > 0 && isFull) {
      yield batch;
      batch = [];
      writes = 0;
      characters = 0;
    }
    batch.push(group);
    writes += group.writes.length;
    characters += group.characters;
  }
  if (batch.length > 0) yield batch;
}
